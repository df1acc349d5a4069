import { present } from '../core/present.ts'
import type { RetryBudget } from './budget.ts'
import { retryBudget } from './budget.ts'
import type { RetryObserver } from './observer.ts'
import { DEFAULT_POLICY, type RetryPolicy } from './policy.ts'
import type { RetryRule } from './rules.ts'

/** How calls are repeated; `false` where a failure is to be given at once. */
export type RetryChoice = RetryOptions | false

/** How calls are repeated. What is left out keeps its default. */
export interface RetryOptions extends Partial<RetryPolicy> {
  /** What repeats may cost together. Default: 500 tokens for each client. */
  readonly budget?: RetryBudget
  /** The program's own say on faults: see `RetryRule`. */
  readonly rules?: readonly RetryRule[]
  readonly observers?: readonly RetryObserver[]
}

/** How one client repeats, all of it. */
export interface Retrying {
  readonly policy: RetryPolicy
  readonly budget: RetryBudget
  readonly rules: readonly RetryRule[]
  readonly observers: readonly RetryObserver[]
}

/** Completes the options of a client. */
export function retryingBy(choice: RetryChoice = {}, usual: RetryPolicy = DEFAULT_POLICY): Retrying {
  return retryingFor({ policy: usual, budget: retryBudget(), rules: [], observers: [] }, choice)
}

/** The same for one call: its rules and observers come beside those of the client. */
export function retryingFor(client: Retrying, choice: RetryChoice | undefined): Retrying {
  if (choice === undefined) return client
  const { budget = client.budget, rules = [], observers = [], ...policy } = choice === false ? ONCE : choice
  return {
    policy: { ...client.policy, ...present(policy) },
    budget,
    rules: [...client.rules, ...rules],
    observers: [...client.observers, ...observers.map(own)],
  }
}

/** An observer may be an instance of a class: each of its methods is called as one, and looked up when it is. */
function own(observer: RetryObserver): RetryObserver {
  return {
    onAttempt: event => observer.onAttempt?.(event),
    onRetry: event => observer.onRetry?.(event),
    onRecovered: event => observer.onRecovered?.(event),
    onGiveUp: event => observer.onGiveUp?.(event),
  }
}

/** No repeat and no wait; a session that has ended is still renewed. */
const ONCE: RetryOptions = { maxAttempts: 1, deadlineMs: 0 }
