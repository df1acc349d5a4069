import { err, ok, type Result } from 'neverthrow'
import { type Headers, header, headerPairs } from './http.ts'

/** One part of a multipart body. The bytes are a view of the body, but where they had to be decoded. */
export interface Part {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array
}

/** A multipart body, taken apart. */
export interface Multipart {
  /** The part that holds the message: named by `start`, else the first. */
  readonly root: Part
  /** The other parts by their Content-ID, without angle brackets. One without an id cannot be referred to and is left out. */
  readonly attachments: ReadonlyMap<string, Part>
}

/** Why a multipart body cannot be taken apart. */
export interface MultipartProblem {
  readonly problem: 'truncated' | 'markup' | 'too-large'
  readonly message: string
}

const MOST_PARTS = 10_000
const MOST_HEADER_BYTES = 16_384

/** Whether the header says that the body has several parts, of which one is the message. */
export function isMultipart(headers: Headers): boolean {
  return /^\s*multipart\//i.test(header(headers, 'content-type') ?? '')
}

/**
 * Takes the body of a `multipart/related` reply apart (SOAP with attachments, MTOM).
 *
 * ```
 * --boundary CRLF headers CRLF CRLF bytes CRLF --boundary ... CRLF --boundary--
 * ```
 *
 * A body without its closing boundary was cut off, even if the message itself is whole. What stands before the
 * first boundary and after the last one means nothing. Linear in the bytes.
 *
 * @see RFC 2046 section 5.1, RFC 2387, https://www.w3.org/TR/soap12-mtom/
 */
export function readMultipart(headers: Headers, body: Uint8Array): Result<Multipart, MultipartProblem> {
  const type = header(headers, 'content-type') ?? ''
  const boundary = parameter(type, 'boundary')
  if (boundary === undefined || boundary.length > 200) return err(markup('The multipart reply names no boundary'))
  const parts: Part[] = []
  const delimiters = delimitersIn(body, new TextEncoder().encode(`--${boundary}`))
  let from: number | undefined
  let isClosed = false
  for (const { start, end, isLast } of delimiters) {
    if (from !== undefined) {
      const part = readPart(body.subarray(from, Math.max(from, start)))
      if (part === undefined) return err(markup('A part of the multipart reply has no end of its headers'))
      if (parts.push(part) > MOST_PARTS) return err(tooMany())
    }
    from = end
    isClosed = isLast
    if (isLast) break
  }
  if (!isClosed) return err({ problem: 'truncated', message: 'The multipart reply ends without its last boundary' })
  return choose(parts, bare(parameter(type, 'start')))
}

function choose(parts: readonly Part[], start: string | undefined): Result<Multipart, MultipartProblem> {
  const root = start === undefined ? parts[0] : parts.find(part => idOf(part) === start)
  if (root === undefined) return err(markup('The multipart reply does not hold the part that it starts with'))
  const others = parts.flatMap(part => {
    const id = part === root ? undefined : idOf(part)
    return id === undefined ? [] : [[id, part] as const]
  })
  return ok({ root, attachments: new Map(others) })
}

function idOf({ headers }: Part): string | undefined {
  return bare(headers['content-id'])
}

/** `<a@b>` and `a@b` are the same id; `cid:` belongs to whoever refers to it. */
function bare(id: string | undefined): string | undefined {
  return id?.trim().replace(/^<(.*)>$/, '$1')
}

function markup(message: string): MultipartProblem {
  return { problem: 'markup', message }
}

function tooMany(): MultipartProblem {
  return { problem: 'too-large', message: `The multipart reply has more than ${MOST_PARTS} parts` }
}

/** A parameter of a header value, quoted or not. */
function parameter(value: string, name: string): string | undefined {
  const [, quoted, plain] =
    new RegExp(`;\\s*${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;"]+))`, 'i').exec(value) ?? []
  return plain ?? quoted?.replace(/\\(.)/g, '$1')
}

interface Delimiter {
  /** Where the part before it ends. */
  readonly start: number
  /** Where the part behind it begins. */
  readonly end: number
  readonly isLast: boolean
}

const LF = 0x0a
const CR = 0x0d
const DASH = 0x2d

