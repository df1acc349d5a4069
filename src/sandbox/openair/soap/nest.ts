import type { XmlNode } from '../../../xml/node.ts'
import { type FieldData, type RecordData, writeRecord } from '../../data.ts'
import { nestedDateOf } from '../dates.ts'
import { isDateField } from '../schema.ts'
import { placeOf } from './flat-names.ts'
import type { Part } from './part.ts'

/** The type of a record in the XML API: `Project` for an item of type `oaProject`, nothing for an untyped one. */
export function typeOf(record: Part): string {
  return record.type.replace(/^oa(?=.)/, '')
}

/**
 * Makes the XML API's record of one that came over SOAP:
 *
 * ```
 * addr_city = Delft                     addr( Address( city ) )
 * starts = 2025-04-07                   starts( Date( year, month, day ) )
 * flags( item( name, setting ) * )      flags( Flag( name, setting ) * )
 * ```
 *
 * A nil field is left out, as if it had not been sent, and so are `attributes` (both unverified).
 */
export function nestRecord(record: Part): XmlNode {
  const type = typeOf(record)
  const fields = new Map<string, FieldData>()
  const addresses = new Map<string, Map<string, FieldData>>()
  for (const part of record.parts.filter(({ name, isNil }) => !isNil && name !== 'attributes')) {
    const place = placeOf(type, part.name)
    if (place === undefined) fields.set(part.name, dataOf(type, part))
    else addresses.set(place.field, (addresses.get(place.field) ?? new Map()).set(place.member, part.text))
  }
  for (const [field, members] of addresses) fields.set(field, { Address: Object.fromEntries(members) })
  return writeRecord(type, fields)
}

function dataOf(type: string, part: Part): FieldData {
  if (part.name === 'flags' && part.parts.length > 0) return { Flag: part.parts.map(nested) }
  if (part.type === 'oaDate') return { Date: nested(part) }
  if (part.parts.length > 0) return nested(part)
  return (isDateField(type, part.name) ? nestedDateOf(part.text) : undefined) ?? part.text
}

function nested({ parts, text }: Part): string | RecordData {
  if (parts.length === 0) return text
  return Object.fromEntries(parts.map(part => [part.name, nested(part)]))
}
