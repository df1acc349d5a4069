import { z } from 'zod'
import type { XmlElement } from '../../../xml/element.ts'
import { decodeRecord } from '../fields.ts'
import { fieldName, text } from '../record-schema.ts'
import type { LooseRecord } from '../records.ts'

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

/** The record of a type that a result holds. */
export function recordIn(payload: XmlElement, type: string): LooseRecord | undefined {
  const found = payload.children.find(child => isOfType(child, type))
  return found === undefined ? undefined : decodeRecord(found)
}

/** Whether an element is a record of the type. Case and underscores do not count: the service itself is not strict. */
export function isOfType({ localName }: XmlElement, type: string): boolean {
  return bare(localName) === bare(type)
}

function bare(name: string): string {
  return name.replaceAll('_', '').toLowerCase()
}
