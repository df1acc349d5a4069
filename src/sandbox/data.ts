import type { XmlNode } from '../xml/node.ts'
import { type Chance, shuffle } from './chance.ts'

/** The value of a field as XML holds it: text, or named parts such as a `Date` or an `Address`. */
export type FieldData = string | RecordData | readonly (string | RecordData)[]

/** Parts by name; a name that comes several times has a list. */
export interface RecordData {
  readonly [name: string]: FieldData
}

/** The part of an element that holds data. */
export interface DataElement {
  readonly localName: string
  readonly children: readonly DataElement[]
  readonly text: string
}

/** A record as the sandbox keeps it. */
export type Fields = ReadonlyMap<string, FieldData>

/** The fields of an element that stands for a record; of a field sent twice the last counts. */
export function fieldsOf(record: DataElement): Map<string, FieldData> {
  return new Map(record.children.map(field => [field.localName, contentOf(field)]))
}

/** Fields as plain data, `__proto__` among them a name like any other. */
export function copyFields(fields: Fields): RecordData {
  return Object.fromEntries([...fields].map(([name, value]) => [name, structuredClone(value)]))
}

/** The element of a record, its fields in any order where chance has a say. */
export function writeRecord(type: string, fields: Fields, chance?: Chance): XmlNode {
  const entries = chance === undefined ? [...fields] : shuffle([...fields], chance)
  return { name: type, children: entries.flatMap(([name, value]) => nodes(name, value)) }
}

/** The text of a field, empty where it is nested or absent. */
export function textOf(fields: Fields, name: string): string {
  const value = fields.get(name)
  return typeof value === 'string' ? value : ''
}

/** Whether a stored value holds all that is wanted: the same text, and every part of what is nested. */
export function covers(stored: FieldData | undefined, wanted: FieldData): boolean {
  if (typeof wanted === 'string') return (stored ?? '') === wanted
  if (stored === undefined || typeof stored === 'string') return Object.keys(wanted).length === 0
  return Object.entries(wanted).every(([name, part]) => covers(partOf(stored, name), part))
}

function contentOf(element: DataElement): string | RecordData {
  if (element.children.length === 0) return element.text
  const parts = new Map<string, (string | RecordData)[]>()
  for (const child of element.children) {
    const seen = parts.get(child.localName)
    if (seen === undefined) parts.set(child.localName, [contentOf(child)])
    else seen.push(contentOf(child))
  }
  return Object.fromEntries(
    [...parts].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  )
}

function nodes(name: string, value: FieldData): XmlNode[] {
  if (typeof value === 'string') return [{ name, children: [value] }]
  if (isList(value)) return value.flatMap(item => nodes(name, item))
  return [{ name, children: Object.entries(value).flatMap(([part, inner]) => nodes(part, inner)) }]
}

function isList(value: FieldData): value is readonly (string | RecordData)[] {
  return Array.isArray(value)
}

function partOf(value: RecordData | readonly (string | RecordData)[], name: string): FieldData | undefined {
  return Object.entries(value).find(([part]) => part === name)?.[1]
}
