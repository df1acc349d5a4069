import { err, ok, type Result } from 'neverthrow'
import type { XmlProblem } from '../core/fault.ts'
import { GREATER, isSpace, LESS, QUESTION } from './characters.ts'
import { MOST_BYTES, Source } from './source.ts'
import { decodeWindows1252 } from './windows-1252.ts'

/** A body that can be read as text. */
export interface Decoded {
  readonly source: Source
  /** How it was read, as the WHATWG names it; `string` for a body that came as one. */
  readonly encoding: string
  /** Whether the bytes were not valid in the encoding that their source named. */
  readonly replaced: boolean
  /**
   * The body as it is read if its bytes turn out not to be UTF-8; itself if they are. To look at each byte is left to
   * the scanner, which does so anyway and refuses what is not UTF-8: only then must somebody ask.
   */
  readonly verified: () => Decoded
}

/** What is known of a body before it is decoded. */
export interface DecodeOptions {
  /** The charset of the HTTP Content-Type. */
  readonly charset?: string
  /** Bytes, or UTF-16 code units of a string body. Default 64 MiB. */
  readonly maxBytes?: number
}

/** The most that a body may have where no limit is given: 64 MiB. */
export const MAX_BYTES = 64 * 1024 * 1024

/**
 * Turns a body into text. The encoding is that of the byte order mark, else of the HTTP charset, else of the XML
 * declaration, else UTF-8; a source that names nothing known, or UTF-16 where single bytes stand, is passed over.
 *
 * - ISO-8859-1 is read as windows-1252, which differs only in controls that no XML text has; US-ASCII as UTF-8.
 * - UTF-16 without a mark is also known by its first `<`.
 * - A body that is not valid in its encoding is read as windows-1252 with `replaced: true`, for a declaration
 *   can lie. UTF-16, and what is UTF-8 but for a last character that is cut off, keep their encoding and get
 *   U+FFFD.
 *
 * Fails with `too-large`, and with `encoding` for UTF-32 and EBCDIC, which nobody sends.
 *
 * @see https://www.w3.org/TR/xml/#sec-guessing and RFC 7303 section 3
 */
export function decode(body: string | Uint8Array, options: DecodeOptions = {}): Result<Decoded, XmlProblem> {
  const { charset, maxBytes = MAX_BYTES } = options
  if (body.length > maxBytes) return err(problem('too-large', `The body is longer than ${maxBytes} bytes`))
  if (body.length > MOST_BYTES) return err(problem('too-large', 'The body is longer than a string can be'))
  if (typeof body === 'string') return ok(decodedText(withoutMark(body), 'string'))
  if (isForeign(body)) return err(problem('encoding', 'The body is in UTF-32 or EBCDIC, which faultline does not read'))
  try {
    return ok(decodeBytes(body, charset))
  } catch {
    return err(problem('too-large', 'The body is longer than a string can be'))
  }
}

