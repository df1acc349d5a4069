import { systemClock } from '../retry/sleep.ts'
import { type Headers, header } from '../wire/http.ts'
import { transportFailure } from './failure.ts'

/** What one call over `fetch` needs. */
export interface FetchCallSettings {
  readonly send: (signal: AbortSignal) => Promise<Response>
  readonly signal?: AbortSignal | undefined
  /** From the call to the headers. */
  readonly headersMs: number
  /** Between two pieces of the body. */
  readonly bodyMs: number
}

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array | AsyncIterable<Uint8Array>
}

/** Makes one exchange through `fetch`, with its phases timed. */
export async function fetchCall({ send, signal, headersMs, bodyMs }: FetchCallSettings): Promise<Answer> {
  if (signal?.aborted === true) throw transportFailure('connect', signal.reason)
  const limit = limiter(signal)
  try {
    limit.start(headersMs, 'UND_ERR_HEADERS_TIMEOUT')
    const response = await send(limit.signal)
    limit.stop()
    const reply = { status: response.status, headers: headersOf(response) }
    if (response.body !== null) return { ...reply, body: timed(response.body.getReader(), bodyMs, limit) }
    limit.end()
    return { ...reply, body: new Uint8Array() }
  } catch (error) {
    limit.end()
    throw error
  }
}

interface Limiter {
  /** Aborts when a started limit has passed, or when the caller's own signal does. */
  readonly signal: AbortSignal
  readonly start: (limitMs: number, code: string) => void
  readonly stop: () => void
  readonly end: () => void
}

function limiter(outer: AbortSignal | undefined): Limiter {
  const controller = new AbortController()
  const onAbort = () => controller.abort(outer?.reason)
  outer?.addEventListener('abort', onAbort, { once: true })
  let stop = () => {}
  return {
    signal: controller.signal,
    start: (limitMs, code) => {
      stop()
      stop = systemClock.after(limitMs, () => controller.abort(transportFailure('unknown', undefined, code)))
    },
    stop: () => stop(),
    end: () => {
      stop()
      outer?.removeEventListener('abort', onAbort)
    },
  }
}

async function* timed(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  bodyMs: number,
  limit: Limiter,
): AsyncGenerator<Uint8Array> {
  try {
    for (;;) {
      limit.start(bodyMs, 'UND_ERR_BODY_TIMEOUT')
      const piece = await reader.read()
      limit.stop()
      if (piece.done) return
      yield piece.value
    }
  } finally {
    limit.end()
    reader.cancel().catch(() => {}) // whoever stops reading has no use for what is left
  }
}

const UNPACKED_BY_FETCH = /^(?:gzip|x-gzip|deflate|br)$/i

/** The headers of the body as it is read: `fetch` unpacks it and still hands over the headers of the packed one. */
function headersOf(response: Response): Headers {
  const headers: Record<string, string | string[]> = Object.create(null)
  const cookies = response.headers.getSetCookie()
  for (const [name, value] of response.headers) if (name !== 'set-cookie') headers[name] = value
  if (cookies.length > 0) headers['set-cookie'] = cookies
  if (UNPACKED_BY_FETCH.test(header(headers, 'content-encoding')?.trim() ?? '')) {
    delete headers['content-encoding']
    delete headers['content-length']
  }
  return headers
}
