import type { Dispatcher } from 'undici'
import type { ClosableTransport, Transport } from './transport/contract.ts'
import { destination } from './transport/destination.ts'
import { transportFailure } from './transport/failure.ts'
import { fetchCall } from './transport/fetch-call.ts'

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
 *
 * @example
 * const transport = undiciTransport({ connections: 10, keepAliveMs: 30_000 })
 * const api = openAirXml({ url, namespace, key, auth, transport })
 * // ...
 * await transport.close()
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
    import('./transport/undici-call.ts'),
    import('./transport/content-coding.ts'),
    import('./transport/connections.ts'),
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
 *
 * @example
 * const api = openAirXml({ url, namespace, key, auth, transport: fetchTransport() })
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
