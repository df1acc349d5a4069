import { err, ok, type Result } from 'neverthrow'
import { checkBatch } from '../../batch/check-options.ts'
import type { Job } from './job.ts'
import type { Row } from './rows.ts'
import type { RunSettings } from './run-settings.ts'
import { textIn } from './text-in.ts'

/** What a job says of the run, as the runner takes it. */
export function runnerOptions({ size, rowId, repetitionKey, ...options }: RunSettings) {
  return {
    ...options,
    ...(rowId === undefined ? {} : { rowId: (row: Row) => textIn(row, rowId) ?? '' }),
    ...(repetitionKey === undefined ? {} : { repetitionKey: (row: Row) => textIn(row, repetitionKey) ?? '' }),
  }
}

/** Options that do not go together are told by the runner itself. */
export function checkRun(job: Job): Result<Job, string> {
  try {
    checkBatch('invokeAll', [], { ...runnerOptions(job.settings), idempotency: 'once', call: () => {} })
    return ok(job)
  } catch (error) {
    return err(error instanceof Error ? error.message.replace(/^invokeAll: /, '') : String(error))
  }
}
