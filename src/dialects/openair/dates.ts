import { isDay } from '../../core/calendar.ts'
import type { XmlElement } from '../../xml/element.ts'
import type { XmlNode } from '../../xml/node.ts'

const WRITTEN = /^(\d{4})-(\d{2})-(\d{2})(?: (\d{2}):(\d{2}):(\d{2}))?$/
const DAY = ['year', 'month', 'day'] as const
const TIME = ['hour', 'minute', 'second'] as const

/** What is wrong with an input that should be such a date. */
export const NO_DATE = 'Must be a date that exists, YYYY-MM-DD or YYYY-MM-DD HH:MM:SS'

/** Whether the text is a day that exists, `YYYY-MM-DD` or `YYYY-MM-DD HH:MM:SS`. */
export function isDate(text: string): boolean {
  const match = WRITTEN.exec(text)
  if (match === null) return false
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(part => Number(part ?? 0))
  return isDay(year, month, day) && hour < 24 && minute < 60 && second < 60
}

/** Writes `YYYY-MM-DD` or `YYYY-MM-DD HH:MM:SS` as `<Date>`; undefined where the text is neither. */
export function encodeDate(text: string): XmlNode | undefined {
  const parts = isDate(text) ? WRITTEN.exec(text)?.slice(1) : undefined
  if (parts === undefined) return undefined
  const children = [...DAY, ...TIME].flatMap((name, index) => {
    const part = parts[index]
    return part === undefined ? [] : [{ name, children: [index === 0 ? part : String(Number(part))] }]
  })
  return { name: 'Date', children }
}

/**
 * Reads a `<Date>`: empty where none of its parts is set, undefined where its parts are no date.
 *
 * The time is given where the service gave one. A `timezone` is left out: the record of the other wire has none.
 */
export function decodeDate(element: XmlElement): string | undefined {
  const part = (name: string) => element.child(name)?.text.trim() ?? ''
  const day = DAY.map(part)
  const time = TIME.map(part)
  if ([...day, ...time].every(text => text === '')) return ''
  const [year = '', month = '', date = ''] = day
  if (!day.every(text => /^\d{1,4}$/.test(text))) return undefined
  const days = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  if (time.every(text => text === '')) return days
  if (!time.every(text => /^\d{0,2}$/.test(text))) return undefined
  return `${days} ${time.map(text => text.padStart(2, '0')).join(':')}`
}

/** Names that mean a date in whatever type they stand. */
const ANYWHERE = /^(?:date|created|updated|createtime|updatetime|startdate|enddate|date_.+|.+_date)$/

/** Names that mean a date in some types only. */
const SOMEWHERE: Readonly<Record<string, readonly string[]>> = {
  Timesheet: ['starts', 'ends', 'submitted', 'approved'],
  Projecttask: ['starts', 'early_start', 'early_finish', 'calculated_starts', 'calculated_finishes'],
  Envelope: ['submitted', 'approved'],
  Invoice: ['submitted', 'approved'],
  LoadedCost: ['start', 'end'],
  ImportExport: ['exported', 'imported'],
}

/** Whether a field is written as `<Date>`. Custom fields are not: the service takes them as text. */
export function isDateField(type: string, field: string): boolean {
  if (ANYWHERE.test(field)) return true
  return Object.hasOwn(SOMEWHERE, type) && SOMEWHERE[type]?.includes(field) === true
}
