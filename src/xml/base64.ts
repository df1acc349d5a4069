const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The value of a character by its code; -1 for what is none, -2 for white space. */
const VALUES = Int8Array.from({ length: 128 }, (_, code) =>
  /\s/.test(String.fromCharCode(code)) ? -2 : ALPHABET.indexOf(String.fromCharCode(code)),
)
const EQUALS = 0x3d

/**
 * The bytes that a base64 text stands for; undefined where it is none. White space may stand anywhere, and the padding
 * may be missing but must not be wrong.
 *
 * @see RFC 4648 section 4, https://www.w3.org/TR/xmlschema-2/#base64Binary
 */
export function bytesOfBase64(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4))
  let length = 0
  let bits = 0
  let held = 0
  let padding = 0
  let characters = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const value = code === EQUALS ? EQUALS : (VALUES[code] ?? -1)
    if (value === -2) continue
    if (code === EQUALS) {
      padding += 1
      continue
    }
    if (value === -1 || padding > 0) return undefined
    characters += 1
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[length++] = (held >> bits) & 0xff
  }
  const isWhole = characters % 4 !== 1 && (padding === 0 || (characters + padding) % 4 === 0) && padding <= 2
  return isWhole ? bytes.subarray(0, length) : undefined
}
