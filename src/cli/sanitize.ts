/**
 * What a terminal may act on, or what makes a line read other than it is: control characters (C0 and C1),
 * marks and overrides of writing direction, characters without width, line and paragraph separators, halves
 * of surrogate pairs.
 */
const UNSEEN = /[\p{Cc}\p{Cs}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu

/**
 * Makes text from outside safe to show: what would move the cursor, set colors or turn the writing around
 * appears as `\x1b` or `\u202e` instead of taking effect. Runs of white space become one blank.
 */
export function sanitize(text: string): string {
  return text
    .replace(/[\t\n\r ]+/g, ' ')
    .trim()
    .replace(UNSEEN, escaped)
}

/** One line of JSON in which nothing can act on a terminal; parses to the same value. */
export function writeJson(value: unknown): string {
  return `${JSON.stringify(value).replace(UNSEEN, unicodeEscape)}\n`
}

function escaped(character: string): string {
  const code = character.charCodeAt(0)
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : unicodeEscape(character)
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
