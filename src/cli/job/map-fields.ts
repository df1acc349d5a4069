import type { Job } from './job.ts'
import type { Row } from './rows.ts'

/** The fields of the API that a row gives. A column without a value leaves its field out. */
export function mapFields(fields: Job['fields'], row: Row): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, source]) => {
      const value = typeof source === 'string' ? own(row, source) : source.constant
      return value === undefined || value === null || value === '' ? [] : [[field, value]]
    }),
  )
}

function own(row: Row, column: string): unknown {
  return Object.hasOwn(row, column) ? row[column] : undefined
}
