import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import type { Issue } from '../../core/fault.ts'
import { byMember } from './by-member.ts'
import { convert, type Kind, kinds } from './convert.ts'
import type { Row } from './rows.ts'

/** Where a value of the API comes from: a column by its name, or one of these. */
export type Source = string | FromColumn | Constant | FromEnvironment | Group

interface FromColumn {
  readonly column: string
  /** What the value is. Default: as it was read, which from a CSV is a text. */
  readonly as?: Kind
  /** Sends an empty value, which empties the field. Default: leaves the field out. */
  readonly whenEmpty?: 'send'
}

/** The same for every row. */
interface Constant {
  readonly constant: Plain | readonly Plain[]
}

type Plain = string | number | boolean

/** The same for every row, and a credential: the variable that holds it. */
export interface FromEnvironment {
  readonly env: string
}

/** Fields within a field. */
interface Group {
  readonly fields: Fields
}

/** Fields of the API by their names. */
export type Fields = Readonly<Record<string, Source>>

const NO_COLUMN = 'is not the name of a column'
export const column = z.string(NO_COLUMN).min(1, NO_COLUMN)
const plain = z.union([z.string(), z.number(), z.boolean()])
const usual = {
  column: z.strictObject({
    column,
    as: z.enum(kinds, `is none of ${kinds.join(', ')}`).exactOptional(),
    whenEmpty: z.literal('send', 'is not send').exactOptional(),
  }),
  constant: z.strictObject({
    constant: z.union([plain, z.array(plain)], 'is neither a text, a number, true or false, nor a list of them'),
  }),
}
const NO_VARIABLE = 'is not the name of a variable'
/** The name of a variable of the environment. */
export const variable = z.strictObject(
  { env: z.string(NO_VARIABLE).regex(/^[A-Za-z_]\w*$/, NO_VARIABLE) },
  'is not {"env": name}',
)

const WITHOUT_ENV = 'is neither a column nor one of {"column"}, {"constant"}, {"fields"}'

/** Of an API whose credentials all have their place: none stands among its fields. */
export const source: z.ZodType<Source> = z.lazy(() =>
  byMember<Source>({ ...usual, fields: groupOf(source) }, WITHOUT_ENV, column),
)

/** Of an API whose credentials may stand anywhere. */
export const openSource: z.ZodType<Source> = z.lazy(() =>
  byMember<Source>({ ...usual, env: variable, fields: groupOf(openSource) }, `${WITHOUT_ENV}, {"env"}`, column),
)

function groupOf(inner: z.ZodType<Source>) {
  return z.strictObject({ fields: z.record(z.string(), inner, 'is not an object of fields') })
}

/** The fields that a row gives. A column without a value leaves its field out. */
export function fieldsFrom(
  fields: Fields,
  row: Row,
  path: Issue['path'] = [],
): Result<Readonly<Record<string, unknown>>, Issue> {
  const values: [string, unknown][] = []
  for (const [name, from] of Object.entries(fields)) {
    const value = valueFrom(from, row, [...path, name])
    if (value.isErr()) return err(value.error)
    if (value.value !== undefined) values.push([name, value.value])
  }
  return ok(Object.fromEntries(values))
}

/** The value that a row gives; `undefined` where its column has none. */
export function valueFrom(from: Source, row: Row, path: Issue['path']): Result<unknown, Issue> {
  if (typeof from === 'string') return valueFrom({ column: from }, row, path)
  if ('constant' in from) return ok(from.constant)
  if ('fields' in from) return fieldsFrom(from.fields, row, path).map(filled)
  if ('env' in from) return err({ path, message: `The variable ${from.env} was not looked up` })
  const value = Object.hasOwn(row, from.column) ? row[from.column] : undefined
  if (value === undefined || value === null || value === '') return ok(from.whenEmpty === undefined ? undefined : '')
  return from.as === undefined ? ok(value) : convert(value, from.as).mapErr(message => ({ path, message }))
}

/** A group that nothing was given for is left out as a field is. */
function filled(values: Readonly<Record<string, unknown>>): unknown {
  return Object.keys(values).length === 0 ? undefined : values
}
