import { err, ok, type Result } from 'neverthrow'
import { type Headers, type HttpReply, header, headerPairs } from './http.ts'
import { type Part, readPart } from './multipart-part.ts'

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

/** A reply whose body is the message alone, and what came beside it. */
export interface Unpacked {
  readonly message: HttpReply
  readonly attachments: Multipart['attachments']
}

const NOTHING: Multipart['attachments'] = new Map()

/** Gives the message of a reply: of one in several parts its root part, of any other the reply as it is. */
export function unpack(reply: HttpReply): Result<Unpacked, MultipartProblem> {
  if (!isMultipart(reply.headers)) return ok({ message: reply, attachments: NOTHING })
  const body = typeof reply.body === 'string' ? new TextEncoder().encode(reply.body) : reply.body
  return readMultipart(reply.headers, body).map(({ root, attachments }) => ({
    message: { ...reply, headers: headersOfRoot(reply.headers, root), body: root.bytes },
    attachments,
  }))
}

/** Whether the header says that the body has several parts, of which one is the message. */
function isMultipart(headers: Headers): boolean {
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
  for (let index = 0; index < mark.length; index++) if (body[at + index] !== mark[index]) return false
  return true
}

function isBlank(body: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = body[at]
    if (byte !== 0x20 && byte !== 0x09 && byte !== CR) return false
  }
  return true
}

/** The headers of a reply whose body is its root part alone. */
function headersOfRoot(headers: Headers, { headers: own }: Part): Headers {
  const others = [...headerPairs(headers)].filter(([name]) => name.toLowerCase() !== 'content-type')
  return Object.fromEntries([...others, ['content-type', own['content-type'] ?? 'text/xml']])
}
