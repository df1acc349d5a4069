import { err, ok, type Result } from 'neverthrow'
import type { Issue } from '../core/fault.ts'
import { forbiddenCharacter } from '../xml/characters.ts'
import type { XmlNode } from '../xml/node.ts'
import { dateTimeIn } from './xmlrpc-date.ts'
import { MAX_VALUE_DEPTH } from './xmlrpc-depth.ts'
import { dateTime, saidType, type XmlRpcInput } from './xmlrpc-input.ts'
import { FORBIDDEN, type Scalar, scalarText } from './xmlrpc-text.ts'
import { pathOf, type Trail } from './xmlrpc-trail.ts'

/** What a service takes beyond the types that every service knows. */
export interface WriteHabits {
  /** Whether `null` may be sent, as the extension `nil`. Default true. */
  readonly nil?: boolean
  /** The time zone that the service thinks in, such as `America/New_York`. Without it no `Date` can be sent. */
  readonly timeZone?: string
}

/**
 * Writes a `<value>`. What cannot be sent is refused with the path to it: a number that is none, a date that does
 * not exist, a value that holds itself, nesting of more than 150 levels. A message never holds the value, which may be
 * a credential.
 *
 * @see http://xmlrpc.com/spec.md
 */
export function writeValue(input: XmlRpcInput, habits: WriteHabits = {}): Result<XmlNode, Issue> {
  const writing: Writing = { habits, left: MOST_VALUES, open: new Set(), problem: undefined }
  const node = valueNode(input, writing, undefined, 1)
  return writing.problem === undefined ? ok(node) : err(writing.problem)
}

/** More would not be written as XML either. */
const MOST_VALUES = 1_000_000

interface Writing {
  readonly habits: WriteHabits
  /** The lists and structs that the value being written stands in. */
  readonly open: Set<object>
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
  if (input === null && writing.habits.nil === false) return refuse(writing, NO_NIL, trail)
  if (input instanceof Date) return dateNode(input, writing, trail)
  if (isHolder(input)) return holderNode(input, writing, trail, depth)
  return scalarNode(input, writing, trail)
}

const NO_NIL = 'XML-RPC has no null: leave the value out, or allow nil where the service takes it'

function isHolder(input: XmlRpcInput): input is Extract<XmlRpcInput, object> {
  return typeof input === 'object' && input !== null && !(input instanceof Uint8Array) && saidType(input) === undefined
}

/** A list or a struct, which must not stand within itself. */
function holderNode(input: object, writing: Writing, trail: Trail, depth: number): XmlNode {
  if (writing.open.has(input)) return refuse(writing, 'The value holds itself', trail)
  writing.open.add(input)
  const node = Array.isArray(input) ? arrayNode(input, writing, trail, depth) : structNode(input, writing, trail, depth)
  writing.open.delete(input)
  return node
}

function scalarNode(input: XmlRpcInput, writing: Writing, trail: Trail): XmlNode {
  const scalar = scalarText(input as Scalar)
  return 'refused' in scalar ? refuse(writing, scalar.refused, trail) : typed(scalar.type, scalar.text)
}

function dateNode(date: Date, writing: Writing, trail: Trail): XmlNode {
  const { timeZone } = writing.habits
  if (timeZone === undefined) return refuse(writing, NO_ZONE, trail)
  const text = dateTimeIn(date, timeZone)
  return text === undefined ? refuse(writing, NO_DATE, trail) : scalarNode(dateTime(text), writing, trail)
}

const NO_ZONE =
  'A Date is a moment and the type of XML-RPC has no time zone: tell the timeZone of the service, or say dateTime'
const NO_DATE = 'The Date is none, or in no year from 1 to 9999'

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
    return refuse(writing, 'The value is no plain object', trail)
  }
  const children: XmlNode[] = []
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined) continue
    const here = { step: name, before: trail }
    if (name !== name.trim()) refuse(writing, 'White space around the name of a member does not arrive', here)
    if (forbiddenCharacter(name) !== -1) refuse(writing, FORBIDDEN, here)
    const member = [{ name: 'name', children: [name] }, valueNode(value as XmlRpcInput, writing, here, depth + 1)]
    children.push({ name: 'member', children: member })
  }
  return { name: 'value', children: [{ name: 'struct', children }] }
}
