import { copied } from '../../core/copied.ts'
import type { XmlElement } from '../../xml/element.ts'
import type { XmlNode } from '../../xml/node.ts'
import { decodeDate, encodeDate, isDateField } from './dates.ts'
import { addressHolders, type FieldValue, type LooseInput, type LooseRecord } from './records.ts'

/** Writes a record as an element: `<Project><name>...</name></Project>`. Fields that are undefined are left out. */
export function encodeRecord(type: string, record: Readonly<Record<string, unknown>>): XmlNode {
  return {
    name: type,
    children: Object.entries(record).flatMap(([name, value]) => encodeField(type, name, value as LooseInput)),
  }
}

function encodeField(type: string, name: string, value: LooseInput): XmlNode[] {
  if (value === undefined) return []
  if (name === 'flags' && isList(value))
    return [{ name, children: value.flatMap(flag => encodeField(type, 'Flag', flag)) }]
  if (isList(value)) return value.flatMap(item => encodeField(type, name, item))
  if (typeof value !== 'object') return [{ name, children: [encodeScalar(type, name, value)] }]
  const wrapped = isAddressHolder(name) ? encodeRecord('Address', value) : undefined
  return [wrapped === undefined ? encodeRecord(name, value) : { name, children: [wrapped] }]
}

function encodeScalar(type: string, name: string, value: string | number | boolean): XmlNode | string {
  if (typeof value === 'boolean') return value ? '1' : '0'
  const text = String(value)
  return (isDateField(type, name) ? encodeDate(text) : undefined) ?? text
}

/**
 * Reads the fields of a record by their structure, so that types and fields nobody listed pass through.
 *
 * A field that holds one `Date` is its text, one `Address` an object, `Flag`s a list; any other nesting is an
 * object, and a name that comes several times a list.
 */
export function decodeRecord(element: XmlElement): LooseRecord {
  return gathered(element.children.map(child => [child.localName, decodeField(child)]))
}

/** Makes a record of fields; a name that comes several times is a list. */
export function gathered(entries: readonly (readonly [name: string, value: FieldValue])[]): LooseRecord {
  const fields = new Map<string, FieldValue>()
  const repeated = new Map<string, FieldValue[]>()
  for (const [name, value] of entries) {
    const before = fields.get(name)
    if (before === undefined) {
      fields.set(name, value)
      continue
    }
    const list = repeated.get(name) ?? [before]
    list.push(value)
    repeated.set(name, list)
    fields.set(name, list)
  }
  return Object.fromEntries(fields)
}

function decodeField(element: XmlElement): FieldValue {
  const { children, localName } = element
  if (children.length === 0) return bareField(localName, element.text)
  if (children.every(child => child.localName === 'Flag')) return children.map(decodeRecord).map(asFields)
  const only = children.length === 1 ? children[0] : undefined
  if (only?.localName === 'Date') return decodeDate(only) ?? asFields(decodeRecord(element))
  if (only?.localName === 'Address') return asFields(decodeRecord(only))
  return asFields(decodeRecord(element))
}

/**
 * The text of a field, copied: a record that is kept must not keep the reply it came in. An address or a list of
 * switches stays what it is when it is empty; white space is the writer's habit.
 */
function bareField(name: string, text: string): FieldValue {
  if (text.trim() !== '') return copied(text)
  if (name === 'flags') return []
  return isAddressHolder(name) ? {} : text
}

/** A record as the value of a field. */
export function asFields(record: LooseRecord): { readonly [name: string]: FieldValue } {
  return record as { readonly [name: string]: FieldValue }
}

function isAddressHolder(name: string): boolean {
  return addressHolders.some(holder => holder === name)
}

/** Whether an input is a list. */
export function isList(value: LooseInput): value is readonly LooseInput[] {
  return Array.isArray(value)
}
