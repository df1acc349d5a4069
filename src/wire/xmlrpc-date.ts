/**
 * A moment as clocks in a time zone show it, in the form of `dateTime.iso8601`: `20240229T07:05:09`. Milliseconds are
 * dropped, for the type has none. Undefined for a Date that is none, and outside of the years 1 to 9999.
 *
 * In the hour that a zone lives through twice, two moments have the same text.
 */
export function dateTimeIn(date: Date, timeZone: string): string | undefined {
  if (Number.isNaN(date.getTime())) return undefined
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(date)
      .map(({ type, value }) => [type, value]),
  )
  const [year = '', month, day, hour, minute, second] = PARTS.map(part => parts.get(part))
  if (parts.get('era') !== 'AD' || year.length > 4) return undefined
  return `${year.padStart(4, '0')}${month}${day}T${hour}:${minute}:${second}`
}

/** Whether there is a time zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    return formatOf(name) !== undefined
  } catch {
    return false
  }
}

const PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making one is slow; a program has one or two. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const twoDigits = { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
  const options = { timeZone, era: 'short', calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' } as const
  const format = new Intl.DateTimeFormat('en-US', { ...options, ...twoDigits, year: 'numeric' })
  formats.set(timeZone, format)
  return format
}
