import type { Dispatcher } from 'undici'
import type { Headers } from '../wire/http.ts'
import { transportFailure } from './failure.ts'
import { fetchCall } from './fetch-call.ts'

/** One HTTP exchange to be made. Any function of the type `Transport` may make it. */
export interface TransportRequest {
  /** `http:` or `https:`. A user and password in it are sent as Basic authorization, unless a header says otherwise. */
  readonly url: string
  readonly method: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  readonly timeouts: Timeouts
  readonly signal?: AbortSignal
}

/** How long each phase of an exchange may take, in milliseconds. `Infinity` sets no limit. */
export interface Timeouts {
  /** Until the connection stands, name lookup and TLS included. Default 30,000. */
  readonly connectMs: number
  /** From the beginning of sending to the reply's headers. Default 180,000: services work long before they answer. */
  readonly headersMs: number
  /** Between two pieces of the body. Default 60,000. */
  readonly bodyMs: number
}

/** What came back. The body may be whole or a stream of pieces. */
export interface TransportReply {
  readonly status: number
  readonly headers: Headers
  readonly body: string | Uint8Array | AsyncIterable<Uint8Array>
}

/**
 * Sends one request and gives the reply as it came. May throw or reject with whatever its platform throws:
 * `send` turns that into a fault. Must not follow redirects and must not repeat anything by itself.
 *
 * An error with `phase: 'connect'` promises that nothing was sent, so that the call is safe to repeat.
 */
export type Transport = (request: TransportRequest) => Promise<TransportReply>

/** A transport that holds connections. */
export type ClosableTransport = Transport & {
  /** Lets the running calls finish and closes the connections. Later calls fail before they are sent. */
  readonly close: () => Promise<void>
}

/** How `undiciTransport` connects. */
export interface UndiciOptions {
  /** Connections to one origin at a time; a call beyond them waits, within its `connectMs`. Default: no limit. */
  readonly connections?: number
  /** How long an unused connection is kept, in milliseconds, unless the server says less. Default 4,000. */
  readonly keepAliveMs?: number
  /** PEM texts: authorities to trust instead of the platform's, and a client certificate with its key. */
  readonly tls?: {
    readonly ca?: string | string[]
    readonly cert?: string
    readonly key?: string
    readonly passphrase?: string
  }
}

/**
 * Makes the default transport: undici with kept-alive connections, loaded when the first call is made.
 *
 * Follows no redirect, repeats nothing, asks for no compression and unpacks it where it comes all the same.
 * `connectMs` is timed by call, not by agent, so that calls with different limits share their connections.
 * Connections that idle do not keep the process alive.
 */
export function undiciTransport(options: UndiciOptions = {}): ClosableTransport {
  let loading: ReturnType<typeof load> | undefined
  let closed = false
  let closing: Promise<void> | undefined
  const transport: Transport = async request => {
    if (closed) throw transportFailure('connect', undefined, 'UND_ERR_CLOSED')
    const { url, headers } = destination(request)
    loading ??= load(options)
    const { agent, join, call, decoded } = await loading
    const reply = await call({
      dispatcher: agent,
      options: {
        origin: url.origin,
        path: url.pathname + url.search,
        method: request.method as Dispatcher.HttpMethod,
        headers,
        body: request.body ?? null,
      },
      signal: request.signal,
      timeouts: request.timeouts,
      leave: join(url.origin),
    })
    return decoded(reply)
  }
  const close = async () => {
    closed = true
    closing ??= loading?.then(({ agent }) => agent.close())
    await closing
  }
  return Object.assign(transport, { close })
}

async function load({ connections: most, keepAliveMs, tls }: UndiciOptions) {
  const [{ Agent, buildConnector }, { call }, { decoded }, { connections }] = await Promise.all([
    import('undici'),
    import('./undici-call.ts'),
    import('./content-coding.ts'),
    import('./connections.ts'),
  ])
  const { connect, join } = connections(buildConnector({ ...tls, timeout: 0 }))
  const agent = new Agent({
    connect,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    ...(most === undefined ? {} : { connections: most }),
    ...(keepAliveMs === undefined ? {} : { keepAliveTimeout: keepAliveMs }),
  })
  return { agent, join, call, decoded }
}

/** How `fetchTransport` sends. */
export interface FetchOptions {
  /** Default: the global `fetch`, looked up at each call. */
  readonly fetch?: typeof fetch
}

/**
 * Makes a transport over `fetch`, for platforms without sockets.
 *
 * What it cannot do: `fetch` does not tell when the connection stands, so `connectMs + headersMs` is one limit
 * until the headers come, and a timeout or an abort in that time counts as possibly sent. It unpacks by the
 * header alone, so a plain page that is labelled gzip is a fault, and a packed body that was cut off may pass
 * for a shorter one. Node's own `fetch` ends connecting after 10 seconds and each wait after 300, whatever is
 * asked for, keeps trying to connect that long for a call that was given up, and repeats a request that was
 * answered with 421 (which says that it was not worked on). In a browser a redirect cannot be read.
 */
export function fetchTransport(options: FetchOptions = {}): Transport {
  return async request => {
    const { url, headers } = destination(request)
    const { connectMs, headersMs, bodyMs } = request.timeouts
    const init: RequestInit = {
      method: request.method,
      headers: { 'accept-encoding': 'identity', ...headers },
      ...(request.body === undefined ? {} : { body: request.body as BodyInit }),
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
    }
    const send = (signal: AbortSignal) => (options.fetch ?? fetch)(url, { ...init, signal })
    return fetchCall({ send, signal: request.signal, headersMs: connectMs + headersMs, bodyMs })
  }
}

/** The address without credentials, and the headers with them: `fetch` refuses such an address, undici ignores them. */
function destination(request: TransportRequest): { readonly url: URL; readonly headers: Record<string, string> } {
  const url = parsed(request.url)
  const headers = { ...request.headers }
  if (url.username !== '' || url.password !== '') {
    const credentials = new TextEncoder().encode(`${unescaped(url.username)}:${unescaped(url.password)}`)
    headers.authorization ??= `Basic ${btoa(String.fromCharCode(...credentials))}`
    url.username = ''
    url.password = ''
  }
  return { url, headers }
}

function parsed(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw transportFailure('connect', undefined, 'ERR_INVALID_URL')
  }
  return url
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
