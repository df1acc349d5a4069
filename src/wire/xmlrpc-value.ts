import { err, ok, type Result } from 'neverthrow'
import { copied } from '../core/copied.ts'
import type { Issue } from '../core/fault.ts'
import type { XmlElement } from '../xml/element.ts'
import { MAX_VALUE_DEPTH } from './xmlrpc-depth.ts'
import { isScalarType, readScalar } from './xmlrpc-scalar.ts'
import { contentOf, isNil, itemsOf, membersOf } from './xmlrpc-struct.ts'
import { pathOf, type Trail } from './xmlrpc-trail.ts'

/** A value of XML-RPC as plain data. A point in time stays the text that was sent, for it has no time zone. */
export type XmlRpcData =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | readonly XmlRpcData[]
  | { readonly [name: string]: XmlRpcData }

/**
 * Reads a `<value>` as plain data, or says where it cannot be read.
 *
 *     <value>text</value>  <value><i4>7</i4></value>  <value><array><data>value*</data></array></value>
 *     <value><struct>(<member><name>n</name>value</member>)*</struct></value>
 *
 * A value without a type is a string. Strings are never trimmed; numbers, names and dates are. `i8`, `bigdecimal`,
 * `biginteger` and every whole number beyond 2^53 stay texts, so that no digit is lost. Of members of one name the
 * last counts. Nesting of more than 150 levels is refused.
 *
 * @see http://xmlrpc.com/spec.md
 */
export function readValue(value: XmlElement): Result<XmlRpcData, Issue> {
  const reading: Reading = { problem: undefined }
  const data = dataOf(value, reading, undefined, 1)
  return reading.problem === undefined ? ok(data) : err(reading.problem)
}

interface Reading {
  problem: Issue | undefined
}

function refuse(reading: Reading, message: string, trail: Trail): null {
  reading.problem ??= { path: pathOf(trail), message }
  return null
}

function dataOf(value: XmlElement, reading: Reading, trail: Trail, depth: number): XmlRpcData {
  if (reading.problem !== undefined) return null
  if (depth > MAX_VALUE_DEPTH)
    return refuse(reading, `Values are nested more than ${MAX_VALUE_DEPTH} levels deep`, trail)
  const content = contentOf(value)
  if (content === undefined) return copied(value.text)
  if (value.children.length > 1) return refuse(reading, 'A value holds more than one element', trail)
  if (isNil(content)) return null
  switch (content.localName) {
    case 'struct':
      return structOf(content, reading, trail, depth)
    case 'array':
      return itemsOf(content).map((item, index) => dataOf(item, reading, { step: index, before: trail }, depth + 1))
    case 'dom':
      return content.toPlain()
    default:
      return readScalar(content) ?? refuse(reading, unreadable(content.localName), trail)
  }
}

function unreadable(type: string): string {
  return isScalarType(type) ? `The text of a value is no ${type}` : 'A value is of a type that nobody knows'
}

function structOf(struct: XmlElement, reading: Reading, trail: Trail, depth: number): XmlRpcData {
  const members = Array.from(membersOf(struct), ([name, value]): [string, XmlRpcData] => {
    const here = { step: name, before: trail }
    return [
      name,
      value === undefined ? refuse(reading, 'A member has no value', here) : dataOf(value, reading, here, depth + 1),
    ]
  })
  return Object.fromEntries(members)
}
