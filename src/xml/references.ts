import { HASH, LOWER_X } from './characters.ts'

const PREDEFINED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['apos', "'"],
  ['quot', '"'],
])

/**
 * What one of the five entities of XML stands for; undefined for any other name, also those of HTML.
 *
 * @see https://www.w3.org/TR/xml/#sec-predefined-ent
 */
export function predefinedEntity(name: string): string | undefined {
  return PREDEFINED.get(name)
}

const [AMP, APOS, GT, LT, QUOT] = ['amp;', 'apos;', 'gt;', 'lt;', 'quot;'].map(name => new TextEncoder().encode(name))

/** The place behind the name of an entity of XML and its `;`; -1 where none begins. */
export function entityEnd(bytes: Uint8Array, at: number): number {
  switch (bytes[at]) {
    case 0x61:
      return bytes[at + 1] === 0x6d ? behind(bytes, at, AMP) : behind(bytes, at, APOS)
    case 0x67:
      return behind(bytes, at, GT)
    case 0x6c:
      return behind(bytes, at, LT)
    case 0x71:
      return behind(bytes, at, QUOT)
    default:
      return -1
  }
}

function behind(bytes: Uint8Array, at: number, name: Uint8Array = new Uint8Array()): number {
  for (let index = 0; index < name.length; index++) if (bytes[at + index] !== name[index]) return -1
  return at + name.length
}

/** The value of a digit of any base up to 16, by its character; 16 for everything else. */
export function digitValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : 16
}

/** Character data with its references replaced; line ends become LF. The text was checked: every reference is right. */
export function decodeText(raw: string): string {
  return replaceReferences(decodeLineEnds(raw))
}

/** Line ends as LF. @see https://www.w3.org/TR/xml/#sec-line-ends */
export function decodeLineEnds(raw: string): string {
  return raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw
}

/**
 * The value of an attribute with its references replaced; each white space character becomes a space.
 *
 * @see https://www.w3.org/TR/xml/#AVNormalize
 */
export function decodeValue(raw: string): string {
  return replaceReferences(raw.replace(/\r\n|[\t\n\r]/g, ' '))
}

function replaceReferences(text: string): string {
  let at = text.indexOf('&')
  if (at === -1) return text
  let replaced = text.slice(0, at)
  for (;;) {
    const end = text.indexOf(';', at)
    if (end === -1) return replaced + text.slice(at)
    replaced += referenced(text, at + 1, end)
    at = text.indexOf('&', end)
    if (at === -1) return replaced + text.slice(end + 1)
    if (at > end + 1) replaced += text.slice(end + 1, at)
  }
}

/** What the reference stands for whose name begins and ends here. */
function referenced(text: string, start: number, end: number): string {
  if (text.charCodeAt(start) !== HASH) return PREDEFINED.get(text.slice(start, end)) ?? ''
  const isHex = text.charCodeAt(start + 1) === LOWER_X
  return String.fromCodePoint(Number.parseInt(text.slice(start + (isHex ? 2 : 1), end), isHex ? 16 : 10))
}
