import { z } from 'zod'
import type { XmlElement } from '../../../xml/element.ts'
import { decodeRecord } from '../fields.ts'
import { fieldName, text } from '../record-schema.ts'
import type { LooseRecord } from '../records.ts'

/** The name of a record type. */
export const typeName = z
  .string()
  .refine(name => fieldName.safeParse(name).success, { error: 'Must be the name of a record type' })

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
