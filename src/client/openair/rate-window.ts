import type { Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import type { Clock } from '../../retry/sleep.ts'

/** What is known of the account's rate limit from the answers so far. */
export interface RateWindow {
  /** Takes notice of what became of commands. */
  readonly note: (outcomes: readonly Result<unknown, Fault>[]) => void
  /** Whether the limit is exceeded now, as far as one can know. */
  readonly limited: () => boolean
}

/** The shortest of the service's windows. */
const WINDOW_MS = 60_000

/** Makes the memory of the last refusal for the rate: 60 seconds, or longer where the service said so. */
export function rateWindow(clock: Clock): RateWindow {
  let until = Number.NEGATIVE_INFINITY
  return {
    note: outcomes => {
      for (const outcome of outcomes) {
        if (outcome.isOk() || outcome.error.category !== 'rate-limit') continue
        until = Math.max(until, clock.now() + Math.max(WINDOW_MS, outcome.error.retryAfterMs ?? 0))
      }
    },
    limited: () => clock.now() < until,
  }
}
