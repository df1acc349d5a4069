import type { Clock } from '../../src/retry/sleep.ts'

/**
 * A clock for things that run side by side: when nothing else is left to do, time jumps to the next moment that somebody
 * waits for.
 */
export function simulatedClock(): Clock {
  let now = 0
  let isTicking = false
  const due = new Map<() => void, number>()
  const tick = () => {
    const [next] = [...due].sort(([, one], [, other]) => one - other)
    isTicking = false
    if (next === undefined) return
    const [callback, moment] = next
    due.delete(callback)
    now = Math.max(now, moment)
    callback()
    start()
  }
  const start = () => {
    if (isTicking || due.size === 0) return
    isTicking = true
    setImmediate(tick)
  }
  return {
    now: () => now,
    after: (delayMs, callback) => {
      if (delayMs === Number.POSITIVE_INFINITY) return () => {}
      const own = () => callback()
      due.set(own, now + delayMs)
      start()
      return () => due.delete(own)
    },
  }
}
