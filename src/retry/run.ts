import { err, ok, type Result } from 'neverthrow'
import type { Fault } from '../core/fault.ts'
import type { Idempotency } from '../core/operation.ts'
import { SUCCESS_GIFT } from './budget.ts'
import type { Deciding } from './decide-for.ts'
import { Item } from './item.ts'
import type { RetryObserver } from './observer.ts'
import { outlasting } from './outlasting.ts'
import { type Clock, systemClock } from './sleep.ts'
import { stopwatch } from './stopwatch.ts'
import { tell } from './tell.ts'
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
  const watch = stopwatch(clock)
  const results: Result<Value, Fault>[] = []
  let pending: readonly Item<Asked>[] = asked.map(
    (one, index) => new Item(one, index, options.idempotencyOf(one), options.operationOf?.(one)),
  )
  while (pending.length > 0) {
    const triedAt = watch.read()
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
    const now = watch.read()
    const failed: Item<Asked>[] = []
    trying.forEach((item, index) => {
      const outcome = outcomes[index]
      if (outcome?.isErr() === true) {
        item.fail(outcome.error, now - triedAt)
        failed.push(item)
      } else if (outcome?.isOk() === true) {
        results[item.index] = ok(outcome.value)
        succeed(item, options, now - triedAt, now)
      }
    })
    // Of thousands of calls hardly one fails.
    pending = failed.length === 0 ? failed : await outlasting(failed, options, watch)
    for (const item of failed) if (item.stopped !== undefined) results[item.index] = err(item.final())
  }
  return results
}

/** Tells what became of an item that succeeded, and gives the budget its due. */
export function succeed<Asked>(
  item: Item<Asked>,
  options: Pick<RunOptions<Asked>, 'observers' | 'budget'>,
  durationMs: number,
  sinceMs: number,
): void {
  const { fault, cost } = item
  options.budget?.give(fault === undefined ? SUCCESS_GIFT : cost)
  tell(options.observers, 'onAttempt', () => ({
    ...item.named,
    attempt: item.tries + 1,
    delayMs: item.delayMs,
    durationMs,
  }))
  if (fault === undefined) return
  tell(options.observers, 'onRecovered', () => ({ ...item.named, retries: item.tries, durationMs: sinceMs, fault }))
}
