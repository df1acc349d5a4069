import { err, ok, type Result } from 'neverthrow'
import type { Issue } from '../../core/fault.ts'
import type { Row } from './rows.ts'
import { type Source, valueFrom } from './source.ts'

/** The parameters that a row gives. One without a value would move all that follow. */
export function paramsFrom(params: readonly Source[], row: Row): Result<readonly unknown[], Issue> {
  const values: unknown[] = []
  for (const [place, from] of params.entries()) {
    const path = ['params', place]
    const value = valueFrom(from, row, path)
    if (value.isErr()) return err(value.error)
    if (value.value === undefined) return err({ path, message: 'Has no value in this row' })
    values.push(value.value)
  }
  return ok(values)
}
