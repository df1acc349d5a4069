import { GrowingBytes } from '../../xml/growing-bytes.ts'
import type { TransportReply } from '../transport/contract.ts'
import type { Waited } from './watch.ts'

/** How the reading of a body ended. */
export type Collected = Waited<string | Uint8Array> | { readonly end: 'too-large' } | { readonly end: 'misfit' }

type Wait = <Value>(work: () => PromiseLike<Value>) => Promise<Waited<Value>>

/**
 * Reads a body to its end, or until it has more than `maxBytes`. Each piece is waited for with `wait`.
 *
 * Memory stays within twice the bytes, however small the pieces are.
 */
export async function collect(body: TransportReply['body'], maxBytes: number, wait: Wait): Promise<Collected> {
  if (typeof body === 'string') return byteLengthFits(body, maxBytes) ? { end: 'value', value: body } : TOO_LARGE
  if (isBytes(body)) return body.byteLength <= maxBytes ? { end: 'value', value: body } : TOO_LARGE
  const pieces = open(body)
  if (pieces === undefined) return { end: 'misfit' }
  const collected = await gather(pieces, maxBytes, wait)
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

async function gather(pieces: AsyncIterator<Uint8Array>, maxBytes: number, wait: Wait): Promise<Collected> {
  const gathered = new GrowingBytes()
  let empty = 0
  for (;;) {
    const waited = await wait(async () => read(await pieces.next()))
    if (waited.end !== 'value') return waited
    const piece = waited.value
    if (piece === 'done') return { end: 'value', value: gathered.all() }
    if (piece === 'misfit') return { end: 'misfit' }
    if (piece.byteLength === 0 && ++empty > MOST_EMPTY_PIECES) return { end: 'misfit' } // would never end
    if (!(gathered.length + piece.byteLength <= maxBytes)) return TOO_LARGE
    gathered.add(piece)
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
