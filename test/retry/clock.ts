import type { Clock } from '../../src/retry/sleep.ts'

/** A clock whose time passes at once when somebody waits; `waits` are the delays that were asked for. */
export function virtualClock(): Clock & { readonly waits: readonly number[]; readonly pass: (ms: number) => void } {
  let now = 0
  const waits: number[] = []
  return {
    waits,
    now: () => now,
    pass: ms => {
      now += ms
    },
    after: (delayMs, callback) => {
      if (delayMs === Number.POSITIVE_INFINITY) return () => {}
      let isOff = false
      waits.push(delayMs)
      queueMicrotask(() => {
        if (isOff) return
        now += delayMs
        callback()
      })
      return () => {
        isOff = true
      }
    },
  }
}
