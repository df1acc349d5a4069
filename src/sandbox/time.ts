/** The sandbox's own time, in milliseconds since 1970. It may run faster than the machine's, or stand still. */
export interface SandboxTime {
  readonly now: () => number
  /** Moves time forward at once; whatever was waiting for it happens. */
  readonly advance: (ms: number) => void
  /** Resolves once so much sandbox time has passed; `stopped` where the sandbox closed first. */
  readonly wait: (ms: number) => Promise<'elapsed' | 'stopped'>
  /** Ends every wait. */
  readonly stop: () => void
}

interface Waiter {
  readonly due: number
  readonly wake: (how: 'elapsed' | 'stopped') => void
}

const MAX_TIMER_MS = 2_000_000_000 // a longer timer fires at once

/**
 * Starts a time that runs `speed` times as fast as the machine's; at speed 0 only `advance` moves it.
 *
 * @param start what it shows at first
 */
export function startTime(speed: number, start: number): SandboxTime {
  if (!(speed >= 0) || !Number.isFinite(speed)) throw new TypeError('speed must be a finite number of 0 or more')
  const began = performance.now()
  const waiting = new Set<Waiter>()
  let skipped = 0
  let stopped = false
  const now = () => Math.floor(start + skipped + (performance.now() - began) * speed)
  const wakeDue = () => {
    for (const waiter of [...waiting]) if (waiter.due <= now()) waiter.wake('elapsed')
  }
  const wait = (ms: number) =>
    new Promise<'elapsed' | 'stopped'>(resolve => {
      if (stopped) return resolve('stopped')
      if (!(ms > 0)) return resolve('elapsed')
      const real = speed === 0 ? MAX_TIMER_MS : Math.min(Math.ceil(ms / speed) + 1, MAX_TIMER_MS)
      const timer = setTimeout(() => waiter.wake('elapsed'), real)
      const waiter: Waiter = {
        due: now() + ms,
        wake: how => {
          clearTimeout(timer)
          waiting.delete(waiter)
          resolve(how)
        },
      }
      waiting.add(waiter)
    })
  const stop = () => {
    stopped = true
    for (const waiter of [...waiting]) waiter.wake('stopped')
  }
  return {
    now,
    wait,
    stop,
    advance: ms => {
      skipped += ms
      wakeDue()
    },
  }
}
