import type { Fault } from '../core/fault.ts'
import { type Deciding, decideFor } from './decide-for.ts'
import type { Item } from './item.ts'
import type { RetryObserver } from './observer.ts'
import { type Clock, sleep, systemClock } from './sleep.ts'
import type { Stopwatch } from './stopwatch.ts'
import { tell } from './tell.ts'

interface Outlasting extends Deciding {
  readonly observers?: readonly RetryObserver[]
  readonly clock?: Clock
}

/**
 * Decides for items that failed, waits as long as it takes, and gives those that are to be tried again; the others are
 * `stopped`.
 */
export async function outlasting<Asked>(
  failed: readonly Item<Asked>[],
  options: Outlasting,
  watch: Stopwatch,
): Promise<readonly Item<Asked>[]> {
  const { clock = systemClock, signal } = options
  const { again, delayMs } = await next(failed, options, watch.read())
  const waitedFrom = watch.read()
  if (again.length > 0 && (await sleep(delayMs, signal, clock)) === 'aborted') {
    for (const item of again) item.stop('cancelled', 'The call was cancelled while it waited to be repeated')
  } else watch.atLeast(waitedFrom + delayMs)
  for (const item of failed) {
    if (item.stopped === undefined) continue
    tell(options.observers, 'onGiveUp', () => ({ ...item.named, fault: item.final(), durationMs: watch.read() }))
  }
  return again.filter(item => item.stopped === undefined)
}

/** Decides for each item that failed; signs in once for all that want it. */
async function next<Asked>(
  failed: readonly Item<Asked>[],
  options: Outlasting,
  elapsedMs: number,
): Promise<{ readonly again: readonly Item<Asked>[]; readonly delayMs: number }> {
  const signing: Item<Asked>[] = []
  let delayMs = 0
  let paid = 0
  for (const item of failed) {
    tell(options.observers, 'onAttempt', () => item.attemptEvent())
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
      tell(options.observers, 'onRetry', () => ({ ...item.retryEvent(), delayMs: wait, reason: decision.reason }))
    }
  }
  const [first] = signing
  if (first?.fault !== undefined && (await signIn(first.fault, options)) === false) {
    const isCancelled = options.signal?.aborted === true
    for (const item of signing) {
      if (isCancelled) item.stop('cancelled', 'The call was cancelled while it signed in anew')
      else item.stop('final', 'Signing in anew failed')
    }
  }
  const again = failed.filter(item => item.stopped === undefined)
  for (const item of again) item.delayMs = delayMs
  return { again, delayMs: again.length === 0 ? 0 : delayMs }
}

async function signIn(fault: Fault, { signIn: renew, signal }: Deciding): Promise<boolean> {
  try {
    return (await renew?.(fault, signal)) === true
  } catch {
    return false
  }
}
