import type { Scalar } from './shape.ts'

/** What a text is in TypeScript, or what it should have been. */
export type ReadScalar = { readonly value: unknown } | { readonly expected: string }

/**
 * Reads the text of an element by its lexical type.
 *
 * No digit is lost: an integer beyond 2^53 and a decimal of more than 15 digits stay text. A time without a time
 * zone is in that of this machine, as node-soap takes it. Nothing at all is null, but for a text.
 *
 * @see https://www.w3.org/TR/xmlschema-2/#built-in-primitive-datatypes
 */
export function readScalar(text: string, scalar: Scalar): ReadScalar {
  if (scalar === 'unknown' || scalar === 'text' || scalar === 'binary') return { value: text }
  const bare = text.trim()
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
      return readInstant(bare)
  }
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

const INSTANT = /^(-?\d{4,6}-\d\d-\d\d)(T\d\d:\d\d:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/

/** A day alone begins at midnight, in UTC unless it says otherwise. */
function readInstant(text: string): ReadScalar {
  const [, day, time, zone = ''] = INSTANT.exec(text) ?? []
  if (day === undefined) return { expected: 'a date' }
  const value = new Date(time === undefined ? `${day}T00:00:00${zone || 'Z'}` : `${day}${time}${zone}`)
  return Number.isNaN(value.getTime()) ? { expected: 'a date that exists' } : { value }
}
