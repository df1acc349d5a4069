import type { XmlElement } from '../xml/element.ts'
import { contentOf, membersOf, textOf } from './xmlrpc-struct.ts'

/** What a fault says. A code is a text, always; `0` is one. */
export interface XmlRpcFault {
  readonly code?: string
  /** As sent; none where nothing was said. */
  readonly texts: readonly string[]
}

/**
 * Reads a `<fault>`, or the `<value>` of one inside of a list.
 *
 *     <fault><value><struct>(member faultCode: int) (member faultString: string)</struct></value></fault>
 *
 * Members may stand in any order, have any type and be missing; some servers name them `code` and `message`, leave
 * `<value>` out, or send one text as the whole fault.
 *
 * @see http://xmlrpc.com/spec.md
 */
export function readXmlRpcFault(fault: XmlElement): XmlRpcFault {
  const value = fault.child('value') ?? fault
  const content = contentOf(value)
  if (content?.localName !== 'struct') return { texts: spoken(textOf(value)) }
  const members = foldedMembers(content)
  const code = firstOf(members, CODES)?.trim() ?? ''
  const texts = spoken(firstOf(members, WORDS))
  return code === '' ? { texts } : { code, texts }
}

/** Whether a `<value>` is the struct that a fault is, as it stands among the results of `system.multicall`. */
export function isFaultStruct(value: XmlElement): boolean {
  const content = contentOf(value)
  if (content?.localName !== 'struct') return false
  const members = foldedMembers(content)
  return members.has('faultcode') || members.has('faultstring')
}

const CODES = ['faultcode', 'code'] as const
const WORDS = ['faultstring', 'message'] as const

/** By name in lower case. */
function foldedMembers(struct: XmlElement): ReadonlyMap<string, XmlElement | undefined> {
  return new Map(Array.from(membersOf(struct), ([name, value]) => [name.toLowerCase(), value]))
}

function firstOf(members: ReadonlyMap<string, XmlElement | undefined>, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = members.get(name)
    const text = value === undefined ? undefined : textOf(value)
    if (text !== undefined) return text
  }
  return undefined
}

function spoken(text: string | undefined): readonly string[] {
  return text === undefined || text.trim() === '' ? [] : [text]
}
