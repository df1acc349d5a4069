import type { Fault } from '../core/fault.ts'
import type { RetryBudget } from './budget.ts'
import { type Decision, decide } from './decide.ts'
import type { Item } from './item.ts'
import type { RetryPolicy } from './policy.ts'
import { type RetryRule, ruled } from './rules.ts'

/** What it takes to decide about items. */
export interface Deciding {
  readonly policy: RetryPolicy
  readonly budget?: RetryBudget
  readonly rules?: readonly RetryRule[]
  /** Gets new credentials; false where there are none to be had. Concurrent calls must share one renewal. */
  readonly signIn?: (fault: Fault, signal: AbortSignal | undefined) => Promise<boolean>
  readonly signal?: AbortSignal
  /** Numbers in [0, 1). */
  readonly random?: () => number
}

/**
 * Decides about an item whose last try failed: the program's own rules are asked first and may change what the fault means.
 *
 * @param paid tokens that were taken from the budget already, for others of the same try
 */
export function decideFor<Asked>(item: Item<Asked>, options: Deciding, elapsedMs: number, paid = 0): Decision {
  const { policy, budget, rules = [], random = Math.random, signIn: renew, signal } = options
  const context = { ...item.named, idempotency: item.idempotency, attempts: item.tries }
  const { fault, ruling } = ruled(item.current(), context, rules)
  item.replace(fault)
  const situation = {
    idempotency: item.idempotency,
    attempts: item.counted,
    tries: item.tries,
    elapsedMs,
    canSignIn: renew !== undefined && !item.hasSignedIn,
    previousMs: item.delayMs,
    ...(budget === undefined ? {} : { tokens: budget.left() + paid }),
    ...(ruling === undefined ? {} : { ruling }),
  }
  if (signal?.aborted === true) {
    return { kind: 'stop', because: 'cancelled', reason: 'The call was cancelled' } as const
  }
  return decide(fault, situation, policy, random)
}
