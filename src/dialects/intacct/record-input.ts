import { z } from 'zod'
import { forbiddenCharacter } from '../../xml/characters.ts'
import type { XmlNode } from '../../xml/node.ts'

/** What a field may be given: `null` and `''` empty it, `undefined` leaves it out, a list repeats its element. */
export type FieldInput =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly FieldInput[]
  | { readonly [field: string]: FieldInput }

/** A record to be written, by the names of its fields. */
export interface RecordInput {
  readonly [field: string]: FieldInput
}

/** A text that XML can carry. */
export const text = z.string().refine(value => forbiddenCharacter(value) === -1, {
  error: 'Holds a character that XML cannot carry',
})

/** A text that is not blank. */
export const filled = text.refine(value => value.trim() !== '', { error: 'Must not be blank' })

const NAME = /^[A-Za-z_][\w.-]*$/

/** The name of a field, an object or a function, which becomes the name of an element. */
export const elementName = z.string().regex(NAME, { error: 'Must be a name that an element can have' })

/** One key. Keys go out as a list with commas, so that one with a comma would be two. */
export const keyInput = z
  .union([filled.refine(value => !value.includes(','), { error: 'Must not hold a comma' }), z.int().min(0)], {
    error: 'Must be one key: a text without comma, or a number',
  })
  .transform(String)

type Path = readonly (string | number)[]

/** The schema of a record. Refuses numbers that are not finite or come with an exponent, and what is not data. */
export const recordInput: z.ZodType<RecordInput> = z
  .custom<RecordInput>(isPlainObject, { error: 'Must be an object of fields' })
  .superRefine((record, context) => {
    for (const { path, message } of problemsIn(record)) context.addIssue({ code: 'custom', path: [...path], message })
  })

/** More levels than any object has; a cycle ends there. */
const MOST_LEVELS = 32
/** Nobody reads more of them. */
const MOST_PROBLEMS = 100

interface Problem {
  readonly path: Path
  readonly message: string
}

/** Without recursion, for an input may be of any depth. */
function problemsIn(record: RecordInput): readonly Problem[] {
  const problems: Problem[] = []
  const open: { readonly value: unknown; readonly path: Path; readonly level: number }[] = [
    { value: record, path: [], level: 0 },
  ]
  for (let next = open.pop(); next !== undefined && problems.length < MOST_PROBLEMS; next = open.pop()) {
    const { value, path, level } = next
    const message = level > MOST_LEVELS ? `Is nested more than ${MOST_LEVELS} levels deep` : problemWith(value)
    if (message !== undefined) problems.push({ path, message })
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value).reverse()) {
        const at = [...path, Array.isArray(value) ? Number(key) : key]
        if (Array.isArray(value) || NAME.test(key)) open.push({ value: inner, path: at, level: level + 1 })
        else problems.push({ path: at, message: 'Is no name that an element can have' })
      }
    }
  }
  return problems
}

function problemWith(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return forbiddenCharacter(value) === -1 ? undefined : 'Holds a character that XML cannot carry'
    case 'number':
      if (!Number.isFinite(value)) return 'Is not a finite number'
      return String(value).includes('e') ? 'Would be written with an exponent: give it as text' : undefined
    case 'object':
      return value === null || Array.isArray(value) || isPlainObject(value) ? undefined : 'Is no plain data'
    case 'boolean':
    case 'undefined':
      return undefined
    default:
      return 'Must be text, a finite number, a boolean, null, or plain objects and lists of them'
  }
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

/** The elements of a record that passed its schema. */
export function fieldElements(record: RecordInput): readonly XmlNode[] {
  return Object.entries(record).flatMap(([name, value]) => elementsOf(name, value))
}

function elementsOf(name: string, value: FieldInput): readonly XmlNode[] {
  if (value === undefined) return []
  if (value === null || value === '') return [{ name }]
  if (isList(value)) return value.flatMap(item => elementsOf(name, item))
  if (typeof value === 'object') return [{ name, children: fieldElements(value) }]
  return [{ name, children: [String(value)] }]
}

function isList(value: FieldInput): value is readonly FieldInput[] {
  return Array.isArray(value)
}
