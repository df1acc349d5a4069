import { z } from 'zod'
import type { XmlElement } from '../../xml/element.ts'
import type { PlainData } from '../../xml/plain.ts'

/** A record as the service gives it: texts by field; nested objects are objects, and what occurs several times is a list. */
export type IntacctRecord = Readonly<Record<string, PlainData>>

/** Any record, where the caller has no schema of their own. */
export const anyRecord: z.ZodType<IntacctRecord> = z.custom<IntacctRecord>(
  value => typeof value === 'object' && value !== null && !Array.isArray(value),
  { error: 'Must be a record' },
)

/** The records that stand in the data of a result. */
export function recordsIn(payload: XmlElement): readonly PlainData[] {
  return (payload.child('data')?.children ?? []).map(recordOf)
}

/** An element without fields is a record without fields, and not an empty text. */
function recordOf(element: XmlElement): PlainData {
  const plain = element.toPlain()
  return plain === '' ? {} : plain
}

/** The record number of a record, where it came with one. */
export function keyOf(record: PlainData): string | undefined {
  const key = typeof record === 'object' && !Array.isArray(record) ? (record as IntacctRecord).RECORDNO : undefined
  return typeof key === 'string' && key.trim() !== '' ? key.trim() : undefined
}
