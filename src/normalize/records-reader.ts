import { err, ok, type Result } from 'neverthrow'
import type { Fault } from '../core/fault.ts'
import { networkFault } from '../core/network-fault.ts'
import type { Reply } from '../core/reply.ts'
import { charsetOf, type Headers } from '../wire/http.ts'
import { decode, MAX_BYTES } from '../xml/decode.ts'
import type { XmlElement } from '../xml/element.ts'
import { parse } from '../xml/parse.ts'
import { Sieve } from '../xml/sieve.ts'
import type { Normalize, NormalizeOptions } from './normalizer.ts'

/** An HTTP answer whose body may still be on its way. */
export interface StreamedReply {
  readonly status: number
  readonly headers: Headers
  /** The bytes as they come, such as the `body` of a fetch response or a stream of Node. They must not change later. */
  readonly body: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string> | Uint8Array | null
}

/** How records are to be read. */
export interface RecordsOptions extends Omit<NormalizeOptions, 'unrecognized' | 'maxBytes'> {
  /** Local names from the root to the records, such as `response/Read/Project`; `*` stands for any one. */
  readonly records: string
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
  return async function* readRecords({ status, headers, body }, { records, asked, ...options }) {
    if (records.split('/').includes('')) throw new TypeError(`records: "${records}" is no path of names`)
    const charset = charsetOf(headers)
    const judge = (text: Uint8Array) => normalize({ status, headers, body: text }, options)
    const sieve = new Sieve({
      records,
      ...charset,
      ...(options.maxDepth === undefined ? {} : { maxDepth: options.maxDepth }),
      mayStart: head => isSuccess(judge(head)),
    })
    try {
      for await (const piece of piecesOf(body)) {
        for (const record of sieve.push(bytesOf(piece))) yield ok(record)
        if (sieve.isBroken || sieve.length > (options.maxBytes ?? MAX_BYTES)) break
      }
    } catch (thrown) {
      if (thrown instanceof WrongPiece) throw new TypeError(thrown.message)
      yield err(explain(thrown))
      return undefined
    }
    const { records: last, remainder } = sieve.end()
    for (const record of last) yield ok(record)
    const told = asked === undefined ? options : { ...options, asked }
    const reply = normalize({ status, headers, body: remainder }, told)
    if (reply.isErr()) {
      yield err(reply.error)
      return undefined
    }
    const refused = reply.value.outcomes.find(({ result }) => result.isErr())
    if (refused?.result.isErr() === true) yield err(refused.result.error)
    else for (const record of remaining(remainder, charset, records, sieve.taken)) yield ok(record)
    return reply.value
  }
}

/** A body may be there already, or there may be none. */
function piecesOf(body: StreamedReply['body']): AsyncIterable<unknown> | Iterable<unknown> {
  return body === null || typeof body === 'string' || ArrayBuffer.isView(body) ? [body ?? ''] : body
}

/** A mistake of the program, told apart from what a body throws. */
class WrongPiece extends Error {}

function bytesOf(piece: unknown): Uint8Array {
  if (typeof piece === 'string') return new TextEncoder().encode(piece)
  if (ArrayBuffer.isView(piece)) return new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength)
  throw new WrongPiece('body: a piece of it is neither text nor bytes')
}

/** Whether a reply says yes as far as it has come: its last command is the one that the records belong to. */
function isSuccess(reply: Result<Reply<XmlElement>, Fault>): boolean {
  return reply.isOk() && reply.value.outcomes.at(-1)?.result.isOk() === true
}

/** Records that were not taken out; the first is an empty element in the place of one that was. */
function remaining(
  remainder: Uint8Array,
  charset: { readonly charset?: string },
  records: string,
  taken: number,
): readonly XmlElement[] {
  const decoded = decode(remainder, { ...charset, maxBytes: Number.POSITIVE_INFINITY })
  const document = decoded.andThen(one => parse(one.verified().source))
  if (document.isErr()) return []
  const [root, ...path] = records.split('/')
  const isNamed = (name: string | undefined) => (element: XmlElement) => name === '*' || element.localName === name
  const found = path.reduce<readonly XmlElement[]>(
    (elements, name) => elements.flatMap(element => element.children.filter(isNamed(name))),
    [document.value.root].filter(isNamed(root)),
  )
  return taken > 0 ? found.slice(1) : found
}

/** What a body throws that comes from elsewhere. Nothing of it is told but that it was an abort or a timeout. */
function brokenOff(thrown: unknown): Fault {
  const name = thrown instanceof Error ? thrown.name : ''
  const problem = name === 'AbortError' ? 'cancelled' : name === 'TimeoutError' ? 'timeout' : 'other'
  return networkFault({ problem, phase: 'body' })
}
