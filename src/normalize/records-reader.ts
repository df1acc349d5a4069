import { err, ok, type Result } from 'neverthrow'
import type { Fault, XmlProblem } from '../core/fault.ts'
import { networkFault } from '../core/network-fault.ts'
import type { Reply } from '../core/reply.ts'
import { charsetOf, type Headers } from '../wire/http.ts'
import { decode, MAX_BYTES } from '../xml/decode.ts'
import type { XmlElement } from '../xml/element.ts'
import { parse } from '../xml/parse.ts'
import { Sieve, type SieveOptions } from '../xml/sieve.ts'
import type { Normalize, NormalizeOptions } from './normalizer.ts'
import { xmlFault } from './xml-fault.ts'

/** An HTTP answer whose body may still be on its way. */
export interface StreamedReply {
  readonly status: number
  readonly headers: Headers
  /** The bytes as they come, such as the `body` of a fetch response or a stream of Node. They must not change later. */
  readonly body: AsyncIterable<Uint8Array> | Iterable<Uint8Array> | Uint8Array | null
}

/** How records are to be read. */
export interface RecordsOptions extends Omit<NormalizeOptions, 'unrecognized' | 'maxBytes'> {
  /** Local names from the root to the records, such as `response/Read/Project`; `*` stands for any one. */
  readonly records: string
  /** Narrows what the last name of the path stands for. */
  readonly isRecord?: (localName: string) => boolean
  /**
   * Bytes that may be held: of one record, and of all that is around the records. Default 64 MiB. The reply itself may
   * be as long as it likes.
   */
  readonly maxBytes?: number
}

/** Reads the records of one HTTP answer. Never throws for what came; a mistake in the call is a `TypeError`. */
export type ReadRecords = (
  reply: StreamedReply,
  options: RecordsOptions,
) => AsyncGenerator<Result<XmlElement, Fault>, Reply<XmlElement> | undefined, undefined>

/**
 * Makes a `readRecords` of a `normalize`.
 *
 * @param explain makes a fault of what the body throws
 */
export function recordsReader(normalize: Normalize, explain: (thrown: unknown) => Fault = brokenOff): ReadRecords {
  return async function* readRecords({ status, headers, body }, { records, isRecord, asked, ...options }) {
    const sieving = sieveOptions(records, isRecord, headers, options.maxDepth)
    const judge = (text: Uint8Array) => normalize({ status, headers, body: text }, options)
    const sieve = new Sieve({ ...sieving, mayStart: head => hasSucceeded(judge(head)) })
    const { maxBytes = MAX_BYTES } = options
    const provenance = { status, retryAfterMs: undefined, dialect: undefined }
    const pieces = opened(body)
    try {
      for (;;) {
        const next = await taken(pieces, explain)
        if (next.isErr()) {
          yield err(next.error)
          return undefined
        }
        if (next.value.done === true) break
        for (const record of sieve.push(bytesOf(next.value.value))) yield ok(record)
        if (sieve.length > maxBytes) for (const record of sieve.flush()) yield ok(record)
        if (sieve.length > maxBytes) {
          yield err(xmlFault(tooLarge(maxBytes), provenance))
          return undefined
        }
        if (sieve.isBroken) break
      }
    } finally {
      await closed(pieces)
    }

    const { records: last, remainder } = sieve.end()
    for (const record of last) yield ok(record)
    if (sieve.lists.includes(true) && !isUtf8(remainder)) {
      yield err(xmlFault(MISENCODED, provenance))
      return undefined
    }
    const told = asked === undefined ? options : { ...options, asked }
    const reply = normalize({ status, headers, body: remainder }, told)
    if (reply.isErr()) {
      yield err(reply.error)
      return undefined
    }
    const refused = reply.value.outcomes.find(({ result }) => result.isErr())
    if (refused?.result.isErr() === true) yield err(refused.result.error)
    else if (!sieve.isComplete) for (const record of remaining(remainder, sieving, sieve.lists)) yield ok(record)
    return reply.value
  }
}

function sieveOptions(
  records: string,
  isRecord: SieveOptions['isRecord'],
  headers: Headers,
  maxDepth: number | undefined,
): SieveOptions {
  if (typeof records !== 'string' || records.split('/').includes('')) {
    throw new TypeError(`records: "${records}" is no path of names`)
  }
  return {
    records,
    ...charsetOf(headers ?? {}),
    ...(isRecord === undefined ? {} : { isRecord }),
    ...(maxDepth === undefined ? {} : { maxDepth }),
  }
}

