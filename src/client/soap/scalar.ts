import { readInstant } from './instant.ts'
import type { Scalar } from './shape.ts'

/** What a text is in TypeScript, or what it should have been. */
export type ReadScalar = { readonly value: unknown } | { readonly expected: string }

/**
 * Reads the text of an element by its lexical type. A string keeps its white space, every other type has none around it.
 *
 * No digit is lost: an integer beyond 2^53 and a decimal of more than 15 digits stay text. Nothing at all is null, but
 * for a text.
 *
 * @see https://www.w3.org/TR/xmlschema-2/#built-in-primitive-datatypes
 */
export function readScalar(text: string, scalar: Scalar): ReadScalar {
  if (scalar === 'unknown' || scalar === 'text') return { value: text }
  const bare = stripped(text)
  if (scalar === 'binary') return { value: bare }
  if (scalar === 'word') return { value: bare.replace(/[ \t\r\n]+/g, ' ') }
  if (bare === '') return { value: null }
  switch (scalar) {
    case 'integer':
      return /^[+-]?\d+$/.test(bare) ? { value: exact(bare, Number.isSafeInteger) } : { expected: 'a whole number' }
    case 'decimal':
      return DECIMAL.test(bare) ? { value: exact(bare, () => hasFewDigits(bare)) } : { expected: 'a decimal number' }
    case 'float':
      return FLOAT.test(bare) ? { value: SPECIAL.get(bare) ?? Number(bare) } : { expected: 'a number' }
    case 'boolean':
      return readBoolean(bare)
    case 'instant':
    case 'day': {
      const value = readInstant(bare)
      return value === undefined ? { expected: 'a date that exists' } : { value }
    }
  }
}

/** Without the white space of XML around it: what else looks blank is data. */
export function stripped(text: string): string {
  const bare = text.trim()
  return bare.length === text.length ? text : text.replace(/^[ \t\r\n]+/, '').replace(/(?<![ \t\r\n])[ \t\r\n]+$/, '')
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)$/
const FLOAT = /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|-?INF|\+INF|NaN)$/

const SPECIAL: ReadonlyMap<string, number> = new Map([
  ['INF', Number.POSITIVE_INFINITY],
  ['+INF', Number.POSITIVE_INFINITY],
  ['-INF', Number.NEGATIVE_INFINITY],
])

function exact(text: string, isExact: (value: number) => boolean): number | string {
  const value = Number(text)
  return isExact(value) ? value : text
}

/** A double holds any 15 digits. */
function hasFewDigits(text: string): boolean {
  return text.replace(/^[+-]?0*/, '').replace('.', '').length <= 15
}

function readBoolean(text: string): ReadScalar {
  const lower = text.toLowerCase()
  if (lower === 'true' || lower === '1') return { value: true }
  return lower === 'false' || lower === '0' ? { value: false } : { expected: 'true or false' }
}
