import { err, ok, type Result } from 'neverthrow'
import type { Fault, Warning, XmlProblem } from '../core/fault.ts'
import type { Reply } from '../core/reply.ts'
import { maskData, masker } from '../core/secrets.ts'
import type { Asked, Dialect } from '../dialects/contract.ts'
import { charsetOf, type HttpReply, isSuccess, type PlainReply, retryAfterMs } from '../wire/http.ts'
import { unpack } from '../wire/multipart.ts'
import { isEnvelope } from '../wire/soap.ts'
import { type Decoded, decode } from '../xml/decode.ts'
import type { XmlElement } from '../xml/element.ts'
import { parse } from '../xml/parse.ts'
import { isPage, sniff } from '../xml/sniff.ts'
import type { Source } from '../xml/source.ts'
import { answer } from './answer.ts'
import type { ReplyContext } from './context.ts'
import { enrich } from './enrich.ts'
import { httpFault, maskedBeginning } from './http-fault.ts'
import { keepable } from './keepable.ts'
import { shapeFault } from './shape-fault.ts'
import { xmlFault } from './xml-fault.ts'

/** How a reply is to be read. Everything is optional. */
export interface NormalizeOptions {
  /** The dialect that the reply must be in, by name or value. Without it the tree tells. */
  readonly dialect?: string | Dialect
  /** The only dialects to be asked, by name or value. Default: all that this `normalize` knows. */
  readonly dialects?: readonly (string | Dialect)[]
  /** What was sent: lets missing and extra results be found. */
  readonly asked?: Asked
  /** Credentials that were sent, to be masked as `***` wherever the service echoes them. */
  readonly secrets?: readonly string[]
  /** Milliseconds since 1970, for a Retry-After that names a date. Default: now. */
  readonly now?: number
  /** Bytes of body, or characters where it is a string. Default 64 MiB. */
  readonly maxBytes?: number
  /** Levels of nesting. Default 512. */
  readonly maxDepth?: number
  /** What XML under 2xx becomes that no dialect recognizes: a `shape` fault (default), or a success that holds the tree. */
  readonly unrecognized?: 'fault' | 'accept'
}

/** Reads one HTTP answer. Never throws for what came; a mistake in the call is a `TypeError`. */
export type Normalize = (reply: HttpReply, options?: NormalizeOptions) => Result<Reply<XmlElement>, Fault>

/**
 * Makes a `normalize` that knows the given dialects and no others.
 *
 * @throws TypeError for mistakes in the program: a body that is neither text nor bytes, or a dialect's name that
 * none of them has
 */
export function normalizer(dialects: readonly Dialect[]): Normalize {
  return (given, options = {}) => {
    const reply = checked(given)
    const asked = options.dialects?.map(one => dialectOf(one, dialects)) ?? dialects
    const named = options.dialect === undefined ? undefined : dialectOf(options.dialect, asked)
    const context: ReplyContext = {
      status: reply.status,
      retryAfterMs: retryAfterMs(reply.headers, options.now ?? Date.now()),
      dialect: named?.name,
      mask: masker(options.secrets),
    }
    const keep = (text: string) => keepable(context.mask(text))
    const read = readReply(reply, { ...options, dialects: asked, named, context })
    return read.map(done => masked(done, keep)).mapErr(fault => maskData(fault, keep))
  }
}

/**
 * What programs without types hand over: a missing header list or body, the buffer that fetch gives, a status that
 * is no number (it becomes 0, which means nothing).
 */
function checked({ status, headers, body }: HttpReply): HttpReply {
  return { status: Number.isInteger(status) ? status : 0, headers: headers ?? {}, body: checkedBody(body ?? '') }
}

function checkedBody(body: unknown): string | Uint8Array {
  if (typeof body === 'string') return body
  if (body instanceof ArrayBuffer) return new Uint8Array(body)
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength)
  throw new TypeError('body: is neither text nor bytes')
}

interface Reader extends Omit<NormalizeOptions, 'dialect' | 'dialects'> {
  readonly dialects: readonly Dialect[]
  readonly named: Dialect | undefined
  readonly context: ReplyContext
}

function dialectOf(wanted: string | Dialect, known: readonly Dialect[]): Dialect {
  if (typeof wanted !== 'string') return wanted
  const found = known.find(dialect => dialect.name === wanted)
  if (found !== undefined) return found
  throw new TypeError(`dialect: no dialect is named "${wanted}"; known are ${known.map(one => one.name).join(', ')}`)
}

/** Bytes to text to tree, and on to the dialect; each stage that stops gives its own kind of fault. */
function readReply(reply: HttpReply, reader: Reader): Result<Reply<XmlElement>, Fault> {
  return unpack(reply).match(
    ({ message }) => readBody(message, reader),
    problem => err(xmlFault({ ...problem, line: 1, column: 1, excerpt: '' }, reader.context)),
  )
}

function readBody(reply: HttpReply, reader: Reader): Result<Reply<XmlElement>, Fault> {
  const decoded = decode(reply.body, {
    ...(reader.maxBytes === undefined ? {} : { maxBytes: reader.maxBytes }),
    ...charsetOf(reply.headers),
  })
  if (decoded.isErr()) return err(xmlFault(decoded.error, reader.context))
  return readDocument(decoded.value, reply, reader)
}