type Opened = AsyncIterator<unknown> | Iterator<unknown>

/** A body may be there already, or there may be none. Text has no charset, so it is for `normalize`. */
function opened(body: unknown): Opened {
  const whole = body ?? new Uint8Array()
  if (whole instanceof ArrayBuffer || ArrayBuffer.isView(whole)) return [whole].values()
  if (typeof whole === 'object') {
    const { [Symbol.asyncIterator]: openLater, [Symbol.iterator]: open } = whole as Partial<
      AsyncIterable<unknown> & Iterable<unknown>
    >
    const iterator = openLater?.call(whole) ?? open?.call(whole)
    if (iterator !== undefined) return iterator
  }
  throw new TypeError('body: is neither bytes nor a stream of them')
}

async function taken(
  pieces: Opened,
  explain: (thrown: unknown) => Fault,
): Promise<Result<IteratorResult<unknown>, Fault>> {
  try {
    return ok(await pieces.next())
  } catch (thrown) {
    return err(explain(thrown))
  }
}

/** Nobody wants more of it; a body that is at its end does not mind. */
async function closed(pieces: Opened): Promise<void> {
  try {
    await pieces.return?.()
  } catch {
    // what it throws now concerns nobody
  }
}

function bytesOf(piece: unknown): Uint8Array {
  if (piece instanceof ArrayBuffer) return new Uint8Array(piece)
  if (ArrayBuffer.isView(piece)) return new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength)
  throw new TypeError('body: a piece of it is not bytes')
}

/** Records that were given out were read as UTF-8, so that the rest cannot be read otherwise. */
const MISENCODED = problemOf('encoding', 'The body is not UTF-8, as which its first records were read')

/** A last character may be cut off. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

function problemOf(problem: XmlProblem['problem'], message: string): XmlProblem {
  return { problem, message, line: 1, column: 1, excerpt: '' }
}

function tooLarge(maxBytes: number): XmlProblem {
  return problemOf('too-large', `More than ${maxBytes} bytes would have to be held`)
}

/** Whether a reply says yes as far as it has come: its last command is the one that the records belong to. */
function hasSucceeded(reply: Result<Reply<XmlElement>, Fault>): boolean {
  return reply.isOk() && reply.value.outcomes.at(-1)?.result.isOk() === true
}

/**
 * Records that were not taken out. The first in a list that has given some is an empty element in place of one that was.
 *
 * What remains was read before, so that it is a document is known.
 */
function remaining(
  remainder: Uint8Array,
  { records, isRecord, charset, maxDepth }: SieveOptions,
  lists: readonly boolean[],
): readonly XmlElement[] {
  const decoded = decode(remainder, { maxBytes: remainder.length, ...(charset === undefined ? {} : { charset }) })
  const { source } = decoded._unsafeUnwrap().verified()
  const { root } = parse(source, maxDepth === undefined ? {} : { maxDepth })._unsafeUnwrap()
  const names = records.split('/')
  const fits = (element: XmlElement, step: number) => names[step] === '*' || names[step] === element.localName
  const among = (elements: readonly XmlElement[], step: number) => elements.filter(element => fits(element, step))
  const isOne = (element: XmlElement) => isRecord?.(element.localName) !== false
  const last = names.length - 1
  if (last === 0) return among([root], 0).filter(isOne)
  const holders = names
    .slice(1, -1)
    .reduce((found, _, index) => found.flatMap(element => among(element.children, index + 1)), among([root], 0))
  return holders.flatMap((holder, index) => {
    const found = among(holder.children, last).filter(isOne)
    return lists[index] === true ? found.slice(1) : found
  })
}

/** What a body throws that comes from elsewhere. Nothing of it is told but that it was an abort or a timeout. */
function brokenOff(thrown: unknown): Fault {
  const name = thrown instanceof Error ? thrown.name : ''
  const problem = name === 'AbortError' ? 'cancelled' : name === 'TimeoutError' ? 'timeout' : 'other'
  return networkFault({ problem, phase: 'body' })
}
