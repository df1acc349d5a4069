import { isDay } from '../../core/calendar.ts'

const INSTANT =
  /^(?<year>-?(?:[1-9]\d{3,}|0\d{3}))-(?<month>\d\d)-(?<day>\d\d)(?:T(?<time>\d\d:\d\d:\d\d)(?:\.(?<fraction>\d+))?)?(?<zone>Z|[+-]\d\d:\d\d)?$/

/**
 * Reads an `xsd:dateTime` or an `xsd:date` as a `Date`. A day alone begins at midnight, in UTC unless it says otherwise;
 * a time without a time zone is in that of this machine, as node-soap takes it. 24:00:00 is the next midnight.
 *
 * Undefined where it is none, and for a day that no calendar has: it is never the one after it. What a `Date` does not
 * hold stays text: a year before the first, which the two versions of XML Schema count differently, and one beyond 275760.
 *
 * @see https://www.w3.org/TR/xmlschema11-2/#dateTime
 */
export function readInstant(text: string): Date | string | undefined {
  const { year, month, day, time, fraction = '', zone } = INSTANT.exec(text)?.groups ?? {}
  if (!isDay(Number(year), Number(month), Number(day))) return undefined
  const [hour = 0, minute = 0, second = 0] = (time ?? '00:00:00').split(':').map(Number)
  const isMidnight = hour === 24 && minute === 0 && second === 0 && /^0*$/.test(fraction)
  const ahead = minutesAhead(zone)
  if ((hour > 23 && !isMidnight) || minute > 59 || second > 59 || ahead === undefined) return undefined
  if (Number(year) < 1) return text
  const date = [Number(year), Number(month) - 1, Number(day)] as const
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'))
  const value = new Date(0)
  if (time !== undefined && zone === undefined) {
    value.setFullYear(...date)
    value.setHours(hour, minute, second, ms)
  } else {
    value.setUTCFullYear(...date)
    value.setUTCHours(hour, minute - ahead, second, ms)
  }
  return Number.isNaN(value.getTime()) ? text : value
}

/** How far a time zone is ahead of UTC: 14 hours at most. Undefined where it is none. */
function minutesAhead(zone = 'Z'): number | undefined {
  const [hours = 0, minutes = 0] = zone === 'Z' ? [] : zone.slice(1).split(':').map(Number)
  const ahead = hours * 60 + minutes
  if (ahead > 14 * 60 || minutes > 59) return undefined
  return zone.startsWith('-') ? -ahead : ahead
}
