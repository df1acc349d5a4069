import type { Clock } from 'faultline/openair'

/**
 * Makes the clock of one lane, in which one call is made after the other. Its waits take a fraction of the machine's time,
 * and only waits make time pass in it: how fast the machine answers changes no decision, so that a seed reproduces a run.
 */
export function laneClock(speed: number, startsAt: number): Clock {
  let now = startsAt
  return {
    now: () => now,
    after: (delayMs, callback) => {
      if (delayMs === Number.POSITIVE_INFINITY) return () => {}
      const due = now + delayMs
      const timer = setTimeout(() => {
        now = Math.max(now, due)
        callback()
      }, delayMs / speed)
      return () => clearTimeout(timer)
    },
  }
}
