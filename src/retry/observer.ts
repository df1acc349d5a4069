import type { Fault } from '../core/fault.ts'

/** One try of one operation has ended. Holds no credential. */
export interface AttemptEvent {
  readonly operation?: string
  /** Counts from 1. */
  readonly attempt: number
  /** The wait before it, and how long it took, in milliseconds. */
  readonly delayMs: number
  readonly durationMs: number
  /** Absent where it succeeded. */
  readonly fault?: Fault
}

/** A call is about to be repeated. */
export interface RetryEvent {
  readonly operation?: string
  /** The number of the try that failed. */
  readonly attempt: number
  readonly fault: Fault
  /** In milliseconds; 0 where signing in anew is all that it waits for. */
  readonly delayMs: number
  readonly reason: string
}

/** A call succeeded after repeats. */
export interface RecoveredEvent {
  readonly operation?: string
  /** How many repeats it took. */
  readonly retries: number
  /** All of it, in milliseconds. */
  readonly durationMs: number
  /** The last fault before the success. */
  readonly fault: Fault
}

/** A call failed for good. `fault.attempts` tells what was tried, `fault.stopped` why no more was. */
export interface GiveUpEvent {
  readonly operation?: string
  readonly fault: Fault
  readonly durationMs: number
}

/** Looks on. Not waited for; what it throws or rejects with is dropped. */
export interface RetryObserver {
  readonly onAttempt?: (event: AttemptEvent) => unknown
  readonly onRetry?: (event: RetryEvent) => unknown
  readonly onRecovered?: (event: RecoveredEvent) => unknown
  readonly onGiveUp?: (event: GiveUpEvent) => unknown
}
