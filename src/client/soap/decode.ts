import type { Issue } from '../../core/fault.ts'
import type { Part } from '../../wire/multipart.ts'
import type { XmlElement } from '../../xml/element.ts'
import type { PlainData, PlainObject } from '../../xml/plain.ts'
import { readScalar } from './scalar.ts'
import { type Shape, UNKNOWN } from './shape.ts'

/** What is known of a result beside its element. */
export interface Decoding {
  readonly shape?: Shape
  /** The parts that `xop:Include` may refer to, by Content-ID. */
  readonly attachments?: ReadonlyMap<string, Part>
}

/** A result as data, and how it differs from what its description promises. */
export interface Decoded {
  readonly data: unknown
  readonly issues: readonly Issue[]
}

/**
 * Turns an element into data as node-soap shapes it: members by local name, attributes under `attributes`, text beside
 * them as `$value`. An element that the description lets come several times is always a list, and so is an encoded
 * array, whatever its items are called. `xsi:nil` is null.
 *
 * Where a child element is itself called `attributes`, the attributes stand under `$attributes`.
 * What the envelope's own vocabularies say (types, encoding, references) is not data and is left out.
 */
export function decodeElement(element: XmlElement, { shape = UNKNOWN, attachments }: Decoding = {}): Decoded {
  const issues: Issue[] = []
  const scope = new Scope(prefix => element.resolve(prefix), undefined)
  const data = decode(element.toPlain(), shape, scope, { issues, attachments, path: [] })
  return { data, issues }
}

const XSI = 'http://www.w3.org/2001/XMLSchema-instance'
const XOP = 'http://www.w3.org/2004/08/xop/include'
const ENCODING = /^http:\/\/(?:schemas\.xmlsoap\.org\/soap\/encoding|www\.w3\.org\/2003\/05\/soap-encoding)\/?$/
const ENVELOPE = /^http:\/\/(?:schemas\.xmlsoap\.org\/soap\/envelope|www\.w3\.org\/2003\/05\/soap-envelope)\/?$/

/** What prefixes mean, as far as this reader needs it. */
type Vocabulary = 'instance' | 'xop' | 'encoding' | 'envelope' | 'data'

class Scope {
  readonly #resolve: (prefix: string) => string | undefined
  readonly #known = new Map<string, Vocabulary>()

