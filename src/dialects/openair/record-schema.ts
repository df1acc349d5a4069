import { z } from 'zod'
import { forbiddenCharacter } from '../../xml/characters.ts'
import { isDate, isDateField, NO_DATE } from './dates.ts'
import { addressFields, addressHolders, isRecordName, recordFields } from './records.ts'

/**
 * The schema of a record as the service gives it. A known field is what its type says; a field or a type that
 * nobody listed passes.
 */
export function recordOutput(type: string): z.ZodType {
  return keep(outputs, type, () =>
    objectOf(type, { text: z.string(), address: addressOutput, flags: flagsOutput, other: z.unknown().optional() }),
  )
}

/**
 * The schema of a record to be written. Refuses dates that do not exist, numbers that are not finite or come
 * with an exponent, and what is not data.
 */
export function recordInput(type: string): z.ZodType<Readonly<Record<string, unknown>>> {
  return keep(inputs, type, () =>
    objectOf(type, { text: scalar, address: addressInput, flags: flagsInput, other: nested.optional() })
      .catchall(nested.optional())
      .superRefine((record, context) => {
        for (const [field, value] of Object.entries(record)) {
          if (!NAME.test(field)) context.addIssue({ code: 'custom', path: [field], message: 'Is no name of a field' })
          if (!isDateField(type, field) || value === undefined || value === '') continue
          if (typeof value === 'string' && isDate(value)) continue
          context.addIssue({ code: 'custom', path: [field], message: NO_DATE })
        }
      }),
  )
}

const number = z
  .number()
  .refine(value => !String(value).includes('e'), { error: 'Would be written with an exponent: give it as text' })

/** A text that XML can carry. */
export const text = z.string().refine(value => forbiddenCharacter(value) === -1, {
  error: 'Holds a character that XML cannot carry',
})

const NAME = /^[A-Za-z_][\w.-]*$/

/** The name of a field, which becomes the name of an element. */
export const fieldName = z.string().regex(NAME, { error: 'Must be the name of a field' })

const scalar = z.union([text, number, z.boolean()], { error: 'Must be text, a finite number or a boolean' })

const NESTED = 'Must be text, a finite number, a boolean, or plain objects and lists of them'

/** Three levels of nesting are more than any field has, and a cycle ends there. */
const nested = [1, 2, 3].reduce<z.ZodType>(
  inner => z.union([scalar, z.array(inner), z.record(fieldName, inner.optional())], { error: NESTED }),
  scalar,
)

const addressInput = z.strictObject(shapeOf(addressFields, () => scalar.optional()))
const addressOutput = z.looseObject(shapeOf(addressFields, () => z.string().optional()))
const flagsInput = z.array(z.strictObject({ name: text, setting: scalar }))
const flagsOutput = z.array(z.looseObject({ name: z.string(), setting: z.string() }))

interface Parts {
  readonly text: z.ZodType
  readonly address: z.ZodType
  readonly flags: z.ZodType
  /** What `attributes` holds, which nobody describes. */
  readonly other: z.ZodType
}

function objectOf(type: string, { text, address, flags, other }: Parts) {
  const names: readonly string[] = isRecordName(type) ? recordFields[type] : []
  return z.looseObject(
    shapeOf(names, name => {
      if (name === 'flags') return flags.optional()
      if (name === 'attributes') return other
      return (addressHolders.some(holder => holder === name) ? address : text).optional()
    }),
  )
}

function shapeOf(names: readonly string[], schema: (name: string) => z.ZodType): Record<string, z.ZodType> {
  return Object.fromEntries(names.map(name => [name, schema(name)]))
}

const inputs = new Map<string, z.ZodType<Readonly<Record<string, unknown>>>>()
const outputs = new Map<string, z.ZodType>()

/** Schemas of the known types are made once; those of others are small and would pile up. */
function keep<Schema>(schemas: Map<string, Schema>, type: string, make: () => Schema): Schema {
  const known = schemas.get(type)
  if (known !== undefined) return known
  const schema = make()
  if (isRecordName(type)) schemas.set(type, schema)
  return schema
}
