import { onAbort } from './abort.ts'

/** Where time comes from. A parameter everywhere, so that a test or a sandbox can pass an hour in a blink. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /**
   * Calls back once after the delay; the returned function calls it off. `Infinity` never calls back. What runs in the
   * background does not keep the process alive.
   */
  readonly after: (delayMs: number, callback: () => void, options?: { readonly background?: boolean }) => () => void
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, callback, { background = false } = {}) => {
    if (delayMs === Number.POSITIVE_INFINITY) return () => {}
    let timer: ReturnType<typeof setTimeout>
    const wait = (restMs: number) => {
      const stepMs = Math.min(restMs, LONGEST_TIMER_MS)
      timer = setTimeout(() => (restMs > stepMs ? wait(restMs - stepMs) : callback()), stepMs)
      if (background) quiet(timer)
    }
    wait(delayMs)
    return () => clearTimeout(timer)
  },
}

/** Only Node has timers that can be told not to keep it running. */
function quiet(timer: unknown): void {
  if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function')
    timer.unref()
}

/** A timer beyond 2^31 - 1 milliseconds (25 days) would fire at once. */
const LONGEST_TIMER_MS = 2_147_483_647

/**
 * Waits, and tells how the wait ended: `elapsed`, or `aborted` as soon as the signal says so.
 *
 * Never rejects. A delay that is not a positive number counts as none; `Infinity` waits for the signal alone.
 */
export function sleep(
  delayMs: number,
  signal?: AbortSignal,
  clock: Clock = systemClock,
): Promise<'elapsed' | 'aborted'> {
  if (signal?.aborted === true) return Promise.resolve('aborted')
  if (!(delayMs > 0)) return Promise.resolve('elapsed')
  return new Promise(resolve => {
    let stopTimer = () => {}
    const stopListening =
      signal === undefined
        ? () => {}
        : onAbort(signal, () => {
            stopTimer()
            resolve('aborted')
          })
    stopTimer = clock.after(delayMs, () => {
      stopListening()
      resolve('elapsed')
    })
  })
}