function problem(word: XmlProblem['problem'], message: string): XmlProblem {
  return { problem: word, message, line: 1, column: 1, excerpt: '' }
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

/** UTF-32 by its mark or its first `<`, EBCDIC by its first `<?`. */
function isForeign(bytes: Uint8Array): boolean {
  return foreignStarts.some(start => start.every((byte, at) => bytes[at] === byte))
}

const foreignStarts = [
  [0x00, 0x00, 0xfe, 0xff],
  [0xff, 0xfe, 0x00, 0x00],
  [0x00, 0x00, 0x00, 0x3c],
  [0x3c, 0x00, 0x00, 0x00],
  [0x4c, 0x6f, 0xa7, 0x94],
]

function decodeBytes(bytes: Uint8Array, charset: string | undefined): Decoded {
  const { encoding, markLength } = encodingOf(bytes, charset)
  return decodeAs(markLength === 0 ? bytes : bytes.subarray(markLength), encoding)
}

/** In which encoding a document is, which its first kilobyte tells, and how long the byte order mark before it is. */
export function encodingOf(
  bytes: Uint8Array,
  charset: string | undefined,
): { readonly encoding: string; readonly markLength: number } {
  const marked = markedEncoding(bytes)
  if (marked !== undefined) return { encoding: marked, markLength: marked === 'utf-8' ? 3 : 2 }
  const encoding = wideEncoding(bytes) ?? usable(charset, bytes) ?? usable(declaredEncoding(bytes), bytes) ?? 'utf-8'
  return { encoding, markLength: 0 }
}

function markedEncoding(bytes: Uint8Array): string | undefined {
  const [first, second, third] = [bytes[0], bytes[1], bytes[2]]
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xff && second === 0xfe ? 'utf-16le' : undefined
}

/** UTF-16 without a mark: no other encoding has a zero byte beside its first `<`. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const [first, second] = [bytes[0], bytes[1]]
  if (first === 0 && second === 0x3c) return 'utf-16be'
  return first === 0x3c && second === 0 ? 'utf-16le' : undefined
}

/** The encoding that a label stands for, if the runtime knows it and the bytes do not prove it wrong. */
function usable(label: string | undefined, bytes: Uint8Array): string | undefined {
  if (label === undefined) return undefined
  const name = label
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .toLowerCase()
  if (name === 'utf-8' || ascii.test(name)) return 'utf-8'
  try {
    const { encoding } = new TextDecoder(name)
    return encoding.startsWith('utf-16') && isNarrow(bytes) ? undefined : encoding
  } catch {
    return undefined // a label that no one knows
  }
}

const ascii = /^(?:us-?ascii|ascii|ansi_x3\.4-19(?:68|86)|iso646-us|iso_646\.irv:1991|iso-ir-6|cp367|ibm367|us)$/

/** Whether the text begins with two single-byte characters: then it is not UTF-16, whatever it says. */
function isNarrow(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = [bytes[0], bytes[1]]
  return first > 0 && first < 0x80 && second > 0 && second < 0x80
}

/** The XML declaration is ASCII in every encoding that is left here, and at the very beginning. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  let start = 0
  while (isSpace(bytes[start] ?? 0)) start++
  if (bytes[start] !== LESS || bytes[start + 1] !== QUESTION) return undefined
  const end = bytes.indexOf(GREATER, start)
  if (end === -1 || end > 1024) return undefined
  return declaration.exec(lenient.decode(bytes.subarray(start, end)))?.[2]
}

const declaration = /^<\?xml\s[^>]*?\sencoding\s*=\s*(["'])([A-Za-z][\w.:-]*)\1/
const lenient = new TextDecoder()

function decodeAs(bytes: Uint8Array, encoding: string): Decoded {
  if (encoding === 'utf-8') {
    const source = Source.ofBytes(bytes)
    const decoded: Decoded = {
      source,
      encoding,
      replaced: false,
      verified: () => (source.isValid ? decoded : notUtf8(bytes)),
    }
    return decoded
  }
  if (encoding === 'windows-1252') return decodedText(decodeWindows1252(bytes), encoding)
  const text = decodeValid(bytes, encoding)
  if (text !== undefined) return decodedText(text, encoding)
  if (!encoding.startsWith('utf-16')) return decodedText(decodeWindows1252(bytes), 'windows-1252', true)
  return decodedText(new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes), encoding, true)
}

function notUtf8(bytes: Uint8Array): Decoded {
  const whole = decodeValid(bytes, 'utf-8', { stream: true })
  if (whole !== undefined && /[^\p{ASCII}]/u.test(whole)) return decodedText(`${whole}\uFFFD`, 'utf-8', true)
  return decodedText(decodeWindows1252(bytes), 'windows-1252', true)
}

function decodedText(text: string, encoding: string, replaced = false): Decoded {
  const decoded: Decoded = { source: Source.ofText(text), encoding, replaced, verified: () => decoded }
  return decoded
}

/** Undefined for bytes that the encoding does not allow. `stream` lets the last character be incomplete. */
function decodeValid(bytes: Uint8Array, encoding: string, options?: { readonly stream: boolean }): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes, options)
  } catch {
    return undefined
  }
}
