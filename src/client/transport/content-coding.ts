import { pipeline, Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import { header } from '../../wire/http.ts'
import type { TransportReply } from './contract.ts'
import { withoutPacking } from './headers.ts'

/** A reply whose body comes from a socket. */
export interface StreamedReply extends TransportReply {
  readonly body: Readable
}

/**
 * Unpacks a body that a server compressed without being asked to: gzip, deflate or Brotli, one coding.
 *
 * The first bytes decide whether it is what the header says, for error pages are often sent plain under the
 * header of the page that failed. An unpacked reply has neither `content-encoding` nor `content-length`.
 * Nothing is unpacked ahead of the reader, so that a cap on what is read also holds off a zip bomb.
 *
 * @see RFC 9110 section 8.4.1
 */
export function decoded(reply: StreamedReply): TransportReply {
  const coding = header(reply.headers, 'content-encoding')?.trim().toLowerCase()
  const choose = coding === undefined ? undefined : CODINGS.get(coding)
  if (choose === undefined) return reply
  return { ...reply, headers: withoutPacking(reply.headers), body: unpacked(reply.body, choose) }
}

/** By the first bytes: how to unpack what follows, or undefined where it is plain. */
type Choose = (head: Uint8Array) => Transform | undefined

const HEAD_BYTES = 3

const gzip: Choose = ([first, second]) => (first === 0x1f && second === 0x8b ? createGunzip() : undefined)

/** The header promises the zlib format; some servers send the bare deflate stream instead. */
const deflate: Choose = head => {
  const [first = 0, second = 0] = head
  const isZlib = (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0
  if (isZlib) return createInflate()
  return isPlain(head) ? undefined : createInflateRaw()
}

const brotli: Choose = head => (isPlain(head) ? undefined : createBrotliDecompress())

const CODINGS: ReadonlyMap<string, Choose> = new Map([
  ['gzip', gzip],
  ['x-gzip', gzip],
  ['deflate', deflate],
  ['br', brotli],
])

/** XML, HTML, JSON or a byte order mark: no Brotli stream with content begins so, and hardly a deflate stream. */
function isPlain([first, second, third]: Uint8Array): boolean {
  return first === 0x3c || first === 0x7b || (first === 0xef && second === 0xbb && third === 0xbf)
}

async function* unpacked(body: Readable, choose: Choose): AsyncGenerator<Uint8Array> {
  try {
    const pieces: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]()
    const head = await headOf(pieces)
    const all = followedBy(head, pieces)
    const unpacker = head.length === 0 ? undefined : choose(head)
    if (unpacker === undefined) yield* all
    else yield* pipeline(Readable.from(all), unpacker, noop)
  } finally {
    body.destroy()
  }
}

const noop = () => {}

async function headOf(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array()
  while (head.length < HEAD_BYTES) {
    const next = await pieces.next()
    if (next.done === true) break
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value])
  }
  return head
}

async function* followedBy(head: Uint8Array, pieces: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value
}
