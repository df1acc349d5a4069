import type { Fault } from '../../core/fault.ts'
import type { Category } from '../../core/vocabulary.ts'

/** Refusals that an earlier try of the same function cannot have brought about by succeeding. */
const PLAIN: ReadonlySet<Category> = new Set(['validation', 'malformed-request', 'permission', 'unsupported'])

/**
 * The fault of a function behind a control ID, after all its tries. The service looks for the ID before it carries a
 * function out, and so a plain refusal of the last try says of those before, whose answers were lost, that they did not do
 * it. Other refusals may be their doing: a record that exists already is perhaps the one that they made.
 */
export function settledBy(fault: Fault, isUnique: boolean): Fault {
  if (!isUnique || fault.kind !== 'service' || fault.level !== 'function' || fault.applied !== 'maybe') return fault
  const isRefused = fault.attempts?.at(-1)?.applied === 'no' && PLAIN.has(fault.category)
  return isRefused ? { ...fault, applied: 'no' } : fault
}
