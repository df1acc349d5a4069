import type { Result } from 'neverthrow'
import type { CallContext, Calling } from '../../batch/contract.ts'
import type { Fault } from '../../core/fault.ts'
import type { Idempotency } from '../../core/operation.ts'
import type { Terminal } from '../terminal.ts'
import type { Job } from './job.ts'

/** What a row comes to: fields of the API by their names. */
export type Fields = Readonly<Record<string, unknown>>

/** An API that is ready to be called for rows. */
export interface JobApi {
  /** What a second call of the same row does. */
  readonly idempotency: Idempotency
  readonly call: (fields: Fields, options: CallContext<never>['options']) => Calling<unknown>
  /** The same for several rows in one request. */
  readonly callEach: (
    fields: readonly Fields[],
    options: CallContext<never>['options'],
  ) => Calling<readonly Result<unknown, Fault>[]>
  readonly close: () => Promise<void>
}

/** Makes the client of a job's API with the credentials in the environment, or tells what is missing. */
export type OpenApi = (job: Job, env: Terminal['env']) => Result<JobApi, string>