/** A delimiter stands at the beginning of a line and is followed by nothing but blanks, or by two dashes. */
function* delimitersIn(body: Uint8Array, mark: Uint8Array): Generator<Delimiter> {
  for (let at = body.indexOf(DASH); at !== -1; at = body.indexOf(DASH, at + 1)) {
    if (at > 0 && body[at - 1] !== LF) continue
    if (!startsWith(body, mark, at)) continue
    const behind = at + mark.length
    const isLast = body[behind] === DASH && body[behind + 1] === DASH
    const line = body.indexOf(LF, behind)
    if (!isLast && (line === -1 || !isBlank(body, behind, line))) continue
    const lineEnd = body[at - 1] !== LF ? 0 : body[at - 2] === CR ? 2 : 1
    yield { start: at - lineEnd, end: line + 1, isLast }
  }
}

function startsWith(body: Uint8Array, mark: Uint8Array, at: number): boolean {
  return mark.every((byte, index) => body[at + index] === byte)
}

function isBlank(body: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = body[at]
    if (byte !== 0x20 && byte !== 0x09 && byte !== CR) return false
  }
  return true
}

function readPart(bytes: Uint8Array): Part | undefined {
  const end = endOfHeaders(bytes)
  if (end === undefined) return undefined
  const lines = new TextDecoder('latin1').decode(bytes.subarray(0, end.headers)).replace(/\r?\n[ \t]+/g, ' ')
  const pairs = lines.split(/\r?\n/).flatMap(line => {
    const colon = line.indexOf(':')
    return colon < 1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const]
  })
  const headers = Object.fromEntries(pairs)
  return { headers, bytes: decoded(bytes.subarray(end.content), headers['content-transfer-encoding'] ?? '') }
}

/** The headers end with an empty line; a part may begin with it and have none. */
function endOfHeaders(bytes: Uint8Array): { readonly headers: number; readonly content: number } | undefined {
  const most = Math.min(bytes.length, MOST_HEADER_BYTES)
  let line = 0
  for (let at = bytes.indexOf(LF); at !== -1 && at < most; at = bytes.indexOf(LF, line)) {
    if (at === line || (at === line + 1 && bytes[line] === CR)) return { headers: line, content: at + 1 }
    line = at + 1
  }
  return undefined
}

/** What is encoded wrongly stays as it is: then it is no document either. */
function decoded(bytes: Uint8Array, encoding: string): Uint8Array {
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return fromBase64(bytes)
    case 'quoted-printable':
      return fromQuotedPrintable(bytes)
    default:
      return bytes
  }
}

function fromBase64(bytes: Uint8Array): Uint8Array {
  try {
    const text = atob(new TextDecoder('latin1').decode(bytes))
    return Uint8Array.from(text, character => character.charCodeAt(0))
  } catch {
    return bytes
  }
}

/** @see RFC 2045 section 6.7 */
function fromQuotedPrintable(bytes: Uint8Array): Uint8Array {
  const plain = new Uint8Array(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    const escaped = byte === EQUALS ? escapeAt(bytes, at) : undefined
    if (escaped?.byte !== undefined || escaped === undefined) plain[length++] = escaped?.byte ?? byte
    if (escaped !== undefined) at += escaped.length - 1
  }
  return plain.subarray(0, length)
}

const EQUALS = 0x3d

/** `=E9` stands for a byte, `=` at the end of a line for nothing. */
function escapeAt(bytes: Uint8Array, at: number): { readonly length: number; readonly byte?: number } | undefined {
  const [one = 0, two = 0] = bytes.subarray(at + 1, at + 3)
  if (one === LF) return { length: 2 }
  if (one === CR && two === LF) return { length: 3 }
  const hex = String.fromCharCode(one, two)
  return /^[0-9A-F]{2}$/i.test(hex) ? { length: 3, byte: Number.parseInt(hex, 16) } : undefined
}

/** The headers of a reply whose body is its root part alone. */
export function headersOfRoot(headers: Headers, { headers: own }: Part): Headers {
  const others = [...headerPairs(headers)].filter(([name]) => name.toLowerCase() !== 'content-type')
  return Object.fromEntries([...others, ['content-type', own['content-type'] ?? 'text/xml']])
}
