import { z } from 'zod'
import { dateTime, double, int, type XmlRpcInput } from '../../wire/xmlrpc-input.ts'
import type { FieldKind } from './tables/table.ts'
import { kindOf } from './tables.ts'

type Fields = Readonly<Record<string, unknown>>

const fields = z.record(z.string(), z.unknown())

/** The schema of a record to be written: gives its fields in the types that the table has them in. */
export function recordInput(table: string): z.ZodType<XmlRpcInput, Fields> {
  return fields.transform(record => eachField(record, (field, value) => written(kindOf(table, field), value)))
}

/**
 * The schema of a record as the service gives it. Fields that hold nothing are left out, and those of a known table are
 * what it says: the service sends numbers as texts here and there.
 */
export function recordOutput(table: string): z.ZodType<Fields> {
  return fields.transform((record, context) =>
    eachField(record, (field, value) => {
      const kind = kindOf(table, field)
      if (kind === undefined) return value
      if (value === '' && kind !== 'text') return undefined
      const read = READ[kind](value)
      if (read === WRONG) context.addIssue({ code: 'custom', path: [field], message: `Must hold ${NOUNS[kind]}` })
      return read
    }),
  )
}

const NOUNS: Readonly<Record<FieldKind, string>> = {
  text: 'a text',
  whole: 'a whole number',
  amount: 'an amount',
  time: 'a point in time',
}

/** Makes each field anew; what holds nothing, before or after, is left out. */
function eachField<Value>(
  record: Fields,
  make: (field: string, value: unknown) => Value,
): Readonly<Record<string, Value>> {
  const made = Object.entries(record)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([field, value]): [string, Value] => [field, make(field, value)])
  return Object.fromEntries(made.filter(([, value]) => value !== undefined))
}

/** What is of another type goes as it is: the writer or the service says what is wrong with it. */
function written(kind: FieldKind | undefined, value: unknown): XmlRpcInput {
  if (kind === 'amount' && typeof value === 'number') return double(value)
  if (kind === 'whole' && (typeof value === 'number' || typeof value === 'string')) return int(value)
  if (kind === 'time' && typeof value === 'string' && TIME.test(value)) return dateTime(value)
  return value as XmlRpcInput
}

const TIME = /^\d{8}T/

const WRONG = Symbol('wrong')

const READ: Readonly<Record<FieldKind, (value: unknown) => unknown>> = {
  text: value => (isScalar(value) ? String(value) : WRONG),
  time: value => (typeof value === 'string' ? value : WRONG),
  whole: value => numberIn(value, /^\s*[+-]?\d{1,15}\s*$/),
  amount: value => numberIn(value, /^\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*$/),
}

function numberIn(value: unknown, form: RegExp): unknown {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'string' && form.test(value) ? Number(value) : WRONG
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}
