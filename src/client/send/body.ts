import { header } from '../../wire/http.ts'
import { GrowingBytes } from '../../xml/growing-bytes.ts'
import type { TransportReply } from '../transport/contract.ts'
import type { Waited } from './watch.ts'

/** How the reading of a body ended. */
export type Collected = Waited<string | Uint8Array> | { readonly end: 'too-large' } | { readonly end: 'misfit' }

type BodyReply = Pick<TransportReply, 'body' | 'headers'>

type Wait = <Value>(work: () => PromiseLike<Value>) => Promise<Waited<Value>>

/**
 * Reads a body to its end, or until it has more than `maxBytes`. Each piece is waited for with `wait`.
 *
 * Memory stays within twice the bytes, however small the pieces are, and what Content-Length says is only a hint.
 */
export async function collect({ body, headers }: BodyReply, maxBytes: number, wait: Wait): Promise<Collected> {
  if (typeof body === 'string') return byteLengthFits(body, maxBytes) ? { end: 'value', value: body } : TOO_LARGE
  if (isBytes(body)) return body.byteLength <= maxBytes ? { end: 'value', value: body } : TOO_LARGE
  const pieces = open(body)
  if (pieces === undefined) return { end: 'misfit' }
  const collected = await gather(pieces, maxBytes, wait, lengthIn(headers))
  if (collected.end !== 'value') close(pieces)
  return collected
}

/** Closes the body of a reply that nobody will read. */
export function discard(reply: unknown): void {
  try {
    const { body } = reply as TransportReply
    if (typeof body === 'string' || isBytes(body)) return
    if ('destroy' in body && typeof body.destroy === 'function') body.destroy()
    else if ('cancel' in body && typeof body.cancel === 'function') swallow(body.cancel())
    else close(body[Symbol.asyncIterator]())
  } catch {
    // not even a reply: there is nothing to close
  }
}

/** Also where the bytes come from another realm, such as a test runner's, whose `Uint8Array` is not this one's. */
function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === '[object Uint8Array]'
}

const TOO_LARGE: Collected = { end: 'too-large' }
const MOST_EMPTY_PIECES = 1_000

function lengthIn(headers: TransportReply['headers']): number {
  const length = header(headers, 'content-length') ?? ''
  return /^\d{1,10}$/.test(length) ? Number(length) : 0
}

async function gather(
  pieces: AsyncIterator<Uint8Array>,
  maxBytes: number,
  wait: Wait,
  expected: number,
): Promise<Collected> {
  const gathered = new GrowingBytes(expected <= maxBytes ? expected : 0)
  const read = piecesBy(pieces, wait)
  for (;;) {
    const next = await read()
    if (next.end === 'done') return { end: 'value', value: gathered.all() }
    if (next.end !== 'value') return next
    if (!(gathered.length + next.value.byteLength <= maxBytes)) return TOO_LARGE
    gathered.add(next.value)
  }
}

/** How the wait for one piece of a body ended: `done` where there are no more. */
export type Piece = Waited<Uint8Array> | { readonly end: 'done' } | { readonly end: 'misfit' }

/** Opens a body to be read piece by piece; `close` is for a reader who wants no more. */
export function pieces(
  body: TransportReply['body'],
  wait: Wait,
): { readonly next: () => Promise<Piece>; readonly close: () => void } {
  if (typeof body === 'string' || isBytes(body)) {
    const whole = [typeof body === 'string' ? new TextEncoder().encode(body) : body]
    return {
      next: async () => {
        const value = whole.pop()
        return value === undefined ? { end: 'done' } : { end: 'value', value }
      },
      close: () => {},
    }
  }
  const opened = open(body)
  if (opened === undefined) return { next: async () => ({ end: 'misfit' }), close: () => {} }
  return { next: piecesBy(opened, wait), close: () => close(opened) }
}

function piecesBy(from: AsyncIterator<Uint8Array>, wait: Wait): () => Promise<Piece> {
  let empty = 0
  return async () => {
    const waited = await wait(async () => read(await from.next()))
    if (waited.end !== 'value') return waited
    const piece = waited.value
    if (piece === 'done' || piece === 'misfit') return { end: piece }
    if (piece.byteLength === 0 && ++empty > MOST_EMPTY_PIECES) return { end: 'misfit' } // would never end
    return { end: 'value', value: piece }
  }
}

function read(next: IteratorResult<unknown>): Uint8Array | 'done' | 'misfit' {
  if (next.done === true) return 'done'
  return isBytes(next.value) ? next.value : 'misfit'
}

function open(body: AsyncIterable<Uint8Array>): AsyncIterator<Uint8Array> | undefined {
  try {
    return body[Symbol.asyncIterator]()
  } catch {
    return undefined
  }
}

function close(pieces: AsyncIterator<Uint8Array>): void {
  try {
    swallow(pieces.return?.())
  } catch {
    // it refuses to be closed; nothing waits for it
  }
}

function swallow(promised: unknown): void {
  new Promise(resolve => resolve(promised)).catch(() => {})
}

function byteLengthFits(text: string, maxBytes: number): boolean {
  if (text.length * 3 <= maxBytes) return true
  return text.length <= maxBytes && new TextEncoder().encode(text).byteLength <= maxBytes
}
