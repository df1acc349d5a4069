const MINUTE_MS = 60_000
const DAY_MINUTES = 24 * 60

/** Counts the requests of an account over the last 60 seconds and the last 24 hours. */
export interface RateWindow {
  /** Counts one request, or refuses it; a refused one is not counted (unverified). */
  readonly admit: (now: number) => boolean
  /** Requests left of the day. */
  readonly leftToday: (now: number) => number
}

/** Opens both windows. The short one is exact, the long one moves by the minute. */
export function openRateWindow(perMinute: number, perDay: number): RateWindow {
  const recent: number[] = []
  let oldest = 0
  const minutes = new Map<number, number>()
  let today = 0
  const forget = (now: number) => {
    while (oldest < recent.length && (recent[oldest] ?? now) <= now - MINUTE_MS) oldest += 1
    if (oldest > 1_000 && oldest * 2 > recent.length) {
      recent.splice(0, oldest)
      oldest = 0
    }
    for (const [minute, count] of minutes) {
      if (minute > now / MINUTE_MS - DAY_MINUTES) break // in order of time: the rest is younger
      minutes.delete(minute)
      today -= count
    }
  }
  return {
    admit: now => {
      forget(now)
      if (recent.length - oldest >= perMinute || today >= perDay) return false
      recent.push(now)
      const minute = Math.floor(now / MINUTE_MS)
      minutes.set(minute, (minutes.get(minute) ?? 0) + 1)
      today += 1
      return true
    },
    leftToday: now => {
      forget(now)
      return Math.max(0, perDay - today)
    },
  }
}
