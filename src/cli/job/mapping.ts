import type { FieldSource } from './job.ts'
import type { Row } from './rows.ts'

/** Makes of a row what the service is to get. An empty column is left out: it would overwrite with nothing. */
export function mapRow(row: Row, fields: Readonly<Record<string, FieldSource>>): Record<string, unknown> {
  const mapped = Object.entries(fields).map(([field, source]): [string, unknown] => [field, filledFrom(row, source)])
  return Object.fromEntries(mapped.filter(([, value]) => value !== undefined && value !== ''))
}

function filledFrom(row: Row, source: FieldSource): unknown {
  if (typeof source !== 'string') return source.value
  return Object.hasOwn(row, source) ? row[source] : undefined
}

/** Columns that a job names and the first row does not have; a misspelled one would be empty in every row. */
export function missingColumns(row: Row, columns: readonly string[]): readonly string[] {
  return columns.filter(column => !Object.hasOwn(row, column))
}
