import { copied } from '../core/copied.ts'
import type { Codes } from './codes.ts'
import { MAX_NAME, type NameParts, splitName } from './names.ts'

/** Numbers per element on the tape. */
export const ELEMENT = 7
/** The number of its name. */
export const NAME_AT = 0
/** The element around it; -1 for the root. */
export const PARENT_AT = 1
/** The element behind its last descendant. */
export const END_AT = 2
/** Its first attribute; its last stands before the first of the next element. */
export const ATTRIBUTE_AT = 3
/** The first run of text within it, and the one behind the last; what is not within a child is its own. */
export const RUN_AT = 4
export const RUN_END_AT = 5
/** The nearest element, itself or around it, that declares namespaces; -1 for none. */
export const SCOPE_AT = 6

/** Numbers per attribute: its name, where its value begins and ends, and what that is. */
export const ATTRIBUTE = 4
/** Numbers per run of text: where it begins and ends, and what it is. */
export const RUN = 3

/** What a run or a value is: as it stands, with references or line ends to decode, or CDATA with line ends. */
export const PLAIN = 0
export const ENCODED = 1
export const LINE_ENDS = 2

/**
 * A document as numbers: each element, attribute and run of text is a few offsets into the text, in document order.
 * Strings are cut, references decoded and namespaces resolved only for what somebody asks.
 */
export class Tape {
  readonly text: string
  readonly codes: Codes
  elements: Int32Array
  elementCount = 0
  attributes: Int32Array
  attributeCount = 0
  runs: Int32Array
  runCount = 0
  readonly names: NameParts[] = []
  /** Per name: 1 where it declares a namespace, 2 where it has a prefix. */
  readonly nameKinds: number[] = []
  #slots: Int32Array = new Int32Array(64)
  readonly #places: number[] = []

  constructor(text: string, codes: Codes) {
    this.text = text
    this.codes = codes
    const guess = Math.min(4_096, (text.length >> 5) + 8)
    this.elements = new Int32Array(guess * ELEMENT)
    this.attributes = new Int32Array(guess * ATTRIBUTE)
    this.runs = new Int32Array(guess * RUN)
  }

  /**
   * The number of the name between two places, the same for the same name; -1 where it is no name. `hash` spreads the
   * names; equal hashes cost comparisons, and the sender does not know the seed.
   */
  nameAt(start: number, end: number, hash: number): number {
    const { codes } = this
    const places = this.#places
    let slots = this.#slots
    let slot = hash & (slots.length - 1)
    for (let id = slots[slot] ?? 0; id !== 0; id = slots[slot] ?? 0) {
      const place = places[id * 2 - 2] ?? 0
      if (places[id * 2 - 1] === end - start && same(codes, place, start, end - start)) return id - 1
      slot = (slot + 1) & (slots.length - 1)
    }
    if (end - start > MAX_NAME) return -1
    const parts = known(this.text.slice(start, end))
    if (parts === undefined) return -1
    const id = this.names.push(parts)
    this.nameKinds.push(parts.name === 'xmlns' || parts.prefix === 'xmlns' ? 1 : parts.prefix === '' ? 0 : 2)
    places.push(start, end - start)
    slots[slot] = id
    if (id * 2 > slots.length) {
      slots = this.#spread(slots.length * 2)
    }
    return id - 1
  }

  #spread(size: number): Int32Array {
    const slots = new Int32Array(size)
    this.#slots = slots
    for (let id = 1; id <= this.names.length; id++) {
      const start = this.#places[id * 2 - 2] ?? 0
      const end = start + (this.#places[id * 2 - 1] ?? 0)
      let hash = SEED
      for (let at = start; at < end; at++) hash = step(hash, this.codes[at] ?? 0)
      let slot = hash & (size - 1)
      while (slots[slot] !== 0) slot = (slot + 1) & (size - 1)
      slots[slot] = id
    }
    return slots
  }
}

/** Chosen anew by each process, so that no document can be made whose names fall into one slot. */
export const SEED = (Math.random() * 0x7fffffff) | 1

export function step(hash: number, code: number): number {
  const mixed = Math.imul(hash ^ code, 0x9e3779b1)
  return mixed ^ (mixed >>> 15)
}

function same(codes: Codes, one: number, other: number, length: number): boolean {
  for (let at = 0; at < length; at++) if (codes[one + at] !== codes[other + at]) return false
  return true
}

/** Names of earlier documents: the same few hundred come again and again, and judging one costs a microsecond. */
const remembered = new Map<string, NameParts>()
const MOST_REMEMBERED = 2_000

function known(name: string): NameParts | undefined {
  const found = remembered.get(name)
  if (found !== undefined) return found
  const parts = splitName(copied(name))
  if (parts === undefined) return undefined
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  if (parts.name.length <= 100) remembered.set(parts.name, parts)
  return parts
}

/** An array of twice the size with the same beginning. */
export function grown(numbers: Int32Array): Int32Array {
  const larger = new Int32Array(numbers.length * 2)
  larger.set(numbers)
  return larger
}
