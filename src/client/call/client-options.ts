import type { RetryChoice } from '../../retry/options.ts'
import type { Clock } from '../../retry/sleep.ts'
import type { Timeouts, Transport } from '../transport/contract.ts'
import type { Hooks } from './hooks.ts'

/** What the client of every API takes. */
export interface ClientOptions {
  /** Default: undici, loaded with the first call. */
  readonly transport?: Transport
  /** In milliseconds. Default 30 s to connect, 180 s until the answer begins, 60 s between two pieces of it, 15 min in all. */
  readonly timeouts?: Partial<Timeouts>
  /** The most that an answer may have, in bytes. Default 64 MiB. */
  readonly maxBytes?: number
  readonly hooks?: Hooks
  /** Cancels every call of this client. */
  readonly signal?: AbortSignal
  /** Default: the machine's. */
  readonly clock?: Clock
  /**
   * How failures are repeated that a repeat cannot harm and may help. Default: up to three repeats within two minutes;
   * `false` gives every first failure.
   */
  readonly retry?: RetryChoice
}
