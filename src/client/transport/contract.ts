import type { Headers } from '../../wire/http.ts'

/** One HTTP exchange to be made. Any function of the type `Transport` may make it. */
export interface TransportRequest {
  /** `http:` or `https:`. A user and password in it are sent as Basic authorization, unless a header says otherwise. */
  readonly url: string
  readonly method: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** In milliseconds. A transport that cannot time a phase may leave it out: `send` bounds the waits as well. */
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
  /** From the beginning to the last byte, however steadily it trickles. Default 900,000; `send` keeps it. */
  readonly totalMs?: number
}

/** What came back. The body may be whole or a stream of pieces, whose bytes must not change once they are given. */
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
