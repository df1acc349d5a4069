import type { FieldData, Fields, RecordData } from '../data.ts'

/** The account's time zone: dates without a zone of their own are meant in it. */
export const ACCOUNT_ZONE = '-0500'

const PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'timezone'] as const
const HOUR_MS = 3_600_000

/** A moment as a nested `Date` in the account's zone; whole seconds. */
export function dateOf(ms: number): RecordData {
  return { Date: datePartsOf(ms, '') }
}

/** The parts of a `Date`. `zone` is what its `timezone` says. */
export function datePartsOf(ms: number, zone: string): Readonly<Record<string, string>> {
  const local = new Date(ms + zoneMs(ACCOUNT_ZONE))
  const two = (value: number) => String(value).padStart(2, '0')
  return {
    year: String(local.getUTCFullYear()),
    month: two(local.getUTCMonth() + 1),
    day: two(local.getUTCDate()),
    hour: two(local.getUTCHours()),
    minute: two(local.getUTCMinutes()),
    second: two(local.getUTCSeconds()),
    timezone: zone,
  }
}

/** How the service writes a date that was never set: seven empty parts. */
export const UNSET_DATE: RecordData = { Date: Object.fromEntries(PARTS.map(part => [part, ''])) }

/** The moment that a field's value means, in milliseconds; undefined where it is no date or an unset one. */
export function momentOf(value: FieldData | undefined): number | undefined {
  if (typeof value === 'string') return momentOfText(value)
  const parts = partsIn(value)
  return parts === undefined ? undefined : momentOfParts(parts)
}

/** The nested `Date` that a text of SOAP means, with a time only where it has one; undefined for any other text. */
export function nestedDateOf(text: string): RecordData | undefined {
  const match = DATE_TEXT.exec(text.trim())
  if (match === null) return undefined
  const given = PARTS.flatMap((part, index) => {
    const value = match[index + 1]
    return value === undefined ? [] : [[part, value] as const]
  })
  return { Date: Object.fromEntries(given) }
}

/**
 * The parts of a `Date` as SOAP writes them: `YYYY-MM-DD`, or with ` hh:mm:ss` where a time is stored; undefined
 * for an unset one. A time of another zone is told in the account's.
 */
export function flatDateOf(parts: RecordData): string | undefined {
  const moment = momentOf({ Date: parts })
  if (moment === undefined) return undefined
  const given = new Map(Object.entries(parts))
  const local = new Map(Object.entries(datePartsOf(moment, '')))
  const isTimed = ['hour', 'minute', 'second'].some(part => String(given.get(part) ?? '').trim() !== '')
  if (isTimed) return `${joined(local, DAY, '-')} ${joined(local, TIME, ':')}`
  return joined(new Map(DAY.map(part => [part, String(given.get(part)).trim().padStart(2, '0')])), DAY, '-')
}

const DAY = ['year', 'month', 'day'] as const
const TIME = ['hour', 'minute', 'second'] as const

function joined(parts: Fields, names: readonly string[], separator: string): string {
  return names.map(name => parts.get(name)).join(separator)
}

/**
 * Whether a stored date has all the parts of a wanted one, `4` and `04` alike; undefined where what is wanted is no
 * nested `Date`.
 */
export function dateCovers(stored: FieldData | undefined, wanted: FieldData): boolean | undefined {
  const sought = partsIn(wanted)
  if (sought === undefined) return undefined
  const parts = partsIn(typeof stored === 'string' ? nestedDateOf(stored) : stored)
  const text = (value: FieldData | undefined) =>
    typeof value === 'string' ? value.trim().replace(/^0+(?=\d)/, '') : ''
  return [...sought].every(([name, value]) => text(parts?.get(name)) === text(value))
}

function partsIn(value: FieldData | undefined): Fields | undefined {
  const date = new Map(Object.entries(typeof value === 'object' ? value : {})).get('Date')
  return typeof date === 'object' ? new Map(Object.entries(date)) : undefined
}

function momentOfParts(parts: Fields): number | undefined {
  const number = (name: string) => {
    const text = parts.get(name)
    return typeof text === 'string' && /^\s*\d{1,4}\s*$/.test(text) ? Number(text) : undefined
  }
  const [year, month, day] = [number('year'), number('month'), number('day')]
  if (year === undefined || month === undefined || day === undefined) return undefined
  const zone = parts.get('timezone')
  const local = Date.UTC(year, month - 1, day, number('hour') ?? 0, number('minute') ?? 0, number('second') ?? 0)
  return local - zoneMs(typeof zone === 'string' && zone.trim() !== '' ? zone.trim() : ACCOUNT_ZONE)
}

const DATE_TEXT = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d):(\d\d))?$/

function momentOfText(text: string): number | undefined {
  const match = DATE_TEXT.exec(text.trim())
  if (match === null || match[1] === '0000') return undefined
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map(part => Number(part ?? 0))
  return Date.UTC(year, month - 1, day, hour, minute, second) - zoneMs(ACCOUNT_ZONE)
}

function zoneMs(zone: string): number {
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(zone)
  if (match === null) return 0
  const size = Number(match[2]) * HOUR_MS + Number(match[3]) * 60_000
  return match[1] === '-' ? -size : size
}
