import type { Fault } from '../core/fault.ts'
import { present } from '../core/present.ts'
import { constant } from '../retry/backoff.ts'
import type { RetryObserver } from '../retry/observer.ts'
import { retryingBy } from '../retry/options.ts'
import type { RetryRule } from '../retry/rules.ts'
import type { RunOptions } from '../retry/run.ts'
import { type Clock, systemClock } from '../retry/sleep.ts'
import type { Acceptance } from './acceptance.ts'
import type { Invocation } from './contract.ts'
import type { Ending } from './ending.ts'
import { failureKind } from './failure-kind.ts'
import type { RunnerOptions } from './options.ts'
import type { Pacer } from './pacer.ts'

/** The longest that a try may take by the default of every client, in milliseconds. */
const LONGEST_TRY_MS = 900_000

interface Told {
  readonly acceptance: Acceptance
  readonly ending: Ending
  readonly pacer: Pacer
}

/** How calls are repeated. A try is limited by who makes it: it does not begin while it waits for its turn. */
export interface Repeating<Row> extends RunOptions<Invocation<Row>> {
  readonly attemptMs: number
  readonly clock: Clock
}

/** How the calls of a run are repeated. */
export function repeating<Row, Value, Target extends string>(
  options: RunnerOptions<Row, Value, Target>,
  { acceptance, ending, pacer }: Told,
): Repeating<Row> {
  const { clock = systemClock, signal, random } = options
  const { policy, rules, observers, budget } = choice(options)
  const own: RetryRule = fault => {
    if (ending.isBroken) return { retry: 'forbid' }
    // A rate limit is no failure: it is waited for, whatever a generation says of repeats.
    if (fault.category !== 'rate-limit' && !acceptance.mayRepeat()) return { retry: 'forbid' }
    return options.retryNumber !== undefined && isRepeatable(fault) ? { retry: 'allow' } : undefined
  }
  const holding: RetryObserver = {
    onRetry: ({ fault, delayMs }) => {
      if (fault.category === 'rate-limit') pacer.hold(delayMs)
    },
  }
  return {
    policy: { ...policy, attemptMs: Number.POSITIVE_INFINITY },
    attemptMs: policy.attemptMs,
    rules: [...rules, own],
    observers: [...observers, holding],
    idempotencyOf: ({ idempotency }) => idempotency,
    operationOf: ({ rowId }) => rowId,
    clock,
    ...present({ budget, signal, random }),
  }
}

/** Where repeats are counted as Semarchy does, they cost no budget, and only a rate limit without end meets the deadline. */
function choice(options: Pick<RunnerOptions<never, never>, RetryOption>) {
  const { retry, retryNumber, delayBetweenInvocationsMs = 0, retryDelayMs = delayBetweenInvocationsMs } = options
  const usual = retryingBy(retry)
  if (retryNumber === undefined) return usual
  const { budget, deadlineMs = LONGEST_TRY_MS * (retryNumber + 1) + retryDelayMs * retryNumber } = retry || {}
  const counted = { maxAttempts: retryNumber + 1, backoff: constant(retryDelayMs), deadlineMs }
  return { ...usual, policy: { ...usual.policy, ...counted }, budget }
}

type RetryOption = 'retry' | 'retryNumber' | 'retryDelayMs' | 'delayBetweenInvocationsMs'

/** What Semarchy repeats: every failure of the service or of the way to it. Not what was done, nor a refused password. */
function isRepeatable(fault: Fault): boolean {
  if (fault.applied === 'yes') return false
  return failureKind(fault) === 'functional' || (fault.kind === 'network' && fault.category !== 'cancelled')
}