/** Whatever is a document of a service needs no other look; what it is instead is asked only where it is none. */
function readDocument(decoded: Decoded, reply: HttpReply, reader: Reader): Result<Reply<XmlElement>, Fault> {
  const { source, encoding, replaced } = decoded
  const { context, maxDepth } = reader
  const parsed = parse(source, { mask: context.mask, ...(maxDepth === undefined ? {} : { maxDepth }) })
  if (parsed.isErr()) return readOther(decoded, parsed.error, reply, reader)
  const { root, doctype } = parsed.value
  if (isPage(root.localName) || (doctype && sniff(source.text) === 'html')) {
    return err(plainFault({ ...reply, kind: 'html', text: source.text }, reader))
  }
  if (doctype && isEnvelope(root)) return err(xmlFault(DOCTYPE_IN_ENVELOPE, reader.context))
  return readTree(root, reply, source, replaced ? [misencoded(encoding)] : [], reader)
}

/** What is not well formed: another encoding than it seemed, no XML at all, or XML that is spoilt. */
function readOther(
  decoded: Decoded,
  problem: XmlProblem,
  reply: HttpReply,
  reader: Reader,
): Result<Reply<XmlElement>, Fault> {
  const verified = decoded.verified()
  if (verified.source !== decoded.source) return readDocument(verified, reply, reader)
  const { text } = decoded.source
  const kind = sniff(text)
  if (kind === 'xml') return err(xmlFault(problem, reader.context))
  return readText({ ...reply, kind, text }, decoded.replaced ? [misencoded(decoded.encoding)] : [], reader)
}

/** No XML at all: a success where the caller asked for such a form and the dialect knows it, else a fault. */
function readText(reply: PlainReply, warnings: readonly Warning[], reader: Reader): Result<Reply<XmlElement>, Fault> {
  const { named, asked, context } = reader
  const reading = asked === undefined || !isSuccess(reply.status) ? undefined : named?.readText?.(reply, asked)
  if (named === undefined || reading === undefined) return err(plainFault(reply, reader))
  return answer(reading, named, context, warnings, () => httpFault(reply, context))
}

/** A document type declaration is forbidden in SOAP messages. @see SOAP 1.1 section 3, SOAP 1.2 Part 1 section 5 */
const DOCTYPE_IN_ENVELOPE = {
  problem: 'doctype',
  message: 'A SOAP envelope must not carry a document type declaration',
  line: 1,
  column: 1,
  excerpt: '<!DOCTYPE',
} as const

function misencoded(encoding: string): Warning {
  return { message: `The body is not valid in the encoding it declares and was read as ${encoding}` }
}

function plainFault(reply: PlainReply, { named, context }: Reader): Fault {
  const [refusal, ...more] = named?.readHttp?.({ ...reply, text: maskedBeginning(reply.text, context.mask) }) ?? []
  return named === undefined || refusal === undefined
    ? httpFault(reply, context)
    : enrich([refusal, ...more], named.catalog, context)
}

function readTree(
  root: XmlElement,
  reply: HttpReply,
  source: Source,
  warnings: readonly Warning[],
  reader: Reader,
): Result<Reply<XmlElement>, Fault> {
  // Only where the status or nobody's document must explain it: the text of a large reply is a large string.
  const plain = () => ({ ...reply, kind: 'xml', text: source.text }) as const
  const byStatus = (context: ReplyContext) => httpFault(plain(), context)
  const ofNobody = () => plainFault(plain(), reader)
  const dialect = recognize(root, reader)
  if (dialect === undefined) return unrecognized(root, ofNobody, warnings, reader)
  const reading = dialect.read(root, reader.asked)
  const context = { ...reader.context, dialect: dialect.name }
  // Another dialect than the named one may explain a refusal, never declare a success.
  if (reader.named !== undefined && dialect !== reader.named && reading.kind !== 'refused') {
    return unrecognized(root, ofNobody, warnings, reader)
  }
  return answer(reading, dialect, context, warnings, () => byStatus(context))
}

function recognize(root: XmlElement, { dialects, named }: Reader): Dialect | undefined {
  if (named?.recognize(root) === true) return named
  const ranked = (rank: Dialect['rank']) => dialects.find(dialect => dialect.rank === rank && dialect.recognize(root))
  return named === undefined ? (ranked('specific') ?? ranked('generic')) : ranked('generic')
}

function unrecognized(
  root: XmlElement,
  byStatus: () => Fault,
  warnings: readonly Warning[],
  { context, unrecognized, named }: Reader,
): Result<Reply<XmlElement>, Fault> {
  if (!isSuccess(context.status)) return err(byStatus())
  if (unrecognized === 'accept' && named === undefined) {
    const outcome = { index: 0, operation: root.localName, result: ok(root) }
    return ok({ kind: 'answer', dialect: 'unrecognized', outcomes: [outcome], warnings })
  }
  const whose = named === undefined ? 'No dialect recognizes' : `The dialect ${named.name} does not recognize`
  return err(shapeFault({ problem: 'unrecognized', message: `${whose} <${root.name}>`, path: root.localName }, context))
}

/** The reply with all texts of its faults and warnings fit to be kept. */
function masked(reply: Reply<XmlElement>, keep: (text: string) => string): Reply<XmlElement> {
  const warnings = maskData(reply.warnings, keep)
  if (reply.kind === 'acknowledgement') return { ...reply, warnings }
  const outcomes = reply.outcomes.map(outcome => {
    if (outcome.result.isOk()) return outcome
    return { ...outcome, result: err(maskData(outcome.result.error, keep)) }
  })
  return { ...reply, outcomes, warnings }
}
