import { err, ok, type Result } from 'neverthrow'
import type { XmlElement } from '../../../xml/element.ts'

/** A value of an rpc/encoded message, with its references followed. */
export interface Part {
  readonly name: string
  /** The local part of its `xsi:type`, empty for none: `oaProject`. */
  readonly type: string
  readonly isNil: boolean
  readonly text: string
  readonly parts: readonly Part[]
}

/** What a message may unfold to: references to references could grow without end. */
const MOST_PARTS = 500_000
const MOST_LEVELS = 64

/**
 * Takes a value out of a message. `href="#a"` stands for the element whose `id` is `a`, anywhere in the message.
 *
 * An error is what SOAP::Lite says of it: an id that is not there, or more than the memory holds.
 */
export function unfold(element: XmlElement, message: XmlElement): Result<Part, string> {
  const unfolding: Unfolding = { find: finder(message), left: MOST_PARTS, problem: undefined }
  const part = unfolded(element, unfolding, 1)
  return unfolding.problem === undefined ? ok(part) : err(unfolding.problem)
}

/** The first part of this name. */
export function partOf(whole: Part | undefined, name: string): Part | undefined {
  return whole?.parts.find(part => part.name === name)
}

/** The text of the part of this name without the white space around it; empty where it is nil or absent. */
export function textOfPart(whole: Part | undefined, name: string): string {
  return partOf(whole, name)?.text.trim() ?? ''
}

interface Unfolding {
  readonly find: (id: string) => XmlElement | undefined
  left: number
  problem: string | undefined
}

function unfolded(element: XmlElement, unfolding: Unfolding, level: number): Part {
  const { localName: name } = element
  const id = element.attribute('href')?.trim().replace(/^#/, '')
  const target = id === undefined ? element : unfolding.find(id)
  if (target === undefined) unfolding.problem ??= `Unresolved (wrong?) href (${id}) in element '${name}'`
  unfolding.left -= 1
  if (unfolding.left < 0 || level > MOST_LEVELS) unfolding.problem ??= 'Out of memory'
  if (target === undefined || unfolding.problem !== undefined) return { ...NOTHING, name }
  const isNil = isTrue(target.attribute('nil') ?? target.attribute('null'))
  if (isNil) return { ...NOTHING, name }
  const type = localPart(target.attribute('type') ?? '')
  const parts = target.children.map(child => unfolded(child, unfolding, level + 1))
  return { name, type, isNil, text: /^base64/.test(type) ? decoded(target.text) : target.text, parts }
}

const NOTHING = { type: '', isNil: true, text: '', parts: [] } as const

/** Looks an id up; the list is made when the first one is asked for, which hardly any message does. */
function finder(message: XmlElement): Unfolding['find'] {
  let known: Map<string, XmlElement> | undefined
  return id => {
    known ??= idsIn(message)
    return known.get(id)
  }
}

function idsIn(message: XmlElement): Map<string, XmlElement> {
  const ids = new Map<string, XmlElement>()
  const waiting = [message]
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    const id = element.attribute('id')
    if (id !== undefined && element.attribute('href') === undefined) ids.set(id, element)
    for (const child of element.children) waiting.push(child)
  }
  return ids
}

function isTrue(text: string | undefined): boolean {
  return text?.trim() === 'true' || text?.trim() === '1'
}

function localPart(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1).trim()
}

/** Clients built on SOAP::Lite send text beyond ASCII this way. */
function decoded(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8')
}
