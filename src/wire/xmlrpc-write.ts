import { err, ok, type Result } from 'neverthrow'
import type { Issue } from '../core/fault.ts'
import type { XmlNode } from '../xml/node.ts'
import { MAX_VALUE_DEPTH } from './xmlrpc-depth.ts'
import { saidType, type XmlRpcInput } from './xmlrpc-input.ts'
import { type Scalar, scalarText } from './xmlrpc-text.ts'
import { pathOf, type Trail } from './xmlrpc-trail.ts'

/**
 * Writes a `<value>`. What cannot be sent is refused with the path to it: a number that is none, a date that does
 * not exist, nesting of more than 150 levels. A message never holds the value, which may be a credential.
 *
 * @see http://xmlrpc.com/spec.md
 */
export function writeValue(input: XmlRpcInput): Result<XmlNode, Issue> {
  const writing: Writing = { left: MOST_VALUES, problem: undefined }
  const node = valueNode(input, writing, undefined, 1)
  return writing.problem === undefined ? ok(node) : err(writing.problem)
}

/** More would not be written as XML either. */
const MOST_VALUES = 1_000_000

interface Writing {
  /** How many values may still be written: a few objects can stand in so many places that they are billions. */
  left: number
  /** The first one; whatever is written afterwards is thrown away. */
  problem: Issue | undefined
}

const NOTHING: XmlNode = { name: 'value' }

function refuse(writing: Writing, message: string, trail: Trail): XmlNode {
  writing.problem ??= { path: pathOf(trail), message }
  return NOTHING
}

function valueNode(input: XmlRpcInput, writing: Writing, trail: Trail, depth: number): XmlNode {
  if (writing.problem !== undefined) return NOTHING
  if (depth > MAX_VALUE_DEPTH)
    return refuse(writing, `Values are nested more than ${MAX_VALUE_DEPTH} levels deep`, trail)
  if (writing.left-- <= 0) return refuse(writing, `There are more than ${MOST_VALUES} values`, trail)
  if (typeof input === 'object' && input !== null && !(input instanceof Uint8Array)) {
    if (Array.isArray(input)) return arrayNode(input, writing, trail, depth)
    if (saidType(input) === undefined) return structNode(input, writing, trail, depth)
  }
  const scalar = scalarText(input as Scalar)
  return 'refused' in scalar ? refuse(writing, scalar.refused, trail) : typed(scalar.type, scalar.text)
}

function typed(type: string, text?: string): XmlNode {
  return { name: 'value', children: [text === undefined ? { name: type } : { name: type, children: [text] }] }
}

function arrayNode(items: readonly XmlRpcInput[], writing: Writing, trail: Trail, depth: number): XmlNode {
  const children = Array.from(items, (item, index) =>
    valueNode(item, writing, { step: index, before: trail }, depth + 1),
  )
  return { name: 'value', children: [{ name: 'array', children: [{ name: 'data', children }] }] }
}

function structNode(input: object, writing: Writing, trail: Trail, depth: number): XmlNode {
  const prototype: unknown = Object.getPrototypeOf(input)
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    return refuse(writing, input instanceof Date ? NO_DATE : 'The value is no plain object', trail)
  }
  const children: XmlNode[] = []
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined) continue
    const here = { step: name, before: trail }
    if (name !== name.trim()) refuse(writing, 'White space around the name of a member does not arrive', here)
    const member = [{ name: 'name', children: [name] }, valueNode(value as XmlRpcInput, writing, here, depth + 1)]
    children.push({ name: 'member', children: member })
  }
  return { name: 'value', children: [{ name: 'struct', children }] }
}

const NO_DATE = 'A Date has a time zone and the type of XML-RPC has none: say dateTime with the time of the service'
