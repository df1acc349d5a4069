import type { AcceptanceOptions } from '../../batch/acceptance.ts'
import type { CallContext, Calling } from '../../batch/contract.ts'
import type { Idempotency } from '../../core/operation.ts'
import type { RetryChoice } from '../../retry/options.ts'
import type { Clock } from '../../retry/sleep.ts'
import type { BullQueue, BullReconcile } from './engine.ts'

/** What a call is told besides the data of its job. */
export interface JobContext {
  readonly jobId: string
  /** The job's name in its queue. */
  readonly name: string
  /** What makes a repeat harmless where the operation is `keyed`: the job's id, the same for every try of every worker. */
  readonly key: string
  readonly idempotency: Idempotency
  /** Counts from 1. */
  readonly attempt: number
  /** For the method of a client, to be handed on as they are. */
  readonly options: CallContext<unknown>['options']
}

/** How the jobs of a queue are called for. */
export interface ProcessorOptions<Data, Value>
  extends Pick<AcceptanceOptions, 'errorAcceptanceNumber' | 'acceptTechnical' | 'stopWhen'> {
  /** BullMQ's `Queue` of the name that the worker has. */
  readonly queue: BullQueue
  /** The queue that jobs go to which may have been done and must not be done twice. */
  readonly reconcile: BullReconcile
  /** Makes the call of one job. Hand `context.options` on to the client, so that tries are counted once. */
  readonly call: (data: Data, context: JobContext) => Calling<Value>
  /** What a second call of the same job does. `once` where nobody knows. */
  readonly idempotency: Idempotency | ((data: Data) => Idempotency)
  /** The name of the run, where one queue serves several in turn: each has its own counts and outcomes. Default `run`. */
  readonly run?: string
  /** The same as a client's. The deadline counts from a job's first try, waits in the queue included. */
  readonly retry?: RetryChoice
  /**
   * Told what failed of the processor's own part: the call threw, Redis could not be reached. Not waited for. The job is
   * left to the engine, which gives it to a worker again.
   */
  readonly onTrouble?: (error: unknown) => unknown
  /** Default: the machine's. The machines of a cluster should agree within the deadline. */
  readonly clock?: Clock
  /** Numbers in [0, 1), for jitter. Default: `Math.random`. */
  readonly random?: () => number
}
