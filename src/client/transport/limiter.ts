import { systemClock } from '../../retry/sleep.ts'

/** Times one thing after another. */
export interface Limiter {
  /** Starts a limit, in milliseconds; the one before is called off. */
  readonly start: (limitMs: number, code: string) => void
  readonly stop: () => void
}

/** Makes a limiter that tells which limit has passed, by the code of its start. */
export function limiter(expired: (code: string) => void): Limiter {
  let stop = () => {}
  return {
    stop: () => stop(),
    start: (limitMs, code) => {
      stop()
      stop = systemClock.after(limitMs, () => expired(code))
    },
  }
}
