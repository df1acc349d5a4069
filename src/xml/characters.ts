/** Code units that the grammar turns on. */
const TAB = 0x09
export const LF = 0x0a
export const CR = 0x0d
export const SPACE = 0x20
export const BANG = 0x21
export const DOUBLE_QUOTE = 0x22
export const HASH = 0x23
export const AMPERSAND = 0x26
export const SINGLE_QUOTE = 0x27
export const SLASH = 0x2f
export const SEMICOLON = 0x3b
export const LESS = 0x3c
export const EQUALS = 0x3d
export const GREATER = 0x3e
export const QUESTION = 0x3f
export const BRACKET_OPEN = 0x5b
export const LOWER_X = 0x78
export const BYTE_ORDER_MARK = 0xfeff

const FORBIDDEN = '[^\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD\\u{10000}-\\u{10FFFF}]'
const forbidden = new RegExp(FORBIDDEN, 'u')
const everyForbidden = new RegExp(FORBIDDEN, 'gu')

/**
 * Where the first character stands that XML 1.0 forbids (most controls, lone surrogates, U+FFFE, U+FFFF); -1
 * for none.
 *
 * @see https://www.w3.org/TR/xml/#NT-Char production 2
 */
export function forbiddenCharacter(text: string): number {
  return text.search(forbidden)
}

/** The text with each forbidden character replaced by U+FFFD. */
export function withoutForbidden(text: string): string {
  return text.replace(everyForbidden, '\uFFFD')
}

/** Whether a number is a character that a reference may stand for. Production 2. */
export function isCharacter(code: number): boolean {
  if (code < 0x20) return code === TAB || code === LF || code === CR
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff)
}

/** @see https://www.w3.org/TR/xml/#NT-S production 3 */
export function isSpace(code: number): boolean {
  return code === SPACE || code === LF || code === CR || code === TAB
}

/** The index behind the white space that begins at `at`; `at` itself for none. Production 3. */
export function skipSpace(text: string, at: number): number {
  let end = at
  while (isSpace(text.charCodeAt(end))) end++
  return end
}
