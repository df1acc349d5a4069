import type { Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import type { Clock } from '../../retry/sleep.ts'

/** Whether the service may be asked about codes, as far as the answers so far tell. */
export interface LookupGate {
  /** Takes notice of what became of commands. */
  readonly note: (outcomes: readonly Result<unknown, Fault>[]) => void
  /** Closed while the rate limit is exceeded, and after a refused sign-in until a call succeeds. */
  readonly closed: () => boolean
}

/** The shortest of the service's windows. */
const WINDOW_MS = 60_000

/**
 * Makes the gate of one client. A lookup must not eat into a limit that is exceeded, and must never send a
 * refused password again by itself: that locks the user.
 */
export function lookupGate(clock: Clock): LookupGate {
  let limitedUntil = Number.NEGATIVE_INFINITY
  let signInRefused = false
  const noteFault = ({ category, retryAfterMs = 0 }: Fault) => {
    if (category === 'authentication') signInRefused = true
    if (category === 'rate-limit')
      limitedUntil = Math.max(limitedUntil, clock.now() + Math.max(WINDOW_MS, retryAfterMs))
  }
  return {
    note: outcomes => {
      if (outcomes.some(outcome => outcome.isOk())) signInRefused = false
      for (const outcome of outcomes) if (outcome.isErr()) noteFault(outcome.error)
    },
    closed: () => signInRefused || clock.now() < limitedUntil,
  }
}
