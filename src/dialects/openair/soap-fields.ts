import type { XmlElement } from '../../xml/element.ts'
import type { XmlNode } from '../../xml/node.ts'
import { addressFieldOf, flatPrefix } from './addresses.ts'
import { decodeDate, encodeDate } from './dates.ts'
import { asFields, gathered, isList } from './fields.ts'
import type { FieldValue, LooseInput, LooseRecord } from './records.ts'
import { contentOf, isNil } from './soap-value.ts'
import { ITEM, list, struct, value } from './soap-writer.ts'

/** The fields of a record type, where they are known beyond what every account has. */
export type FieldsOf = (type: string) => ReadonlySet<string> | undefined

/** Writes a record as SOAP wants it: `<Item xsi:type="perl:oaProject">`. Fields that are undefined are left out. */
export function encodeSoapRecord(type: string, record: Readonly<Record<string, unknown>>, name = ITEM): XmlNode {
  return struct(name, `oa${type}`, encodeFields(record))
}

function encodeFields(record: Readonly<Record<string, unknown>>, prefix = ''): XmlNode[] {
  return Object.entries(record).flatMap(([name, given]) => encodeField(prefix + name, given as LooseInput))
}

function encodeField(name: string, given: LooseInput): XmlNode[] {
  if (given === undefined) return []
  if (isList(given)) return [encodeList(name, given)]
  if (typeof given === 'boolean') return [value(name, given ? '1' : '0')]
  if (typeof given !== 'object') return [value(name, String(given))]
  const prefix = flatPrefix(name)
  return prefix === undefined ? [{ name, children: encodeFields(given) }] : encodeFields(given, prefix)
}

/** The types of the lists that records have. Of others nothing is known. */
const LISTS: Readonly<Record<string, string>> = { flags: 'oaSwitch', attributes: 'Attribute' }

function encodeList(name: string, items: readonly LooseInput[]): XmlNode {
  const type = Object.hasOwn(LISTS, name) ? (LISTS[name] ?? 'oaBase') : 'oaBase'
  const nodes = items.flatMap(item => {
    if (typeof item !== 'object' || isList(item)) return encodeField(ITEM, item)
    return [struct(ITEM, type, encodeFields(item))]
  })
  return list(name, type, nodes)
}

/** Writes `YYYY-MM-DD` or `YYYY-MM-DD HH:MM:SS` as an `oaDate`; undefined where the text is neither. */
export function encodeSoapDate(text: string): XmlNode | undefined {
  const parts = encodeDate(text)?.children ?? []
  const members = parts.flatMap(part =>
    typeof part === 'string' ? [] : [value(part.name, String(part.children?.[0]))],
  )
  return members.length === 0 ? undefined : struct(ITEM, 'oaDate', members)
}

/**
 * Reads the fields of a record into the form that the XML API gives: texts, what is nil as an empty one, the fields of
 * an address in an object, switches as a list. Types and fields that nobody listed pass through.
 */
export function decodeSoapRecord(element: XmlElement, fields?: ReadonlySet<string>): LooseRecord {
  const entries: (readonly [string, FieldValue])[] = []
  const addresses = new Map<string, (readonly [string, FieldValue])[]>()
  for (const child of element.children) {
    const name = child.localName
    const nested = addressFieldOf(name, fields)
    if (nested === undefined) {
      entries.push([name, decodeField(child)])
      continue
    }
    const address = addresses.get(nested.holder) ?? []
    address.push([nested.field, decodeField(child)])
    addresses.set(nested.holder, address)
  }
  for (const [holder, address] of addresses) entries.push([holder, asFields(gathered(address))])
  return gathered(entries)
}

function decodeField(element: XmlElement): FieldValue {
  const { children, localName } = element
  const isBare = children.length === 0 || isNil(element)
  if (localName === 'flags') return isBare ? [] : children.map(flag => asFields(decodeSoapRecord(flag)))
  if (isBare) return contentOf(element)
  if (element.child('year') !== undefined && element.child('month') !== undefined) {
    const date = decodeDate(element)
    if (date !== undefined) return date
  }
  const isItems = element.attribute('arrayType') !== undefined || children.every(one => /^item$/i.test(one.localName))
  return isItems ? children.map(decodeField) : asFields(decodeSoapRecord(element))
}
