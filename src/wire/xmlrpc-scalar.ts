import { copied } from '../core/copied.ts'
import type { XmlElement } from '../xml/element.ts'

/** What a scalar becomes. */
export type ScalarData = string | number | boolean | Uint8Array

/** Reads the element that holds a scalar; undefined for another type, and for a text that is none of the type. */
export function readScalar({ localName, text }: XmlElement): ScalarData | undefined {
  return SCALARS.get(localName)?.(text)
}

/** Whether a type is one of the scalars that are known. */
export function isScalarType(type: string): boolean {
  return SCALARS.has(type)
}

const SCALARS = new Map<string, (text: string) => ScalarData | undefined>([
  ['string', copied],
  ['i4', wholeNumber],
  ['int', wholeNumber],
  ['i1', wholeNumber],
  ['i2', wholeNumber],
  ['i8', wholeText],
  ['biginteger', wholeText],
  ['bigdecimal', decimalText],
  ['double', floatNumber],
  ['float', floatNumber],
  ['boolean', truth],
  ['dateTime.iso8601', trimmed],
  ['dateTime', trimmed],
  ['base64', bytesOf],
])

const WHOLE = /^[+-]?\d+$/
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[Ee][+-]?\d+)?$/

function wholeText(text: string): string | undefined {
  const bare = text.trim()
  return WHOLE.test(bare) ? copied(bare) : undefined
}

function wholeNumber(text: string): number | string | undefined {
  const bare = wholeText(text)
  if (bare === undefined) return undefined
  const value = Number(bare)
  return Number.isSafeInteger(value) ? value + 0 : bare
}

function decimalText(text: string): string | undefined {
  const bare = text.trim()
  return DECIMAL.test(bare) ? copied(bare) : undefined
}

function floatNumber(text: string): number | undefined {
  const bare = text.trim()
  return DECIMAL.test(bare) ? Number(bare) : WORDS.get(bare.toLowerCase())
}

/** No numbers of the specification, and what Java and Python send all the same. */
const WORDS: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['infinity', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['-infinity', Number.NEGATIVE_INFINITY],
])

function truth(text: string): boolean | undefined {
  const bare = text.trim().toLowerCase()
  if (bare === '1' || bare === 'true') return true
  return bare === '0' || bare === 'false' ? false : undefined
}

function trimmed(text: string): string {
  return copied(text.trim())
}

function bytesOf(text: string): Uint8Array | undefined {
  try {
    const binary = atob(text.replace(/\s/g, ''))
    const bytes = new Uint8Array(binary.length)
    for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
    return bytes
  } catch {
    return undefined
  }
}
