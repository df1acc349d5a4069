/** Where time comes from. A parameter everywhere, so that a test or a sandbox can pass an hour in a blink. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Calls back once after the delay; the returned function calls it off. */
  readonly after: (delayMs: number, callback: () => void) => () => void
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
}

/**
 * Waits, and tells how the wait ended: `elapsed`, or `aborted` as soon as the signal says so.
 *
 * Never rejects. A delay that is not a positive number counts as none.
 */
export function sleep(
  delayMs: number,
  signal?: AbortSignal,
  clock: Clock = systemClock,
): Promise<'elapsed' | 'aborted'> {
  if (signal?.aborted === true) return Promise.resolve('aborted')
  if (!(delayMs > 0)) return Promise.resolve('elapsed')
  return new Promise(resolve => {
    const onAbort = () => {
      callOff()
      resolve('aborted')
    }
    const callOff = clock.after(delayMs, () => {
      signal?.removeEventListener('abort', onAbort)
      resolve('elapsed')
    })
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}
