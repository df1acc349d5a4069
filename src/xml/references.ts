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
