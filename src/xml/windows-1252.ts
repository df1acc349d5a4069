/** Bytes 80 to 9F, where windows-1252 differs from ISO-8859-1 in 27 places. */
const C1 =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F' +
  '\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178'

const decoder = new TextDecoder('windows-1252')

/** Some versions of Node (20.20 among them) take windows-1252 for ISO-8859-1. */
const isWrong = decoder.decode(Uint8Array.of(0x80)) !== '\u20AC'

/**
 * Reads bytes as windows-1252, which has a character for each of them. Right in every runtime.
 *
 * @see https://encoding.spec.whatwg.org/#windows-1252
 */
export function decodeWindows1252(bytes: Uint8Array): string {
  const text = decoder.decode(bytes)
  return isWrong ? text.replace(/[\u0080-\u009F]/g, control => C1.charAt(control.charCodeAt(0) - 0x80)) : text
}
