import type { Issue } from '../../core/fault.ts'
import type { Part } from '../../wire/multipart-part.ts'
import { bytesOfBase64 } from '../../xml/base64.ts'
import type { XmlElement } from '../../xml/element.ts'
import { isList, type RuledData } from '../../xml/ruled.ts'
import { attributeSays, isBase64 } from './attributes.ts'
import { danglingIn } from './dangling.ts'
import { included } from './included.ts'
import { MOST_ISSUES, type Place, within } from './place.ts'
import { readScalar, stripped } from './scalar.ts'
import { type Shape, UNKNOWN } from './shape.ts'

/** What is known of a result beside its element. */
export interface Decoding {
  readonly shape?: Shape
  /** The name of the only part of an rpc result: what it is called on the wire does not matter. */
  readonly part?: string
  /** The parts that `xop:Include` may refer to, by Content-ID. */
  readonly attachments?: ReadonlyMap<string, Part>
}

/** A result as data, and how it differs from what its description promises. */
export interface Decoded {
  readonly data: unknown
  readonly issues: readonly Issue[]
  /** Whether something in it refers to what stands elsewhere. */
  readonly refers: boolean
  /** What refers to something, by field. */
  readonly dangling: readonly Issue[]
}

/**
 * Turns an element into data as node-soap shapes it: members by local name, attributes under `attributes`, text beside
 * them as `$value`. An element that the description lets come several times is always a list, and so is an encoded
 * array, whatever its items are called. `xsi:nil` is null.
 *
 * Text that came as base64 is text again where the description says so; where it says nothing, `attributes` keeps
 * the type. White space in a text stays, unless its type has none. Where a child element is itself called `attributes`, the attributes stand under `$attributes`.
 * What the envelope's own vocabularies say (types, encoding, references) is not data and is left out.
 */
export function decodeElement(element: XmlElement, { shape = UNKNOWN, part, attachments }: Decoding = {}): Decoded {
  const issues: Issue[] = []
  let refers = false
  const ruled = renamed(
    element.toRuled((localName, namespace, prefix) => {
      refers ||= localName === 'href' || localName === 'ref'
      return attributeSays(localName, namespace, prefix)
    }),
    part,
  )
  const dangling = refers ? danglingIn(ruled) : []
  const whole = refers ? included(ruled, attachments ?? NO_PARTS, { issues, path: [] }) : ruled
  return { data: fitted(whole, shape, { issues, path: [] }), issues, refers: dangling.length > 0, dangling }
}

/** @see SOAP 1.1 section 7.1: the name of the accessor of a return value is not significant */
function renamed(data: RuledData, part: string | undefined): RuledData {
  if (part === undefined || data === null || typeof data !== 'object' || isList(data)) return data
  const { attributes, $attributes, $value, ...members } = data
  const [name = 'attributes'] = Object.keys(members) // a child of that name
  return { [part]: data[name] ?? null }
}

/**
 * Makes of texts what the description says that they are, and lists of what may come several times. What it does not
 * describe stays as it is. The data was just made for this, so it is changed where it lies.
 */
function fitted(data: RuledData, shape: Shape, fitting: Place): unknown {
  if (data === null) return null
  if (typeof data === 'string') return fittedText(data, shape, fitting)
  if (isList(data)) return data.map((one, index) => within(fitting, index, () => fitted(one, shape, fitting)))
  const object = data as Record<string, unknown>
  const { $value: text } = data
  if (typeof text === 'string') {
    if (isTyped(data) && shape.scalar === 'text') return textOf(text)
    if (isTyped(data) && shape.scalar === 'binary') return stripped(text)
    object.$value = scalar(text, shape, fitting)
  } else if (shape.scalar !== 'unknown' && Object.keys(data).some(name => name !== 'attributes')) {
    misfit(fitting, 'text alone')
  }
  for (const [name, member] of shape.members ?? NO_MEMBERS) {
    if (!Object.hasOwn(object, name)) continue
    const value = object[name] as RuledData
    const several = member.isList && !isList(value) ? [value] : value
    object[name] = within(fitting, name, () => fitted(several, member.shape, fitting))
  }
  return object
}

/** An element that is empty has none of the members that it may have; one that has words instead is another. */
function fittedText(text: string, shape: Shape, fitting: Place): unknown {
  const { members } = shape
  if (members === undefined || members.size === 0) return scalar(text, shape, fitting)
  if (stripped(text) === '') return {}
  misfit(fitting, `an object with ${[...members.keys()].slice(0, 3).join(', ')}`)
  return text
}

function misfit({ issues, path }: Place, expected: string): void {
  if (issues.length < MOST_ISSUES) issues.push({ path: [...path], message: `Must be ${expected}` })
}

/** Whether an element has nothing but a text and the type that says that this is base64. */
function isTyped({ attributes, ...others }: Readonly<Record<string, RuledData>>): boolean {
  if (typeof attributes !== 'object' || attributes === null || Object.keys(others).length !== 1) return false
  const [type = '', ...more] = Object.values(attributes)
  return more.length === 0 && typeof type === 'string' && isBase64(type)
}

/** SOAP::Lite sends all text beyond ASCII as base64. What is no base64, or no text within, stays as it is. */
function textOf(base64: string): string {
  const bytes = bytesOfBase64(base64)
  if (bytes === undefined) return base64
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return base64
  }
}

const NO_PARTS: ReadonlyMap<string, Part> = new Map()
const NO_MEMBERS: Required<Shape>['members'] = new Map()

function scalar(text: string, shape: Shape, fitting: Place): unknown {
  const read = readScalar(text, shape.scalar)
  if ('value' in read) return read.value
  misfit(fitting, read.expected)
  return text
}
