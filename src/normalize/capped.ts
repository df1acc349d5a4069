import type { Warning } from '../core/fault.ts'

const MOST_WARNINGS = 1_000

/** At most 1,000 warnings; a last one says how many more there were. */
export function capped(warnings: readonly Warning[]): readonly Warning[] {
  const more = warnings.length - MOST_WARNINGS
  return more <= 0 ? warnings : [...warnings.slice(0, MOST_WARNINGS), { message: `${more} more warnings are left out` }]
}
