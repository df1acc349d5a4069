import { forbiddenCharacter } from '../xml/characters.ts'
import { type SaidType, saidType, type TypedValue } from './xmlrpc-input.ts'

/** A value that has no others in it. */
export type Scalar = string | number | bigint | boolean | null | Uint8Array | TypedValue

/** The type of an element and what stands in it, or why there is none. */
export type ScalarText = { readonly type: string; readonly text?: string } | { readonly refused: string }

/** Writes a scalar as text. */
export function scalarText(input: Scalar): ScalarText {
  switch (typeof input) {
    case 'string':
      return forbiddenCharacter(input) === -1 ? { type: 'string', text: input } : { refused: FORBIDDEN }
    case 'boolean':
      return { type: 'boolean', text: input ? '1' : '0' }
    case 'bigint':
      return saidAs('i8', input)
    case 'number':
      return numberOf(input)
    case 'object': {
      if (input === null) return { type: 'nil' }
      if (input instanceof Uint8Array) return { type: 'base64', text: encode(input) }
      return saidAs(saidType(input) ?? 'int', input.value)
    }
    default:
      return { refused: 'The value is of no type that can be sent' }
  }
}

/** Why a text cannot be sent. */
export const FORBIDDEN = 'The text has a character that XML forbids'

function numberOf(value: number): ScalarText {
  if (!Number.isInteger(value) || Object.is(value, -0)) return saidAs('double', value)
  const written = saidAs('int', value)
  return 'refused' in written ? { refused: LARGE } : written
}

const LARGE = 'A whole number of more than 32 bits has no type of its own: say i8 or double'

function saidAs(type: SaidType, value: number | bigint | string): ScalarText {
  const text = typeof value === 'number' && type === 'double' ? decimal(value) : String(value).trim()
  const refused = WRONG[type](text)
  return refused === undefined ? { type, text } : { refused }
}

const WRONG: Readonly<Record<SaidType, (text: string) => string | undefined>> = {
  int: text => (isWhole(text, 31n) ? undefined : 'The value is no whole number of 32 bits'),
  i8: text => (isWhole(text, 63n) ? undefined : 'The value is no whole number of 64 bits'),
  double: text => (/^-?\d+(?:\.\d+)?$/.test(text) ? undefined : 'The value is no number that can be sent'),
  'dateTime.iso8601': text =>
    isDateTime(text) ? undefined : 'The value is no date and time written as 20240229T07:05:09',
}

function isWhole(text: string, bits: bigint): boolean {
  if (!/^-?\d{1,19}$/.test(text)) return false
  const value = BigInt(text)
  return value >= -(1n << bits) && value < 1n << bits
}

function isDateTime(text: string): boolean {
  const [, year, month, day, time] = /^(\d{4})(\d\d)(\d\d)T(\d\d:\d\d:\d\d)$/.exec(text) ?? []
  const iso = `${year}-${month}-${day}T${time}`
  const date = new Date(`${iso}Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso)
}

/** A number without an exponent, for the specification knows none; `NaN` and `Infinity` stay words and are refused. */
function decimal(value: number): string {
  if (Object.is(value, -0)) return '-0'
  const [mantissa = '', exponent] = String(value).split('e')
  if (exponent === undefined) return mantissa
  const sign = value < 0 ? '-' : ''
  const digits = mantissa.replace(/[-.]/g, '')
  const point = 1 + Number(exponent)
  return point <= 0 ? `${sign}0.${'0'.repeat(-point)}${digits}` : sign + digits.padEnd(point, '0')
}

/** In pieces, for the arguments of a call are limited. */
function encode(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += PIECE) binary += String.fromCharCode(...bytes.subarray(at, at + PIECE))
  return btoa(binary)
}

const PIECE = 8_192
