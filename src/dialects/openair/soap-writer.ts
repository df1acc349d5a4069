import type { XmlNode } from '../../xml/node.ts'
import { redact } from '../redact.ts'
import { PERL_TYPES } from './soap-value.ts'
import type { Envelope } from './writer.ts'

/** The two namespaces of a request. An account's WSDL may name others. */
export interface SoapNamespaces {
  readonly operations: string
  readonly types: string
}

/** What the published WSDL names. */
export const soapNamespaces: SoapNamespaces = {
  operations: 'https://www.openair.com/OAirService',
  types: PERL_TYPES,
}

/** What stands for a sign-in in the header. `login` and `version` need none. */
export type SoapCredentials = { readonly sessionId: string } | { readonly accessToken: string }

const ENCODING = 'http://schemas.xmlsoap.org/soap/encoding/'

/** Puts commands of one operation into the one message that a request is. */
export function soapEnvelope(
  commands: readonly XmlNode[],
  { operations, types }: SoapNamespaces,
  credentials?: SoapCredentials,
): Envelope {
  const header = credentials && { name: 'soap:Header', children: [sessionHeader(credentials)] }
  const body = { name: 'soap:Body', attributes: { 'soap:encodingStyle': ENCODING }, children: [merged(commands)] }
  const node: XmlNode = {
    name: 'soap:Envelope',
    attributes: {
      'xmlns:soap': 'http://schemas.xmlsoap.org/soap/envelope/',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
      'xmlns:soapenc': ENCODING,
      'xmlns:perl': types,
      'xmlns:op': operations,
    },
    children: header === undefined ? [body] : [header, body],
  }
  return { node, ...redact(node) }
}

function sessionHeader(credentials: SoapCredentials): XmlNode {
  const fields = Object.entries(credentials).map(([name, text]) => value(name, text))
  return struct('SessionHeader', 'SessionHeader', fields)
}

/** The element of an operation, with its parts. */
export function operationElement(name: string, parts: readonly (XmlNode | undefined)[] = []): XmlNode {
  return { name: `op:${name}`, children: parts.filter(part => part !== undefined) }
}

/** The name of the operation that an element of `operationElement` is for. */
export function operationNamed(node: XmlNode): string {
  return node.name.slice('op:'.length)
}

/** An element that holds text. */
export function value(name: string, text: string): XmlNode {
  return { name, attributes: { 'xsi:type': 'xsd:string' }, children: [text] }
}

/** An element of one of the service's own types: on a record the type alone tells what it is. */
export function struct(name: string, type: string, members: readonly (XmlNode | undefined)[]): XmlNode {
  const children = members.filter(member => member !== undefined)
  return { name, attributes: { 'xsi:type': `perl:${type}` }, children }
}

/** The name of an item in a list, which is free. */
export const ITEM = 'Item'

/** A list, which says how many items of which type it holds. */
export function list(name: string, type: string, items: readonly (XmlNode | string)[]): XmlNode {
  return { name, attributes: { [ARRAY_TYPE]: `perl:${type}[${items.length}]` }, children: items }
}

const ARRAY_TYPE = 'soapenc:arrayType'

/** Names and values, as read, modify and upsert take them; those that are undefined are left out. */
export function attributeList(attributes: Readonly<Record<string, string | undefined>>): XmlNode {
  const items = Object.entries(attributes).flatMap(([name, text]) =>
    text === undefined ? [] : [struct(ITEM, 'Attribute', [value('name', name), value('value', text)])],
  )
  return list('attributes', 'Attribute', items)
}

/**
 * One element of several for the same operation: their lists are joined and counted. Attributes stand for the whole
 * request, so that each is kept once.
 *
 * @throws TypeError where a part of one is no list, for then it would be left out: a bug in the program
 */
function merged(commands: readonly XmlNode[]): XmlNode {
  const [first = { name: 'op:' }, ...others] = commands
  if (others.length === 0) return first
  const shape = listsOf(first)
  if (shape === '' || others.some(other => listsOf(other) !== shape)) {
    throw new TypeError(`A message holds one ${operationNamed(first)}: only commands of the same lists can be joined`)
  }
  const children = (first.children ?? []).map(part => {
    if (typeof part === 'string') return part
    const items = commands.flatMap(({ children = [] }) => children.flatMap(one => itemsOf(one, part.name)))
    return recounted(part, part.name === 'attributes' ? distinct(items) : items)
  })
  return { ...first, children }
}

/** The operation and the names of its lists; empty where it has none, or has a part that is no list. */
function listsOf({ name, children = [] }: XmlNode): string {
  const names = children.map(part => (typeof part !== 'string' && part.attributes?.[ARRAY_TYPE] ? part.name : ''))
  return names.length === 0 || names.includes('') ? '' : [name, ...names].join(' ')
}

function itemsOf(part: XmlNode | string, name: string): readonly (XmlNode | string)[] {
  return typeof part !== 'string' && part.name === name ? (part.children ?? []) : []
}

function recounted(part: XmlNode, items: readonly (XmlNode | string)[]): XmlNode {
  const type = part.attributes?.[ARRAY_TYPE]?.replace(/\[\d+\]$/, `[${items.length}]`) ?? ''
  return { ...part, attributes: { ...part.attributes, [ARRAY_TYPE]: type }, children: items }
}

function distinct(items: readonly (XmlNode | string)[]): readonly (XmlNode | string)[] {
  return [...new Map(items.map(item => [JSON.stringify(item), item])).values()]
}
