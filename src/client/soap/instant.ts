const DAY = String.raw`(-?(?:[1-9]\d{3,}|0\d{3}))-(\d\d)-(\d\d)`
const TIME = String.raw`T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?`
const ZONE = String.raw`(Z|[+-]\d\d:\d\d)`
const INSTANT = new RegExp(`^${DAY}(?:${TIME})?${ZONE}?$`)

/**
 * Reads an `xsd:dateTime` or an `xsd:date` as a `Date`. A day alone begins at midnight, in UTC unless it says otherwise;
 * a time without a time zone is in that of this machine, as node-soap takes it. 24:00:00 is the next midnight.
 *
 * Undefined where it is none, and for a day that no calendar has: it is never the one after it. What a `Date` does not hold stays text: a year before
 * the first, which the two versions of XML Schema count differently, and one beyond 275760.
 *
 * @see https://www.w3.org/TR/xmlschema11-2/#dateTime
 */
export function readInstant(text: string): Date | string | undefined {
  const [, year = '', ...parts] = INSTANT.exec(text) ?? []
  if (year === '') return undefined
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(0, 5).map(part => Number(part ?? 0))
  const [fraction = '', zone] = parts.slice(5)
  const offset = minutesOf(zone)
  const isMidnight = hour === 24 && minute === 0 && second === 0 && /^0*$/.test(fraction)
  const isTime = (hour < 24 || isMidnight) && minute < 60 && second < 60
  if (!isDay(Number(year), month, day) || !isTime || offset === undefined) return undefined
  if (Number(year) < 1) return text
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'))
  const value = new Date(0)
  if (zone === undefined && parts[2] !== undefined) {
    value.setFullYear(Number(year), month - 1, day)
    value.setHours(hour, minute, second, ms)
  } else {
    value.setUTCFullYear(Number(year), month - 1, day)
    value.setUTCHours(hour, minute - offset, second, ms)
  }
  return Number.isNaN(value.getTime()) ? text : value
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= (month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0))
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** How far a time zone is ahead of UTC: 14 hours at most. Undefined where it is none. */
function minutesOf(zone: string | undefined): number | undefined {
  const [, sign, hours = 0, minutes = 0] = /^([+-])(\d\d):(\d\d)$/.exec(zone ?? '+00:00') ?? ['', '+']
  const offset = Number(hours) * 60 + Number(minutes)
  if (offset > 14 * 60 || Number(minutes) > 59) return undefined
  return sign === '-' ? -offset : offset
}
