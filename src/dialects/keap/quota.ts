import { type Headers, header } from '../../wire/http.ts'

/**
 * The wait in milliseconds that the quota headers of a 429 call for; undefined where they say nothing.
 *
 *     x-keap-product-quota-limit, -time-unit, -interval, -available, -used, -expiry-time    over a day
 *     x-keap-product-throttle-limit, -time-unit, -interval, -available, -used               over a minute
 *
 * Of what is used up the longest wait counts. Where calls are left in both, it was the limit per second.
 */
export function quotaWaitMs(headers: Headers): number | undefined {
  const quota = leftIn(headers, 'quota')
  const throttle = leftIn(headers, 'throttle')
  const waits = [
    ...(quota === 0 ? [quotaEndMs(headers) ?? Math.min(windowMs(headers, 'quota'), HOUR)] : []),
    ...(throttle === 0 ? [windowMs(headers, 'throttle')] : []),
  ]
  if (waits.length > 0) return Math.max(...waits)
  return quota === undefined || throttle === undefined ? undefined : SECOND
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const UNITS: Readonly<Record<string, number>> = { second: SECOND, minute: MINUTE, hour: HOUR, day: DAY }

type Bucket = 'quota' | 'throttle'

function numberIn(headers: Headers, bucket: Bucket, name: string): number | undefined {
  const text = header(headers, `x-keap-product-${bucket}-${name}`)?.trim() ?? ''
  return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** How many calls are left; never less than 0. */
function leftIn(headers: Headers, bucket: Bucket): number | undefined {
  const [limit, used] = [numberIn(headers, bucket, 'limit'), numberIn(headers, bucket, 'used')]
  const left =
    numberIn(headers, bucket, 'available') ?? (limit === undefined || used === undefined ? undefined : limit - used)
  return left === undefined ? undefined : Math.max(0, left)
}

/** The time over which calls are counted, a day at most. */
function windowMs(headers: Headers, bucket: Bucket): number {
  const unit = header(headers, `x-keap-product-${bucket}-time-unit`)?.trim().toLowerCase() ?? ''
  const interval = Math.max(1, numberIn(headers, bucket, 'interval') ?? 1)
  return Math.min(interval * ((Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined) ?? MINUTE), DAY)
}

/** Until the quota begins anew. Both times are the server's own, so that the clock here does not matter. */
function quotaEndMs(headers: Headers): number | undefined {
  const now = serverTime(headers)
  const end = expiryTime(headers)
  if (now === undefined) return undefined
  if (end !== undefined && end > now && end - now <= DAY) return end - now
  return windowMs(headers, 'quota') === DAY ? DAY - (now % DAY) : undefined // days end at 00:00 UTC
}

/** With 13 digits milliseconds, with 10 seconds. It was also seen with 9, which is no time of these years. */
function expiryTime(headers: Headers): number | undefined {
  const text = header(headers, 'x-keap-product-quota-expiry-time')?.trim() ?? ''
  if (/^\d{13}$/.test(text)) return Number(text)
  return /^\d{10}$/.test(text) ? Number(text) * SECOND : undefined
}

/** The time that the answer itself gives, in milliseconds since 1970. */
export function serverTime(headers: Headers): number | undefined {
  const date = header(headers, 'date')?.trim() ?? ''
  const time = /^[A-Za-z]{3}, \d/.test(date) ? Date.parse(date) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}
