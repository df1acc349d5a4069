import { err, ok, type Result } from 'neverthrow'
import type { Issue } from '../../core/fault.ts'
import type { NamedColumn } from './api.ts'
import type { Row } from './rows.ts'
import { textIn } from './text-in.ts'

const PLACE = /\{([^{}]+)\}/g

/** The columns that stand in a path as `{Name}`. */
export function columnsInPath(path: string): readonly NamedColumn[] {
  return Array.from(path.matchAll(PLACE), ([, column = '']) => ({ path: 'path', column, isRequired: false }))
}

/** Whether each brace of a path belongs to the name of a column. */
export function isTemplate(path: string): boolean {
  return !/[{}]/.test(path.replace(PLACE, ''))
}

/** The path of a row: whatever a value holds, it stays one step of it. */
export function pathFrom(path: string, row: Row): Result<string, Issue> {
  const missing = columnsInPath(path).find(({ column }) => !isStep(textIn(row, column)))
  if (missing !== undefined) {
    return err({ path: ['path', missing.column], message: 'Has no value in this row that can stand in a path' })
  }
  return ok(path.replace(PLACE, (_, column: string) => encodeURIComponent(textIn(row, column) ?? '')))
}

/** Dots alone lead elsewhere, and half a character has no form in an address. */
function isStep(text: string | undefined): boolean {
  return text !== undefined && !/^\.{1,2}$/.test(text) && !/\p{Surrogate}/u.test(text)
}