  constructor(resolve: (prefix: string) => string | undefined, declared: PlainObject | undefined) {
    this.#resolve = prefix => {
      const own = declared?.[prefix === '' ? '@xmlns' : `@xmlns:${prefix}`]
      return typeof own === 'string' ? own : resolve(prefix)
    }
  }

  of(prefix: string): Vocabulary {
    let vocabulary = this.#known.get(prefix)
    if (vocabulary === undefined) {
      vocabulary = vocabularyOf(this.#resolve(prefix), prefix)
      this.#known.set(prefix, vocabulary)
    }
    return vocabulary
  }

  within(declaring: PlainObject): Scope {
    return new Scope(this.#resolve, declaring)
  }
}

/** A prefix that nobody bound means what it usually does. */
function vocabularyOf(namespace: string | undefined, prefix: string): Vocabulary {
  if (namespace === undefined) return prefix === 'xsi' ? 'instance' : 'data'
  if (namespace === XSI) return 'instance'
  if (namespace === XOP) return 'xop'
  if (ENCODING.test(namespace)) return 'encoding'
  return ENVELOPE.test(namespace) ? 'envelope' : 'data'
}

interface Reading {
  readonly issues: Issue[]
  readonly attachments: ReadonlyMap<string, Part> | undefined
  readonly path: (string | number)[]
}

const MOST_ISSUES = 100

function decode(plain: PlainData, shape: Shape, outer: Scope, reading: Reading): unknown {
  if (typeof plain === 'string') {
    return plain === '' && shape.members !== undefined ? {} : scalarOf(plain, shape, reading)
  }
  const object = plain as PlainObject
  const scope = declares(object) ? outer.within(object) : outer
  const own = attributesOf(object, scope)
  if (own.isNil) return null
  const { '#text': text = '' } = object
  const children = Object.keys(object).filter(isChild)
  if (own.isArray) return children.flatMap(name => items(object[name] ?? '', UNKNOWN, scope, reading))
  if (children.length === 0) return leaf(String(text), own.data, shape, reading)
  const included = included64(object, children, scope, reading)
  if (included !== undefined) return included
  const members = new Map<string, unknown>()
  for (const name of children) add(members, name, object[name] ?? '', shape, scope, reading)
  if (text !== '') members.set('$value', text)
  if (own.data !== undefined) members.set(members.has('attributes') ? '$attributes' : 'attributes', own.data)
  return Object.fromEntries(members)
}

function isChild(key: string): boolean {
  return key.charCodeAt(0) !== 0x40 && key !== '#text'
}

function declares(object: PlainObject): boolean {
  for (const key in object) if (key.startsWith('@xmlns')) return true
  return false
}

interface Attributes {
  readonly isNil: boolean
  readonly isArray: boolean
  readonly data: Readonly<Record<string, unknown>> | undefined
}

const NO_ATTRIBUTES: Attributes = { isNil: false, isArray: false, data: undefined }
const NIL: Attributes = { ...NO_ATTRIBUTES, isNil: true }

function attributesOf(object: PlainObject, scope: Scope): Attributes {
  let isArray = false
  let data: [string, unknown][] | undefined
  for (const key in object) {
    if (key.charCodeAt(0) !== 0x40 || key === '@xmlns' || key.startsWith('@xmlns:')) continue
    const colon = key.indexOf(':')
    const vocabulary = colon === -1 ? 'data' : scope.of(key.slice(1, colon))
    const local = key.slice(colon === -1 ? 1 : colon + 1)
    if (vocabulary === 'data') {
      data ??= []
      data.push([key.slice(1), object[key]])
    } else if (vocabulary === 'instance' && local === 'nil' && isTrue(object[key])) return NIL
    else if (vocabulary === 'encoding' && ARRAY_ATTRIBUTES.has(local)) isArray = true
  }
  if (data === undefined && !isArray) return NO_ATTRIBUTES
  return { isNil: false, isArray, data: data === undefined ? undefined : Object.fromEntries(data) }
}

/** @see SOAP 1.1 section 5.4.2, SOAP 1.2 part 2 section 3.1.6 */
const ARRAY_ATTRIBUTES: ReadonlySet<string> = new Set(['arrayType', 'itemType', 'arraySize'])

function isTrue(value: PlainData | undefined): boolean {
  return typeof value === 'string' && /^\s*(?:true|1)\s*$/.test(value)
}

function leaf(text: string, attributes: Attributes['data'], shape: Shape, reading: Reading): unknown {
  if (attributes === undefined) return text === '' && shape.members !== undefined ? {} : scalarOf(text, shape, reading)
  return text === '' ? { attributes } : { attributes, $value: scalarOf(text, shape, reading) }
}

function scalarOf(text: string, shape: Shape, { issues, path }: Reading): unknown {
  const read = readScalar(text, shape.scalar)
  if ('value' in read) return read.value
  if (issues.length < MOST_ISSUES) issues.push({ path: [...path], message: `Must be ${read.expected}` })
  return text
}

/** One local name may come under several prefixes: all of them are one list. */
function add(
  members: Map<string, unknown>,
  name: string,
  plain: PlainData,
  { members: described }: Shape,
  scope: Scope,
  reading: Reading,
): void {
  const local = name.slice(name.indexOf(':') + 1)
  const { shape, isList } = described?.get(local) ?? UNDESCRIBED
  reading.path.push(local)
  const before = members.get(local)
  const isRepeated = members.has(local)
  if (!isList && !isRepeated && !isSeveral(plain)) members.set(local, decode(plain, shape, scope, reading))
  else {
    const more = items(plain, shape, scope, reading)
    members.set(local, isRepeated ? [...(Array.isArray(before) ? before : [before]), ...more] : more)
  }
  reading.path.pop()
}

const UNDESCRIBED = { shape: UNKNOWN, isList: false } as const

function isSeveral(plain: PlainData): plain is readonly PlainData[] {
  return Array.isArray(plain)
}

function items(plain: PlainData, shape: Shape, scope: Scope, reading: Reading): unknown[] {
  const several = isSeveral(plain) ? plain : [plain]
  return several.map((one, index) => {
    reading.path.push(index)
    const item = decode(one, shape, scope, reading)
    reading.path.pop()
    return item
  })
}

/** `<xop:Include href="cid:..."/>` stands for the base64 text that would be there without the packaging. */
function included64(object: PlainObject, children: string[], scope: Scope, reading: Reading): string | undefined {
  const [name = '', ...others] = children
  const colon = name.indexOf(':')
  if (others.length > 0 || name.slice(colon + 1) !== 'Include') return undefined
  const include = object[name]
  if (typeof include !== 'object' || isSeveral(include)) return undefined
  const href = (include as PlainObject)['@href']
  const inner = declares(include as PlainObject) ? scope.within(include as PlainObject) : scope
  if (typeof href !== 'string' || inner.of(colon === -1 ? '' : name.slice(0, colon)) !== 'xop') return undefined
  const part = reading.attachments?.get(idOf(href))
  if (part !== undefined) return Buffer.from(part.bytes).toString('base64')
  reading.issues.push({ path: [...reading.path], message: 'Refers to a part that the reply does not have' })
  return ''
}

function idOf(href: string): string {
  const id = href.replace(/^cid:/i, '')
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}
