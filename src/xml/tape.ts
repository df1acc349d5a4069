import type { KnownNames } from './known-names.ts'
import type { Declared } from './namespaces.ts'
import { decodeLineEnds, decodeText, decodeValue } from './references.ts'
import type { Source } from './source.ts'

/**
 * A document as one row of numbers, in document order:
 *
 * - an element: its name, and the place behind all that is in it; then its attributes, then its content
 * - an attribute: its name with the bit `ATTRIBUTE`, and its value
 * - a run of text: its value, the first number inverted, so that it is below 0 and no name
 *
 * A value is where it begins in the text, times four, plus its kind; and where it ends. Strings are cut, references
 * decoded and namespaces resolved only for what somebody asks.
 */
export interface Tape {
  readonly source: Source
  readonly names: KnownNames
  /** The elements that declare namespaces, in document order. */
  readonly declaring: readonly Declaring[]
  /** What prefixes mean around the root, where that is but a part of a document. */
  readonly outer: ReadonlyMap<string, string> | undefined
  readonly numbers: Int32Array
}

/** An element that declares namespaces, and the nearest one around it that does. */
export interface Declaring {
  readonly at: number
  readonly outer: Declaring | undefined
  readonly declared: Declared
  /** Made of `declared` when somebody asks; with what was found for other prefixes, farther out. */
  bound: Map<string, string> | undefined
}

export const ELEMENT_SIZE = 2
export const ATTRIBUTE_SIZE = 3
export const RUN_SIZE = 2

/** Tells an attribute from an element; names have numbers below. */
export const ATTRIBUTE = 0x2000_0000

/** As it stands. */
export const PLAIN = 0
/** With references or line ends to be decoded. */
export const ENCODED = 1
/** CDATA with line ends. */
export const LINE_ENDS = 2
/** White space as it stands. */
export const BLANK = 3

/** The number of the name of the element or attribute at `at`. */
export function nameIn(numbers: Int32Array, at: number): number {
  return (numbers[at] ?? 0) & ~ATTRIBUTE
}

/** The place behind the last that is in the element at `at`. */
export function endIn(numbers: Int32Array, at: number): number {
  return numbers[at + 1] ?? 0
}

export function isRun(numbers: Int32Array, at: number): boolean {
  return (numbers[at] ?? 0) < 0
}

export function isBlank(numbers: Int32Array, at: number): boolean {
  return (~(numbers[at] ?? 0) & 3) === BLANK
}

/** Where the content of the element at `at` begins: behind its attributes. */
export function contentIn(numbers: Int32Array, at: number): number {
  let content = at + ELEMENT_SIZE
  while ((numbers[content] ?? 0) >= ATTRIBUTE) content += ATTRIBUTE_SIZE
  return content
}

/** The place behind the element or run at `at`. */
export function behind(numbers: Int32Array, at: number): number {
  return isRun(numbers, at) ? at + RUN_SIZE : endIn(numbers, at)
}

/** The value of the attribute at `at`. */
export function valueAt(source: Source, numbers: Int32Array, at: number): string {
  const value = numbers[at + 1] ?? 0
  const raw = source.cut(value >>> 2, numbers[at + 2] ?? 0)
  return (value & 3) === ENCODED ? decodeValue(raw) : raw
}

/** The text of the run at `at`. */
export function runAt(source: Source, numbers: Int32Array, at: number): string {
  const value = ~(numbers[at] ?? 0)
  const raw = source.cut(value >>> 2, numbers[at + 1] ?? 0)
  const kind = value & 3
  if (kind === ENCODED) return decodeText(raw)
  return kind === LINE_ENDS ? decodeLineEnds(raw) : raw
}
