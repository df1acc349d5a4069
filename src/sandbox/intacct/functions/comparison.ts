import { textOf } from '../../data.ts'
import type { StoredRecord } from '../../store.ts'

/** Whether a record is among those that are looked for. */
export type Criterion = (record: StoredRecord) => boolean

/** One way to compare a field with values; texts are compared as `fold` makes them. */
type Compare = (value: string, values: readonly string[]) => boolean

const [first, second] = [0, 1].map(index => (values: readonly string[]) => values[index] ?? '') as [
  (values: readonly string[]) => string,
  (values: readonly string[]) => string,
]

const COMPARISONS: ReadonlyMap<string, { readonly count: number; readonly holds: Compare }> = new Map(
  Object.entries({
    equalto: one((value, other) => compare(value, other) === 0),
    notequalto: one((value, other) => compare(value, other) !== 0),
    lessthan: one((value, other) => value !== '' && compare(value, other) < 0),
    lessthanorequalto: one((value, other) => value !== '' && compare(value, other) <= 0),
    greaterthan: one((value, other) => value !== '' && compare(value, other) > 0),
    greaterthanorequalto: one((value, other) => value !== '' && compare(value, other) >= 0),
    like: one(isLike),
    notlike: one((value, pattern) => !isLike(value, pattern)),
    in: {
      count: Number.POSITIVE_INFINITY,
      holds: (value, values) => values.some(other => compare(value, other) === 0),
    },
    notin: {
      count: Number.POSITIVE_INFINITY,
      holds: (value, values) => values.every(other => compare(value, other) !== 0),
    },
    between: {
      count: 2,
      holds: (value, values) =>
        value !== '' && compare(value, first(values)) >= 0 && compare(value, second(values)) <= 0,
    },
    isnull: { count: 0, holds: value => value === '' },
    isnotnull: { count: 0, holds: value => value !== '' },
  }),
)

/**
 * Makes the criterion of a comparison by name (`equalto`, `like`, ...); undefined where there is none of that name, or
 * none with so many values.
 */
export function criterionOf(
  name: string,
  field: string,
  values: readonly string[],
  ignoresCase = false,
): Criterion | undefined {
  const comparison = COMPARISONS.get(name)
  if (comparison === undefined) return undefined
  const fits = comparison.count === Number.POSITIVE_INFINITY ? values.length > 0 : values.length === comparison.count
  if (!fits) return undefined
  const fold = (text: string) => (ignoresCase ? text.toLowerCase() : text)
  const folded = values.map(fold)
  return record => comparison.holds(fold(textOf(record.fields, field)), folded)
}

/** Orders two values: as numbers or dates where both are such, else as texts. */
export function compare(a: string, b: string): number {
  const right = scalar(b)
  const left = right === undefined ? undefined : scalar(a)
  if (left !== undefined && right !== undefined) return left - right
  return a < b ? -1 : a > b ? 1 : 0
}

function one(holds: (value: string, other: string) => boolean): { readonly count: number; readonly holds: Compare } {
  return { count: 1, holds: (value, values) => holds(value, first(values)) }
}

/** `%` stands for any run of characters. */
function isLike(value: string, pattern: string): boolean {
  const parts = pattern.split('%').map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^]*')}$`).test(value)
}

function scalar(text: string): number | undefined {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  const date = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d\d:\d\d:\d\d))?$/.exec(text)
  if (date === null) return undefined
  const [, month = '', day = '', year, time = '00:00:00'] = date
  return Date.parse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${time}Z`)
}
