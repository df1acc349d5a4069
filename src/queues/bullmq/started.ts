import type { Idempotency } from '../../core/operation.ts'
import type { Retrying } from '../../retry/options.ts'
import type { Clock } from '../../retry/sleep.ts'
import type { BullJob } from './engine.ts'
import type { Ledger, Start } from './ledger.ts'
import type { ProcessorOptions } from './options.ts'

/** What all jobs of a processor share. */
export interface Ground<Data, Value> {
  readonly options: ProcessorOptions<Data, Value>
  readonly run: string
  readonly retrying: Retrying
  readonly ledger: Ledger
  readonly clock: Clock
  readonly endsAt: Readonly<Record<'functional' | 'technical', number>>
}

/** A job that a worker has begun with. */
export interface Started<Data> {
  readonly job: BullJob<Data>
  /** Proves to the engine that this worker has the job. */
  readonly token: string | undefined
  readonly signal: AbortSignal | undefined
  readonly at: Start
  readonly idempotency: Idempotency
  readonly key: string
}
