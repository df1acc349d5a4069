import type { Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import type { Clock } from '../../retry/sleep.ts'

/** Whether the service may be asked about codes, as far as the answers so far tell. */
export interface LookupGate {
  /** Takes notice of what became of commands. */
  readonly note: (outcomes: readonly Result<unknown, Fault>[]) => void
  /**
   * The fault that keeps the service from being asked: of the rate limit while it is exceeded, of a refused sign-in
   * until a call succeeds. Undefined where it may be asked.
   */
  readonly closedBy: () => Fault | undefined
}

/** The shortest of the service's windows. */
const WINDOW_MS = 60_000

/**
 * Makes the gate of one client. A lookup must not eat into a limit that is exceeded, and must never send a
 * refused password again by itself: that locks the user.
 */
export function lookupGate(clock: Clock): LookupGate {
  let limit: { readonly fault: Fault; readonly until: number } | undefined
  let signIn: Fault | undefined
  const noteFault = (fault: Fault) => {
    if (fault.category === 'authentication') signIn = fault
    if (fault.category !== 'rate-limit') return
    const until = clock.now() + Math.max(WINDOW_MS, fault.retryAfterMs ?? 0)
    if (limit === undefined || until > limit.until) limit = { fault, until }
  }
  return {
    note: outcomes => {
      if (outcomes.some(outcome => outcome.isOk())) signIn = undefined
      for (const outcome of outcomes) if (outcome.isErr()) noteFault(outcome.error)
    },
    closedBy: () => signIn ?? (limit !== undefined && clock.now() < limit.until ? limit.fault : undefined),
  }
}
