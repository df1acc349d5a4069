/** What the lexical type of a text is. */
export type Scalar =
  | 'unknown'
  | 'text'
  | 'word'
  | 'binary'
  | 'integer'
  | 'decimal'
  | 'float'
  | 'boolean'
  | 'instant'
  | 'day'

/** What a WSDL promises of an element: a scalar, members by local name, or nothing that is known. */
export interface Shape {
  readonly scalar: Scalar
  readonly members?: ReadonlyMap<string, Member>
}

/** A child that an element may have. */
export interface Member {
  readonly shape: Shape
  /** Whether it may come several times: then it is always a list. */
  readonly isList: boolean
}

/** Of an element that nobody describes. */
export const UNKNOWN: Shape = { scalar: 'unknown' }

/**
 * Makes a shape of what node-soap's `describe()` says of a message:
 * `{ id: 'xs:int', 'line[]': { sku: 'xs:string' }, color: 'Color|xs:string|red,blue' }`.
 *
 * A type that contains itself is a circle in both. What node-soap does not describe is text, and nothing is
 * refused because of it.
 */
export function shapeOf(description: unknown): Shape {
  return shaped(description, new Map())
}

type Made = Map<object, Shape>

function shaped(description: unknown, made: Made): Shape {
  if (typeof description === 'string') return { scalar: scalarOf(description) }
  if (!isPlain(description)) return UNKNOWN
  const known = made.get(description)
  if (known !== undefined) return known
  const members = new Map<string, Member>()
  const shape = { scalar: 'unknown', members } as const
  made.set(description, shape)
  for (const [key, inner] of Object.entries(description)) {
    const isList = key.endsWith('[]')
    const name = isList ? key.slice(0, -2) : key
    members.set(name, { shape: shaped(referred(inner, name), made), isList })
  }
  return shape
}

/** A repeated reference to an element is described as an object that holds that element. */
function referred(description: unknown, name: string): unknown {
  return isPlain(description) && Object.hasOwn(description, name) ? description[name] : description
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

/** `Color|xs:string|red,blue`: a type may be named by itself, by what it restricts, or by both. */
function scalarOf(type: string): Scalar {
  for (const part of type.split('|', 2)) {
    const name = part.slice(part.indexOf(':') + 1)
    const known = SCALARS.get(name) ?? (WORDS.has(name) ? 'word' : undefined)
    if (known !== undefined) return known
  }
  return 'unknown'
}

/** The types that node-soap makes more than text of, so that interfaces written for it hold; and what text may be sent as. */
const SCALARS: ReadonlyMap<string, Scalar> = new Map([
  ['string', 'text'],
  ['base64Binary', 'binary'],
  ['int', 'integer'],
  ['integer', 'integer'],
  ['short', 'integer'],
  ['long', 'integer'],
  ['double', 'float'],
  ['float', 'float'],
  ['decimal', 'decimal'],
  ['boolean', 'boolean'],
  ['bool', 'boolean'],
  ['dateTime', 'instant'],
  ['date', 'day'],
])

/** Texts in which white space says nothing, but for one space between words. */
const WORDS: ReadonlySet<string> = new Set(
  `token anyURI QName NCName Name NMTOKEN NMTOKENS ID IDREF IDREFS ENTITY language hexBinary time duration gYear gMonth
  gDay gYearMonth gMonthDay byte unsignedByte unsignedShort unsignedInt unsignedLong positiveInteger negativeInteger
  nonNegativeInteger nonPositiveInteger`.split(/\s+/),
)
