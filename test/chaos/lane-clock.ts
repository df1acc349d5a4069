import type { Clock } from 'faultline/openair'

/** What a lane does at the moment: no request is under way, one is, or one is that the sandbox holds back for too long. */
export type Doing = 'nothing' | 'asking' | 'held'

/** How much faster than the machine's the clock of a lane runs. */
export interface Pace {
  /** While nothing is under way, so that nothing can happen in the meantime. */
  readonly waiting: number
  /** While the sandbox holds a request back: as the sandbox's own time. */
  readonly held: number
}

/** An answer that takes that long by the machine's time will never come. */
const HANGING_MS = 60_000

/**
 * Makes the clock of one lane, in which one call is made after the other. Only waits make time pass in it, and it stands
 * while an answer is on its way: how fast the machine answers changes no decision, so that a seed reproduces a run.
 */
export function laneClock(pace: Pace, startsAt: number, doing: () => Doing): Clock {
  let now = startsAt
  return {
    now: () => now,
    after: (delayMs, callback) => {
      if (delayMs === Number.POSITIVE_INFINITY) return () => {}
      const due = now + delayMs
      const realMs = { nothing: delayMs / pace.waiting, held: delayMs / pace.held, asking: HANGING_MS }[doing()]
      const timer = setTimeout(() => {
        now = Math.max(now, due)
        callback()
      }, realMs)
      return () => clearTimeout(timer)
    },
  }
}
