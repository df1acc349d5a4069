/** The code units of a text, and one 0 behind them, at which every loop of the scanner stops. */
export type Codes = Uint8Array | Uint16Array

const encoder = new TextEncoder()

/**
 * Gives the code units of a text as numbers: bytes where it is ASCII, which most replies are and which costs one
 * copy by the engine; else 16-bit units. An index means the same place in the text either way.
 */
export function codesOf(text: string): Codes {
  const bytes = new Uint8Array(text.length + 1)
  const { read, written } = encoder.encodeInto(text, bytes)
  if (read === text.length && written === text.length) return bytes
  const units = new Uint16Array(text.length + 1)
  for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at)
  return units
}
