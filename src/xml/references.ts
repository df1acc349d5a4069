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
  return text.includes('&') ? text.replace(/&(#x([0-9a-fA-F]+)|#([0-9]+)|[a-z]+);/g, replaceReference) : text
}

function replaceReference(all: string, name: string, hex: string | undefined, decimal: string | undefined): string {
  if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
  if (decimal !== undefined) return String.fromCodePoint(Number.parseInt(decimal, 10))
  return PREDEFINED.get(name) ?? all
}
