import type { Row } from './rows.ts'

/** The text of a column that names a row, or `undefined` where there is none. */
export function textIn(row: Row, column: string): string | undefined {
  const value = Object.hasOwn(row, column) ? row[column] : undefined
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}
