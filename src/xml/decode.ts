import { err, ok, type Result } from 'neverthrow'
import type { XmlProblem } from '../core/fault.ts'
import { decodeWindows1252 } from './windows-1252.ts'

/** A body as text. */
export interface Decoded {
  readonly text: string
  /** How it was read, as the WHATWG names it; `string` for a body that came as one. */
  readonly encoding: string
  /** Whether the bytes were not valid in the encoding that their source named. */
  readonly replaced: boolean
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
  if (typeof body === 'string') return ok({ text: withoutMark(body), encoding: 'string', replaced: false })
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
function isForeign([first, second, third, fourth]: Uint8Array): boolean {
  const start = [first, second, third, fourth].join()
  return ['0,0,254,255', '255,254,0,0', '0,0,0,60', '60,0,0,0', '76,111,167,148'].includes(start)
}

function decodeBytes(bytes: Uint8Array, charset: string | undefined): Decoded {
  const marked = markedEncoding(bytes)
  if (marked !== undefined) return decodeAs(bytes.subarray(marked === 'utf-8' ? 3 : 2), marked)
  const encoding = wideEncoding(bytes) ?? usable(charset, bytes) ?? usable(declaredEncoding(bytes), bytes) ?? 'utf-8'
  return decodeAs(bytes, encoding)
}

function markedEncoding([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xff && second === 0xfe ? 'utf-16le' : undefined
}

/** UTF-16 without a mark: no other encoding has a zero byte beside its first `<`. */
function wideEncoding([first, second]: Uint8Array): string | undefined {
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
  if (ascii.test(name)) return 'utf-8'
  try {
    const { encoding } = new TextDecoder(name)
    return encoding.startsWith('utf-16') && isNarrow(bytes) ? undefined : encoding
  } catch {
    return undefined // a label that no one knows
  }
}

const ascii = /^(?:us-?ascii|ascii|ansi_x3\.4-19(?:68|86)|iso646-us|iso_646\.irv:1991|iso-ir-6|cp367|ibm367|us)$/

/** Whether the text begins with two single-byte characters: then it is not UTF-16, whatever it says. */
function isNarrow([first = 0, second = 0]: Uint8Array): boolean {
  return first > 0 && first < 0x80 && second > 0 && second < 0x80
}

/** The XML declaration is ASCII in every encoding that is left here, and at the very beginning. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = decodeWindows1252(bytes.subarray(0, 1024))
  return /^\s*<\?xml\s[^>]*?\sencoding\s*=\s*(["'])([A-Za-z][\w.:-]*)\1/.exec(start)?.[2]
}

function decodeAs(bytes: Uint8Array, encoding: string): Decoded {
  if (encoding === 'windows-1252') return { text: decodeWindows1252(bytes), encoding, replaced: false }
  const text = decodeValid(bytes, encoding)
  if (text !== undefined) return { text, encoding, replaced: false }
  if (encoding.startsWith('utf-16')) {
    return { text: new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes), encoding, replaced: true }
  }
  const whole = encoding === 'utf-8' ? decodeValid(bytes, encoding, { stream: true }) : undefined
  if (whole !== undefined && /[^\p{ASCII}]/u.test(whole)) return { text: `${whole}\uFFFD`, encoding, replaced: true }
  return { text: decodeWindows1252(bytes), encoding: 'windows-1252', replaced: true }
}

/** Undefined for bytes that the encoding does not allow. `stream` lets the last character be incomplete. */
function decodeValid(bytes: Uint8Array, encoding: string, options?: { readonly stream: boolean }): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes, options)
  } catch {
    return undefined
  }
}
