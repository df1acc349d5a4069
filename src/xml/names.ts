/** A name as it stands in a document, taken apart at its colon. */
export interface NameParts {
  readonly name: string
  readonly prefix: string
  readonly localName: string
}

/**
 * Longer names are refused. No name needs this much, and the engine's hash tells strings of more than 16,383
 * characters apart by their length alone: a sender could steer it.
 */
export const MAX_NAME = 4_096

const START =
  'A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}-\\u{200D}' +
  '\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}'
const REST = `${START}.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}-`

const name = new RegExp(`^[:${START}][:${REST}]*$`, 'u')
const unprefixed = new RegExp(`^[${START}][${REST}]*$`, 'u')

/**
 * Whether a text is a Name; colons anywhere.
 *
 * @see https://www.w3.org/TR/xml/#NT-Name productions 4, 4a and 5
 */
export function isName(text: string): boolean {
  return name.test(text)
}

/**
 * Takes a name apart; undefined where it is not one or its colons are not in order (`:a`, `a:`, `a:b:c`,
 * `a:1`).
 *
 * @see https://www.w3.org/TR/xml-names/#NT-QName productions 7 to 11
 */
export function splitName(text: string): NameParts | undefined {
  const colon = text.indexOf(':')
  if (colon === -1) return unprefixed.test(text) ? { name: text, prefix: '', localName: text } : undefined
  const prefix = text.slice(0, colon)
  const localName = text.slice(colon + 1)
  return unprefixed.test(prefix) && unprefixed.test(localName) ? { name: text, prefix, localName } : undefined
}

/** 1 for each ASCII character that a name may have. */
const inName = new Uint8Array(128)
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:_-.') {
  inName[character.charCodeAt(0)] = 1
}

/**
 * The index behind what may be a name that begins at `at`. Characters beyond ASCII pass here; `isName` and
 * `splitName` judge them, once for each different name.
 */
export function nameEnd(text: string, at: number): number {
  let end = at
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end)
    if (code < 128 && inName[code] !== 1) break
  }
  return end
}

/** How many different names a table keeps. A document with more is not worth a table of its size. */
const MAX_KEPT = 10_000

/** Each name of a document once: the same text gives the same parts, judged and taken apart only the first time. */
export class NameTable {
  readonly #known = new Map<string, NameParts>()

  /** The parts of a name; undefined under the same conditions as `splitName`. */
  parts(text: string): NameParts | undefined {
    const known = this.#known.get(text)
    if (known !== undefined) return known
    const parts = splitName(text)
    if (parts !== undefined && this.#known.size < MAX_KEPT) this.#known.set(text, parts)
    return parts
  }
}
