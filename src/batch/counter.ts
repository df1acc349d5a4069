import { present } from '../core/present.ts'
import type { Clock } from '../retry/sleep.ts'
import { type Stopwatch, stopwatch } from '../retry/stopwatch.ts'
import type { BatchStatistics, Journal } from './contract.ts'
import type { OutcomeKind } from './options.ts'

/** Counts how the invocations of a run end. */
export class Counter {
  successful = 0
  unsuccessful = 0
  toReconcile = 0
  notInvoked = 0
  attempts = 0
  retries = 0
  recovered = 0
  readonly #settledBefore: number
  readonly #total: number | undefined
  readonly #watch: Stopwatch

  constructor(total: number | undefined, before: Journal['before'] | undefined, clock: Clock) {
    const { successful = 0, failed = 0, toReconcile = 0 } = before ?? {}
    this.successful = successful
    this.unsuccessful = failed + toReconcile
    this.toReconcile = toReconcile
    this.#settledBefore = successful + failed + toReconcile
    this.#total = total
    this.#watch = stopwatch(clock)
  }

  /** What was neither called nor read of those that are known to be there. */
  leaveRest(): void {
    const rest = (this.#total ?? 0) - this.successful - this.unsuccessful
    this.notInvoked = Math.max(this.notInvoked, rest)
  }

  called(attempts: number): void {
    this.attempts += attempts
    this.retries += Math.max(0, attempts - 1)
  }

  settled(kind: OutcomeKind, attempts: number): void {
    if (kind === 'success') {
      this.successful += 1
      if (attempts > 1) this.recovered += 1
    } else {
      this.unsuccessful += 1
      if (kind === 'reconcile') this.toReconcile += 1
    }
  }

  statistics(): BatchStatistics {
    const { successful, unsuccessful, toReconcile, notInvoked, attempts, retries, recovered } = this
    const elapsedMs = this.#watch.read()
    const settled = successful + unsuccessful - this.#settledBefore
    const ratePerSecond = elapsedMs > 0 ? (settled * 1_000) / elapsedMs : 0
    const rest = this.#total === undefined ? undefined : Math.max(0, this.#total - successful - unsuccessful)
    const remainingMs = rest === undefined || ratePerSecond === 0 ? undefined : (rest * 1_000) / ratePerSecond
    return {
      successful,
      unsuccessful,
      toReconcile,
      notInvoked,
      settledBefore: this.#settledBefore,
      attempts,
      retries,
      recovered,
      elapsedMs,
      ratePerSecond,
      ...present({ remainingMs }),
    }
  }
}
