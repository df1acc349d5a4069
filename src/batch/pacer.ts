import { type Clock, sleep } from '../retry/sleep.ts'
import { stopwatch } from '../retry/stopwatch.ts'

/** At most so many calls in any stretch of time so long. */
export interface RateLimit {
  readonly calls: number
  /** In milliseconds. */
  readonly windowMs: number
}

/** Lets the calls of all lanes pass one after the other, as fast as the service allows. */
export interface Pacer {
  /** Resolves when a call may be made, or the signal aborts; `undefined` where it may be made now. */
  readonly pass: () => Promise<unknown> | undefined
  /** No call passes for so long, in milliseconds: the service has told one of them to wait, and would tell the next. */
  readonly hold: (delayMs: number) => void
}

/** Makes the pacer of one run. Remembers when the last `calls` calls passed, and nothing else. */
export function pacer(limit: RateLimit | undefined, clock: Clock, signal: AbortSignal | undefined): Pacer {
  // A clock that is set back must hold no call until it has caught up.
  const watch = stopwatch(clock)
  const passed: number[] = []
  let oldest = 0
  let heldUntil = Number.NEGATIVE_INFINITY
  let turn: Promise<unknown> | undefined

  const waitMs = (now: number) => {
    const room = limit === undefined || passed.length < limit.calls ? now : (passed[oldest] ?? now) + limit.windowMs
    return Math.max(room, heldUntil) - now
  }
  const take = (now: number) => {
    if (limit === undefined) return
    if (passed.length < limit.calls) passed.push(now)
    else {
      passed[oldest] = now
      oldest = (oldest + 1) % limit.calls
    }
  }
  const wait = async (before: Promise<unknown> | undefined) => {
    await before
    // What it waits for may have moved on meanwhile.
    for (let now = watch.read(), restMs = waitMs(now); restMs > 0; now = watch.read(), restMs = waitMs(now)) {
      if ((await sleep(restMs, signal, clock)) === 'aborted') return
      watch.atLeast(now + restMs)
    }
    take(watch.read())
  }
  return {
    pass: () => {
      const now = watch.read()
      if (turn === undefined && waitMs(now) <= 0) {
        take(now)
        return undefined
      }
      const mine = wait(turn)
      turn = mine
      return mine.then(() => {
        if (turn === mine) turn = undefined
      })
    },
    hold: delayMs => {
      heldUntil = Math.max(heldUntil, watch.read() + delayMs)
    },
  }
}
