import type { Clock } from './sleep.ts'

/** Tells how much time has passed since it was made, in milliseconds. */
export interface Stopwatch {
  readonly read: () => number
  /** It is known that so much had passed at the least, whatever the clock says. */
  readonly atLeast: (elapsedMs: number) => void
}

/**
 * Makes a stopwatch. The clock of a machine is set, forward and back: this never goes back, and what it counted until then
 * is kept, so that a deadline does not move away with the clock.
 */
export function stopwatch(clock: Clock): Stopwatch {
  let last = clock.now()
  let elapsedMs = 0
  const read = () => {
    const now = clock.now()
    if (now > last) elapsedMs += now - last
    last = now
    return elapsedMs
  }
  return {
    read,
    atLeast: least => {
      elapsedMs = Math.max(read(), least)
    },
  }
}
