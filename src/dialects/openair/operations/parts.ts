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

/** The record that a result holds: the child named like its type, else the only one it has. */
export function recordIn(payload: XmlElement, type: string): LooseRecord | undefined {
  const named = payload.child(type)
  if (named !== undefined) return decodeRecord(named)
  const others = payload.children.filter(({ localName }) => localName !== 'errors')
  const only = others.length === 1 ? others[0] : undefined
  return only === undefined ? undefined : decodeRecord(only)
}
