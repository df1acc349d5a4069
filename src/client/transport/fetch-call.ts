import { type Headers, header } from '../../wire/http.ts'
import type { TransportReply } from './contract.ts'
import { transportFailure } from './failure.ts'
import { byName, withoutPacking } from './headers.ts'
import { type Limiter, limiter } from './limiter.ts'

/** What one call over `fetch` needs. */
interface FetchCallSettings {
  readonly send: (signal: AbortSignal) => Promise<Response>
  readonly signal?: AbortSignal | undefined
  /** From the call to the headers. */
  readonly headersMs: number
  /** Between two pieces of the body. */
  readonly bodyMs: number
}

/** Makes one exchange through `fetch`, with its phases timed. */
export async function fetchCall({ send, signal, headersMs, bodyMs }: FetchCallSettings): Promise<TransportReply> {
  if (signal?.aborted === true) throw transportFailure('connect', signal.reason)
  const bounds = bounded(signal)
  try {
    bounds.start(headersMs, 'UND_ERR_HEADERS_TIMEOUT')
    const response = await send(bounds.signal)
    bounds.stop()
    const reply = { status: response.status, headers: headersOf(response) }
    if (response.body !== null) return { ...reply, body: timed(response.body.getReader(), bodyMs, bounds) }
    bounds.end()
    return { ...reply, body: new Uint8Array() }
  } catch (error) {
    bounds.end()
    throw error
  }
}

interface Bounds extends Limiter {
  /** Aborts when a started limit has passed, or when the caller's own signal does. */
  readonly signal: AbortSignal
  readonly end: () => void
}

function bounded(outer: AbortSignal | undefined): Bounds {
  const controller = new AbortController()
  const onAbort = () => controller.abort(outer?.reason)
  outer?.addEventListener('abort', onAbort, { once: true })
  const limit = limiter(code => controller.abort(transportFailure('unknown', undefined, code)))
  const end = () => {
    limit.stop()
    outer?.removeEventListener('abort', onAbort)
  }
  return { ...limit, signal: controller.signal, end }
}

async function* timed(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  bodyMs: number,
  bounds: Bounds,
): AsyncGenerator<Uint8Array> {
  try {
    for (;;) {
      bounds.start(bodyMs, 'UND_ERR_BODY_TIMEOUT')
      const piece = await reader.read()
      bounds.stop()
      if (piece.done) return
      yield piece.value
    }
  } finally {
    bounds.end()
    reader.cancel().catch(() => {}) // whoever stops reading has no use for what is left
  }
}

const UNPACKED_BY_FETCH = /^(?:gzip|x-gzip|deflate|br)$/i

/** `fetch` unpacks a body and still hands over the headers of the packed one. */
function headersOf({ headers }: Response): Headers {
  const isUnpacked = UNPACKED_BY_FETCH.test(header(headers, 'content-encoding')?.trim() ?? '')
  return isUnpacked ? withoutPacking(headers) : byName(headers)
}
