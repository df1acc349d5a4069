import { type Backoff, exponential } from './backoff.ts'

/** How calls are repeated. All of it has a default. */
export interface RetryPolicy {
  /** How often a call is made at most, the first time included. Waits for a rate limit do not count. Default 4. */
  readonly maxAttempts: number
  /** What it throws, or gives that is no delay, leaves the wait to the default. */
  readonly backoff: Backoff
  /**
   * All tries and waits of a call together, in milliseconds: no wait is begun that would go beyond it, and with 0 none at
   * all. Default 120,000.
   */
  readonly deadlineMs: number
  /** How long one try may take, in milliseconds. Default: no limit of its own; the transport has its timeouts. */
  readonly attemptMs: number
}

/** The defaults: the first call and three repeats within two minutes, with full jitter from 500 ms to 20 s. */
export const DEFAULT_POLICY: RetryPolicy = {
  maxAttempts: 4,
  backoff: exponential(),
  deadlineMs: 120_000,
  attemptMs: Number.POSITIVE_INFINITY,
}
