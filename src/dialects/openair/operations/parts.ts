import { z } from 'zod'
import type { Issue } from '../../../core/fault.ts'
import type { XmlElement } from '../../../xml/element.ts'
import { decodeRecord } from '../fields.ts'
import { fieldName, text } from '../record-schema.ts'
import type { LooseRecord } from '../records.ts'

/** How many record types an account has, and more. */
const MOST_TYPES = 500

/**
 * Makes something of a record type once: building the schema of a record takes far longer than using it, and a list
 * of ten thousand records has one type.
 */
export function perType<Made>(make: (type: string) => Made): (type: string) => Made {
  const made = new Map<string, Made>()
  return type => {
    const known = made.get(type)
    if (known !== undefined) return known
    const fresh = make(type)
    if (made.size >= MOST_TYPES) made.clear()
    made.set(type, fresh)
    return fresh
  }
}

const NO_TYPE = 'Must be the name of a record type'

/** The name of a record type. */
export const typeName = z.string().refine(isTypeName, { error: NO_TYPE })

/** Adds the check of the type's own name, which becomes the name of an element. */
export function checkType<Schema extends z.ZodType>(type: string, schema: Schema): Schema {
  return schema.superRefine((_, context) => {
    if (!isTypeName(type)) context.addIssue({ code: 'custom', path: ['type'], message: NO_TYPE })
  })
}

function isTypeName(name: string): boolean {
  return fieldName.safeParse(name).success
}

/** A text that is not blank. */
export const filled = text.refine(value => value.trim() !== '', { error: 'Must not be blank' })

/** The `id` of a record, as text. */
export const identity = z.union([filled, z.int().min(0)], { error: 'Must be the id of a record' }).transform(String)

const WORDS: ReadonlySet<string> = new Set(['errors', 'warnings', 'log'])

/**
 * How a result shows that it answers another command: a record of another type, a second record, or a field that
 * is to be as it was sent and is not.
 */
export function strangerIn(
  payload: XmlElement,
  type: string,
  sent: Readonly<Record<string, unknown>>,
): Issue | undefined {
  const records = payload.children.filter(({ localName }) => !WORDS.has(localName))
  if (records.some(record => !isOfType(record, type))) return { path: [], message: `Must hold no record but a ${type}` }
  if (records.length > 1) return { path: [], message: 'Must hold one record' }
  const [record] = records
  const other = Object.entries(sent).find(([field, value]) => {
    const echoed = record?.child(field)?.text.trim() ?? ''
    return echoed !== '' && !isEqual(echoed, String(value).trim())
  })
  return other === undefined ? undefined : { path: [other[0]], message: 'Must be as it was sent' }
}

/** Whether two spellings may be the same value: `7` comes back as `7.00`, and a lookup may not heed case. */
function isEqual(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase() || (one !== '' && other !== '' && Number(one) === Number(other))
}

/** The record of a type that a result holds. */
export function recordIn(payload: XmlElement, type: string): LooseRecord | undefined {
  const found = payload.children.find(child => isOfType(child, type))
  return found === undefined ? undefined : decodeRecord(found)
}

/** Whether an element is a record of the type. Case and underscores do not count: the service itself is not strict. */
export function isOfType({ localName }: XmlElement, type: string): boolean {
  return isNameOfType(localName, type)
}

/** Whether a name of an element is that of the type. */
export function isNameOfType(name: string, type: string): boolean {
  return bare(name) === bare(type)
}

function bare(name: string): string {
  return name.replaceAll('_', '').toLowerCase()
}
