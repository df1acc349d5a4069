import type { Result } from 'neverthrow'
import type { Fault } from '../core/fault.ts'
import type { RetryChoice } from '../retry/options.ts'
import type { Clock } from '../retry/sleep.ts'
import type { AcceptanceOptions } from './acceptance.ts'
import type { BatchStatistics, CallContext, Calling, Journal, RowOutcome, Sink } from './contract.ts'
import type { RowOptions } from './invocations.ts'
import type { RateLimit } from './pacer.ts'

/** The sinks that outcomes go to by default. */
export type OutcomeKind = RowOutcome<unknown, unknown>['kind']

/** How a run goes through its rows. */
export interface RunnerOptions<Row, Value, Target extends string = OutcomeKind>
  extends RowOptions<Row>,
    AcceptanceOptions {
  /** The pause between one invocation and the next of the same lane, in milliseconds. Default 0. */
  readonly delayBetweenInvocationsMs?: number
  /**
   * How often an invocation is repeated that fails, functionally or technically: at most so many calls and one. What may
   * have been done and would be done twice is never repeated, nor what `retry.rules` forbid. Not set: what a repeat can
   * help is repeated as every client does it (`retry`).
   */
  readonly retryNumber?: number
  /** The pause before each repeat, in milliseconds. Default: `delayBetweenInvocationsMs`; 0 is no pause. Needs `retryNumber`. */
  readonly retryDelayMs?: number
  /** The same as a client's: rules, observers, budget, deadline; with `retryNumber` neither `maxAttempts` nor `backoff`. */
  readonly retry?: RetryChoice
  /** How many calls are under way at once. Default 1. */
  readonly concurrency?: number
  /** At most so many calls in any stretch of time, repeats included. */
  readonly rateLimit?: RateLimit
  /** Ends the run: what is under way is cancelled, the rest is not invoked. */
  readonly signal?: AbortSignal
  /** Where outcomes go, by name. */
  readonly sinks?: { readonly [Name in Target]?: Sink<Row, Value> }
  /** Names the sink of an outcome, by whatever it holds; `undefined`: none. Default: the outcome's `kind`. */
  readonly route?: (outcome: RowOutcome<Row, Value>) => Target | undefined
  /** Told how far the run is, every `progressEveryMs` and at the end. What it throws is dropped. */
  readonly onProgress?: (statistics: BatchStatistics) => unknown
  /** Default 1,000. */
  readonly progressEveryMs?: number
  /** Makes the run one that goes on after a crash: see `openJournal`. */
  readonly journal?: Journal
  /** How many invocations there will be, where the rows do not tell. For progress, and to say how many were not invoked. */
  readonly total?: number
  /** Default: the machine's. */
  readonly clock?: Clock
  /** Numbers in [0, 1), for jitter. Default: `Math.random`. */
  readonly random?: () => number
}

/** How `invokeAll` calls. */
export interface InvokeAllOptions<Row, Value, Target extends string = OutcomeKind>
  extends RunnerOptions<Row, Value, Target> {
  /** Makes the call of one row. Hand `context.options` on to the client, so that tries are counted once. */
  readonly call: (row: Row, context: CallContext<Row>) => Calling<Value>
}

/** How `invokeBatches` calls. */
export interface InvokeBatchesOptions<Row, Value, Target extends string = OutcomeKind>
  extends RunnerOptions<Row, Value, Target> {
  /** How many invocations one request takes at most: 1,000 objects for OpenAir. */
  readonly size: number
  /** Makes one request for several rows. Gives one result for each, in order, or the fault of the request as a whole. */
  readonly call: (rows: readonly Row[], context: RequestContext<Row>) => Calling<readonly Result<Value, Fault>[]>
}

/** What a request is told besides its rows. */
export interface RequestContext<Row> {
  readonly invocations: readonly CallContext<Row>[]
  /** For the method of a client. `repeat` only where it is so for every row. */
  readonly options: CallContext<Row>['options']
}
