import type { Fault } from '../core/fault.ts'
import type { Idempotency } from '../core/operation.ts'
import type { StopReason } from '../core/vocabulary.ts'
import { ask } from './ask.ts'
import { RETRY_COST, TIMEOUT_COST } from './budget.ts'
import { DEFAULT_POLICY, type RetryPolicy } from './policy.ts'
import { isHarmless, refusalToRepeat } from './verdict.ts'

/** What the program itself says of a repeat; `undefined` leaves it to the rules. */
export type Ruling = 'forbid' | 'allow' | undefined

/** Where a call stands. */
export interface Situation {
  readonly idempotency: Idempotency
  /** Tries so far that count, this one included: 1 after the first call. */
  readonly attempts: number
  /** All tries so far, also those that do not count: waits grow with them. Default: as many as count. */
  readonly tries?: number
  /** Since the first try began, in milliseconds. */
  readonly elapsedMs: number
  /** Whether somebody can sign in anew, and has not yet for this call. */
  readonly canSignIn: boolean
  /** Tokens left for repeats. Default: enough. */
  readonly tokens?: number
  readonly ruling?: Ruling
  /** The wait before this try, in milliseconds. */
  readonly previousMs?: number
}

/** What to do about a fault. Each says why in a sentence. */
export type Decision =
  | {
      readonly kind: 'wait'
      readonly delayMs: number
      /** Tokens of the budget. */
      readonly cost: number
      /** Whether the next try counts: waiting for a rate limit, or for what is under way, uses none up. */
      readonly counts: boolean
      readonly reason: string
    }
  | { readonly kind: 'sign-in'; readonly reason: string }
  | { readonly kind: 'stop'; readonly because: StopReason; readonly reason: string }

/**
 * Decides whether a call that failed is repeated. Pure: time and chance are put in.
 *
 * In this order: a call that was cancelled, or whose repeat the program forbids, stops. One that may have been done
 * and would be done twice (`applied` is not `no` and the operation is `once`) stops as `unsafe`, whatever else allows
 * it. A session that has ended is renewed once. What a wait may help is repeated, as long as tries, time and budget
 * are left; all else is `final`, unless the program allows it. A refused password is not sent again even then: that locks
 * the user.
 *
 * A wait that the service asks for is a minimum. One that goes beyond the deadline is not begun.
 */
export function decide(fault: Fault, situation: Situation, policy: RetryPolicy, random: () => number): Decision {
  const { idempotency, ruling } = situation
  if (fault.category === 'cancelled') return stop('cancelled', 'The call was cancelled')
  if (ruling === 'forbid') return stop('forbidden', 'The program forbids to repeat it')
  if (!isHarmless(fault, idempotency)) return stop('unsafe', UNSAFE)
  if (fault.remedy === 'sign-in' && situation.canSignIn) {
    return { kind: 'sign-in', reason: 'The session has ended: signing in anew may help, once' }
  }
  const isAllowed = ruling === 'allow' && fault.category !== 'authentication'
  const refusal = isAllowed ? undefined : refusalToRepeat(fault, idempotency)
  if (refusal !== undefined) return stop('final', refusal)
  return waitFor(fault, situation, policy, random)
}

const UNSAFE = 'It may have been done already, and a repeat would do it twice: look at the service first'

function waitFor(fault: Fault, situation: Situation, policy: RetryPolicy, random: () => number): Decision {
  const isRateLimit = fault.category === 'rate-limit'
  const isUnderWay = fault.category === 'conflict' && fault.remedy === 'wait'
  const counts = !isRateLimit && !isUnderWay
  const { attempts, elapsedMs, tokens = Number.POSITIVE_INFINITY } = situation
  if (counts && attempts + 1 > policy.maxAttempts) {
    return stop('exhausted', `It was tried ${attempts} ${attempts === 1 ? 'time' : 'times'}, and no more are allowed`)
  }
  if (policy.deadlineMs <= 0) return stop('deadline', 'No time is allowed for a repeat')
  const delayMs = delayOf(fault, backoffOf(policy, situation, random), random)
  if (elapsedMs + delayMs > policy.deadlineMs) {
    const [delay, elapsed, deadline] = [delayMs, elapsedMs, policy.deadlineMs].map(seconds)
    return stop('deadline', `A wait of ${delay} after ${elapsed} goes beyond the deadline of ${deadline}`)
  }
  const cost = fault.category === 'timeout' ? TIMEOUT_COST : RETRY_COST
  if (cost > tokens) return stop('budget', 'Too many calls are being repeated already')
  const why = isRateLimit
    ? 'The rate limit is exceeded'
    : isUnderWay
      ? 'The service is still at work on it'
      : `A repeat is harmless and may help (${fault.category})`
  return { kind: 'wait', delayMs, cost, counts, reason: `${why}: again in ${seconds(delayMs)}` }
}

/** What a program's own back-off throws, or gives that is no delay, is no reason to storm the service. */
function backoffOf({ backoff }: RetryPolicy, situation: Situation, random: () => number): number {
  const { attempts, tries = attempts, previousMs = 0 } = situation
  const delayMs = ask(() => backoff(tries, random, previousMs))
  const isDelay = typeof delayMs === 'number' && Number.isFinite(delayMs)
  return isDelay ? Math.max(0, delayMs) : DEFAULT_POLICY.backoff(tries, random, previousMs)
}

/** What the service asks for is never cut short; a tenth more at the most spreads those who were told the same. */
function delayOf({ retryAfterMs = 0 }: Fault, backoffMs: number, random: () => number): number {
  const drawn = random()
  const share = drawn >= 0 && drawn < 1 ? drawn : 0
  return Math.round(Math.max(backoffMs, retryAfterMs + retryAfterMs * 0.1 * share))
}

function stop(because: StopReason, reason: string): Decision {
  return { kind: 'stop', because, reason }
}

function seconds(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 100) / 10} s`
}

/**
 * Says in a sentence whether a fault would be repeated, and why or why not.
 *
 * @example
 * whyRetry(fault, { idempotency: 'once' }) // It may have been done already, and a repeat would do it twice: ...
 */
export function whyRetry(
  fault: Fault,
  situation: Pick<Situation, 'idempotency'> & Partial<Situation>,
  policy: RetryPolicy = DEFAULT_POLICY,
): string {
  const told = { attempts: 1, elapsedMs: 0, canSignIn: true, ...situation }
  return decide(fault, told, policy, () => 0.5).reason
}
