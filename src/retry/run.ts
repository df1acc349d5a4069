import { err, ok, type Result } from 'neverthrow'
import type { Fault } from '../core/fault.ts'
import type { Idempotency } from '../core/operation.ts'
import { SUCCESS_GIFT } from './budget.ts'
import { type Deciding, decideFor } from './decide-for.ts'
import { Item } from './item.ts'
import { observe } from './observe.ts'
import type { RetryObserver } from './observer.ts'
import { type Clock, sleep, systemClock } from './sleep.ts'
import { limited } from './try-limit.ts'

/** What a try is told. */
export interface Try {
  /** Aborts with the caller's signal, and when the try takes too long. */
  readonly signal: AbortSignal | undefined
  /** Whether an earlier try of this item may have been carried out: a refusal may then tell that it was. */
  readonly isRepeat: (index: number) => boolean
  /** The place of an item of this try among all that are asked for. */
  readonly placeOf: (index: number) => number
}

/** How a run repeats. */
export interface RunOptions<Asked> extends Deciding {
  readonly idempotencyOf: (asked: Asked) => Idempotency
  readonly operationOf?: (asked: Asked) => string
  readonly observers?: readonly RetryObserver[]
  readonly clock?: Clock
}

/**
 * Makes a call for several items, and again for those that failed and that may be repeated, until each has its result:
 * one for each item, in order. Never rejects unless `call` does.
 *
 * Each item is judged by itself; those to be repeated go together in the next try, after the longest of their waits. A
 * fault that is given up carries every try (`attempts`) and why there were no more (`stopped`), and its `applied` is the
 * most that any of the tries admits to.
 */
export async function run<Asked, Value>(
  asked: readonly Asked[],
  call: (asked: readonly Asked[], attempt: Try) => Promise<readonly Result<Value, Fault>[]>,
  options: RunOptions<Asked>,
): Promise<readonly Result<Value, Fault>[]> {
  const { clock = systemClock, policy, signal } = options
  const startedAt = clock.now()
  const results: Result<Value, Fault>[] = []
  let pending: readonly Item<Asked>[] = asked.map(
    (one, index) => new Item(one, index, options.idempotencyOf(one), options.operationOf?.(one)),
  )
  while (pending.length > 0) {
    const triedAt = clock.now()
    const trying = pending
    const outcomes = await limited(policy.attemptMs, signal, clock, merged =>
      call(
        trying.map(item => item.asked),
        {
          signal: merged,
          isRepeat: index => trying[index]?.isRepeat === true,
          placeOf: index => trying[index]?.index ?? index,
        },
      ),
    )
    const now = clock.now()
    const failed: Item<Asked>[] = []
    trying.forEach((item, index) => {
      const outcome = outcomes[index]
      if (outcome?.isErr() === true) {
        item.fail(outcome.error, now - triedAt)
        failed.push(item)
      } else if (outcome?.isOk() === true) {
        results[item.index] = ok(outcome.value)
        succeed(item, options, now - triedAt, now - startedAt)
      }
    })
    // Of thousands of calls hardly one fails.
    pending = failed.length === 0 ? failed : await outlasting(failed, options, startedAt)
    for (const item of failed) if (item.stopped !== undefined) results[item.index] = err(item.final())
  }
  return results
}

/**
 * Decides for items that failed, waits as long as it takes, and gives those that are to be tried again; the others are
 * `stopped`.
 */
export async function outlasting<Asked>(
  failed: readonly Item<Asked>[],
  options: RunOptions<Asked>,
  startedAt: number,
): Promise<readonly Item<Asked>[]> {
  const { clock = systemClock, signal } = options
  const { again, delayMs } = await next(failed, options, clock.now() - startedAt)
  if (again.length > 0 && (await sleep(delayMs, signal, clock)) === 'aborted') {
    for (const item of again) item.stop('cancelled', 'The call was cancelled while it waited to be repeated')
  }
  for (const item of failed) {
    if (item.stopped === undefined) continue
    tell(options, 'onGiveUp', () => ({ ...item.named, fault: item.final(), durationMs: clock.now() - startedAt }))
  }
  return again.filter(item => item.stopped === undefined)
}

type Watching = Pick<RunOptions<never>, 'observers' | 'budget'>

/** Tells what became of an item that succeeded, and gives the budget its due. */
export function succeed<Asked>(item: Item<Asked>, options: Watching, durationMs: number, sinceMs: number): void {
  const { fault, cost } = item
  options.budget?.give(fault === undefined ? SUCCESS_GIFT : cost)
  tell(options, 'onAttempt', () => ({ ...item.named, attempt: item.tries + 1, delayMs: item.delayMs, durationMs }))
  if (fault === undefined) return
  tell(options, 'onRecovered', () => ({ ...item.named, retries: item.tries, durationMs: sinceMs, fault }))
}

/** Decides for each item that failed; signs in once for all that want it. */
async function next<Asked>(
  failed: readonly Item<Asked>[],
  options: RunOptions<Asked>,
  elapsedMs: number,
): Promise<{ readonly again: readonly Item<Asked>[]; readonly delayMs: number }> {
  const signing: Item<Asked>[] = []
  let delayMs = 0
  let paid = 0
  for (const item of failed) {
    tell(options, 'onAttempt', () => item.attemptEvent())
    const decision = decideFor(item, options, elapsedMs, paid)
    if (decision.kind === 'stop') item.stop(decision.because, decision.reason)
    else {
      if (decision.kind === 'sign-in') {
        signing.push(item)
        item.signIn()
      } else {
        // They go in one try, so that they cost what one of them costs.
        const cost = Math.max(0, decision.cost - paid)
        options.budget?.take(cost)
        paid += cost
        item.wait({ counts: decision.counts, cost })
        delayMs = Math.max(delayMs, decision.delayMs)
      }
      const wait = decision.kind === 'wait' ? decision.delayMs : 0
      tell(options, 'onRetry', () => ({ ...item.retryEvent(), delayMs: wait, reason: decision.reason }))
    }
  }
  const [first] = signing
  if (first?.fault !== undefined && (await signIn(first.fault, options)) === false) {
    for (const item of signing) item.stop('final', 'Signing in anew failed')
  }
  const again = failed.filter(item => item.stopped === undefined)
  for (const item of again) item.delayMs = delayMs
  return { again, delayMs: again.length === 0 ? 0 : delayMs }
}

async function signIn<Asked>(fault: Fault, { signIn: renew, signal }: RunOptions<Asked>): Promise<boolean> {
  try {
    return (await renew?.(fault, signal)) === true
  } catch {
    return false
  }
}

function tell<Name extends keyof RetryObserver>(
  { observers = [] }: Watching,
  name: Name,
  event: () => Parameters<NonNullable<RetryObserver[Name]>>[0],
): void {
  for (const observer of observers) observe(observer[name] as ((event: unknown) => unknown) | undefined, event)
}
