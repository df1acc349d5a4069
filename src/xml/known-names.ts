import { copied } from '../core/copied.ts'
import { classes, NAME } from './classes.ts'
import { MAX_NAME, type NameParts, splitName } from './names.ts'

/** What a name is, beside an ordinary one: bits. */
export const DECLARES = 1
export const PREFIXED = 2
/** It has characters beyond ASCII, so that its bytes are more than its characters. */
export const WIDE = 4
/** The property of that name is not like others. */
export const PROTO = 8

/** No name. Numbers of names begin at 1. */
export const NO_NAME = 0

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** With more names or more bytes of them than this, a table is forgotten together with its documents. */
const MOST_NAMES = 2_000
const MOST_POOLED = 100_000

/**
 * Names by number, across documents: the same few hundred come again and again, and judging one costs a microsecond.
 *
 * Remembers also which name followed which, as start tags and as attributes. Whoever guesses by that compares bytes
 * once, where it would else hash each of them. A guess is never believed, and there is one for each name. A document
 * with very many names fills a table of its own, which goes with it.
 */
export class KnownNames {
  /** Per name. */
  readonly parts: NameParts[] = [{ name: '', prefix: '', localName: '' }]
  readonly kinds: number[] = [0]
  /** How many characters fewer than bytes it has. */
  readonly surpluses: number[] = [0]
  /** The bytes of all names, and per name where they begin and how many they are. */
  pool = new Uint8Array(4_096)
  places = new Int32Array(512)
  /** Per name: the start tag seen last behind its start tag (2n) and behind its end (2n + 1). */
  tags = new Int32Array(512)
  /** Per name of a tag or an attribute: the attribute seen last behind it. */
  attributes = new Int32Array(256)
  /** Per name: the tag in which it stood last as an attribute. */
  lastTags = new Float64Array(256)
  /** Counts the tags that have attributes, over all documents. */
  tagCount = 0
  /** Per name: the object that got a member of that name last. */
  lastObjects = new Float64Array(256)
  /** Counts the objects that were made, over all documents. */
  objectCount = 0
  readonly #attributeKeys: string[] = []
  #used = 0
  #slots = new Int32Array(512)

  get isFull(): boolean {
    return this.parts.length > MOST_NAMES || this.#used > MOST_POOLED
  }

  /** The number of the name that begins at `at`, told by its bytes alone; `NO_NAME` where no name begins there. */
  find(bytes: Uint8Array, at: number): number {
    let end = at
    let hash = SEED
    for (let byte = bytes[end] ?? 0; ((classes[byte] ?? 0) & NAME) !== 0; byte = bytes[++end] ?? 0)
      hash = step(hash, byte)
    const mask = this.#slots.length - 1
    let slot = hash & mask
    for (let id = this.#slots[slot] ?? 0; id !== 0; id = this.#slots[slot] ?? 0) {
      if (this.#isAt(id, bytes, at, end - at)) return id
      slot = (slot + 1) & mask
    }
    return this.#add(bytes, at, end, slot)
  }

  /** The name of an attribute as a member of an object. */
  attributeKey(id: number): string {
    this.#attributeKeys[id] ??= `@${this.parts[id]?.name ?? ''}`
    return this.#attributeKeys[id]
  }

  #isAt(id: number, bytes: Uint8Array, at: number, length: number): boolean {
    if (this.places[id * 2 + 1] !== length) return false
    const place = this.places[id * 2] ?? 0
    for (let index = 0; index < length; index++) if (bytes[at + index] !== this.pool[place + index]) return false
    return true
  }

  #add(bytes: Uint8Array, at: number, end: number, slot: number): number {
    const length = end - at
    if (length > MAX_NAME * 3) return NO_NAME
    const name = decoded(bytes.subarray(at, end))
    const parts = name === undefined || name.length > MAX_NAME ? undefined : splitName(name)
    if (parts === undefined) return NO_NAME
    const id = this.parts.push(this.isFull ? withoutSource(parts) : asKeys(parts)) - 1
    this.kinds.push(kindOf(parts, length))
    this.surpluses.push(length - parts.name.length)
    this.#grow(id, length)
    this.pool.set(bytes.subarray(at, end), this.#used)
    this.places[id * 2] = this.#used
    this.places[id * 2 + 1] = length
    this.#used += length
    this.#slots[slot] = id
    if (id * 2 > this.#slots.length) this.#spread(this.#slots.length * 2)
    return id
  }

  #grow(id: number, length: number): void {
    if (this.#used + length > this.pool.length) {
      const larger = new Uint8Array(Math.max(this.pool.length * 2, this.#used + length))
      larger.set(this.pool)
      this.pool = larger
    }
    if (id * 2 + 2 <= this.places.length) return
    this.places = doubled(this.places)
    this.tags = doubled(this.tags)
    this.attributes = doubled(this.attributes)
    this.lastTags = doubled(this.lastTags)
    this.lastObjects = doubled(this.lastObjects)
  }

  #spread(size: number): void {
    const slots = new Int32Array(size)
    for (let id = 1; id < this.parts.length; id++) {
      const start = this.places[id * 2] ?? 0
      const end = start + (this.places[id * 2 + 1] ?? 0)
      let hash = SEED
      for (let at = start; at < end; at++) hash = step(hash, this.pool[at] ?? 0)
      let slot = hash & (size - 1)
      while (slots[slot] !== 0) slot = (slot + 1) & (size - 1)
      slots[slot] = id
    }
    this.#slots = slots
  }
}

let remembered = new KnownNames()

/** The names for the next document. */
export function knownNames(): KnownNames {
  forgetFull()
  return remembered
}

/** Leaves a table that is full to the document that filled it. */
export function forgetFull(): void {
  if (remembered.isFull) remembered = new KnownNames()
}

/** Chosen anew by each process, so that no document can be made whose names fall into one slot. */
const SEED = (Math.random() * 0x7fffffff) | 1

function step(hash: number, byte: number): number {
  const mixed = Math.imul(hash ^ byte, 0x9e3779b1)
  return mixed ^ (mixed >>> 15)
}

/** Undefined for what is not UTF-8. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

function withoutSource({ name, prefix, localName }: NameParts): NameParts {
  return { name: copied(name), prefix: copied(prefix), localName: copied(localName) }
}

/** V8 looks members up by texts that it knows as keys; any other text it must look up among those first. */
function asKeys({ name, prefix, localName }: NameParts): NameParts {
  return { name: asKey(name), prefix: asKey(prefix), localName: asKey(localName) }
}

function asKey(text: string): string {
  return Object.keys({ [copied(text)]: 0 })[0] ?? ''
}

function kindOf({ name, prefix }: NameParts, bytes: number): number {
  const declares = name === 'xmlns' || prefix === 'xmlns'
  const kind = declares ? DECLARES : prefix === '' ? 0 : PREFIXED
  return kind | (bytes === name.length ? 0 : WIDE) | (name === '__proto__' ? PROTO : 0)
}

/** An array of twice the size with the same beginning. */
function doubled<Numbers extends Int32Array | Float64Array>(numbers: Numbers): Numbers {
  const larger = new (numbers.constructor as new (length: number) => Numbers)(numbers.length * 2)
  larger.set(numbers)
  return larger
}
