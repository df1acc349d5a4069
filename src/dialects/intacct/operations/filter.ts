import { z } from 'zod'
import type { XmlNode } from '../../../xml/node.ts'
import { text } from '../record-input.ts'
import { element, parent } from '../writer.ts'

/** A value to compare with; a date is written as the service wants it (`MM/DD/YYYY`). */
export type FilterValue = string | number | boolean

/**
 * Which records a query gives: one comparison of one field, or several joined by `and` or `or`.
 *
 * @example
 * { and: [{ field: 'STATUS', equalTo: 'active' }, { field: 'RECORDNO', in: [7, 8, 9] }] }
 */
export type Filter =
  | { readonly and: readonly Filter[] }
  | { readonly or: readonly Filter[] }
  | ({ readonly field: string } & Comparison)

/** One of these. `like` takes `%` for any run of characters. */
export type Comparison = OneOf<{
  readonly equalTo: FilterValue
  readonly notEqualTo: FilterValue
  readonly lessThan: FilterValue
  readonly lessThanOrEqualTo: FilterValue
  readonly greaterThan: FilterValue
  readonly greaterThanOrEqualTo: FilterValue
  readonly like: string
  readonly notLike: string
  readonly in: readonly FilterValue[]
  readonly notIn: readonly FilterValue[]
  readonly between: readonly [FilterValue, FilterValue]
  readonly isNull: true
  readonly isNotNull: true
}>

type OneOf<Choices> = {
  [Name in keyof Choices]: Pick<Choices, Name> & { readonly [Other in Exclude<keyof Choices, Name>]?: never }
}[keyof Choices]

const SINGLE = [
  'equalTo',
  'notEqualTo',
  'lessThan',
  'lessThanOrEqualTo',
  'greaterThan',
  'greaterThanOrEqualTo',
  'like',
  'notLike',
] as const
const LISTS = ['in', 'notIn'] as const
const MARKS = ['isNull', 'isNotNull'] as const

/** A field of the object, or of one that it leads to (`VENDOR.NAME`). */
export const fieldPath = text.refine(name => /^\S+$/.test(name), { error: 'Must be the name of a field' })

const value = z.union([text, z.number(), z.boolean()], { error: 'Must be text, a number or a boolean' })

const comparisons = [
  ...SINGLE.map(name => compared(name, value)),
  ...LISTS.map(name => compared(name, z.array(value).min(1))),
  ...MARKS.map(name => compared(name, z.literal(true))),
  compared('between', z.tuple([value, value])),
]

function compared(name: string, right: z.ZodType): z.ZodType {
  return z.strictObject({ field: fieldPath, [name]: right })
}

const comparison = z.union(comparisons as [z.ZodType, ...z.ZodType[]], {
  error: 'Must be `and`, `or`, or a field with one comparison',
})

/** Joins within joins; a cycle ends there. */
const MOST_LEVELS = 8

export const filterInput = Array.from({ length: MOST_LEVELS }).reduce<z.ZodType>(
  inner =>
    z.unknown().transform((given, context) => {
      const joined = joinOf(given)
      const checked = joined === undefined ? comparison.safeParse(given) : join(joined, inner).safeParse(given)
      if (checked.success) return checked.data
      for (const { path, message } of checked.error.issues)
        context.addIssue({ code: 'custom', path: [...path], message })
      return z.NEVER
    }),
  comparison,
) as z.ZodType<Filter>

function joinOf(given: unknown): 'and' | 'or' | undefined {
  if (typeof given !== 'object' || given === null) return undefined
  return 'and' in given ? 'and' : 'or' in given ? 'or' : undefined
}

function join(name: 'and' | 'or', inner: z.ZodType): z.ZodType {
  return z.strictObject({ [name]: z.array(inner).min(1) })
}

/** Writes a filter; the depth is bounded by its schema. */
export function filterElement(filter: Filter): XmlNode {
  if ('and' in filter) return parent('and', filter.and.map(filterElement))
  if ('or' in filter) return parent('or', filter.or.map(filterElement))
  const { field, ...rest } = filter
  const [[name = '', right] = []] = Object.entries(rest)
  const values = MARKS.some(mark => mark === name) ? [] : Array.isArray(right) ? right : [right]
  return parent(name.toLowerCase(), [element('field', field), ...values.map(one => element('value', String(one)))])
}
