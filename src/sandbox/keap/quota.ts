import type { CallQuota } from './settings.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** Which limit refuses a call. */
export type OverLimit = 'second' | 'minute' | 'day'

/** What one credential has used of its limits. */
export interface Usage {
  /** Counts one call, or tells which limit refuses it; a refused one is not counted (unverified). */
  readonly admit: (now: number) => OverLimit | undefined
  readonly usedInMinute: (now: number) => number
  readonly usedToday: (now: number) => number
}

/** When the day of a limit ends: at midnight of UTC. */
export function endOfDay(now: number): number {
  return (Math.floor(now / DAY_MS) + 1) * DAY_MS
}

/** Begins to count. The second and the minute roll, the day does not. */
export function openUsage({ perSecond, perMinute, perDay }: CallQuota): Usage {
  const second = openWindow(SECOND_MS)
  const minute = openWindow(MINUTE_MS)
  const today = { ends: 0, used: 0 }
  const usedToday = (now: number) => {
    if (today.ends !== endOfDay(now)) Object.assign(today, { ends: endOfDay(now), used: 0 })
    return today.used
  }
  return {
    usedToday,
    usedInMinute: minute.count,
    admit: now => {
      if (usedToday(now) >= perDay) return 'day'
      if (minute.count(now) >= perMinute) return 'minute'
      if (second.count(now) >= perSecond) return 'second'
      second.add(now)
      minute.add(now)
      today.used += 1
      return undefined
    },
  }
}

interface Window {
  readonly add: (now: number) => void
  readonly count: (now: number) => number
}

function openWindow(lengthMs: number): Window {
  const times: number[] = []
  let oldest = 0
  return {
    add: now => {
      times.push(now)
    },
    count: now => {
      while (oldest < times.length && (times[oldest] ?? now) <= now - lengthMs) oldest += 1
      if (oldest > 1_000 && oldest * 2 > times.length) {
        times.splice(0, oldest)
        oldest = 0
      }
      return times.length - oldest
    },
  }
}
