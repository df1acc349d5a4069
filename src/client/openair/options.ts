import type { ClientOptions } from '../call/client-options.ts'
import type { Secret } from '../call/credentials.ts'

/** How to reach and to speak to the XML API of one account. */
export interface OpenAirOptions extends SharedOptions {
  /** Such as `https://<company>.app.netsuitesuiteprojectspro.com/api.pl`. Without user and password. */
  readonly url: string
  /**
   * Sent with every request, for there is no session. A function is asked each time and may renew the token; one
   * that does not answer within `timeouts.connectMs` makes a `request` fault (`credentials`), and nothing is sent.
   */
  readonly auth: OpenAirAuth
}

/** What the clients of both APIs take. */
export interface SharedOptions extends ClientOptions {
  /** Identify the integration; issued by the vendor. */
  readonly namespace: string
  readonly key: string
  /** The client's own name. Default `faultline`. */
  readonly client?: string
  /** The client's own version. Default `1.0`. */
  readonly clientVersion?: string
  readonly errors?: ErrorCacheOptions
}

/** How a user signs in: by password, or by an OAuth token that wins where both are known to the service. */
export type OpenAirAuth =
  | { readonly company: string; readonly user: string; readonly password: string }
  | { readonly accessToken: Secret }

/** How long answers about error codes are kept. */
export interface ErrorCacheOptions {
  /** What the service said of a code, in milliseconds; 0 keeps nothing. Default: for the client's life. */
  readonly ttlMs?: number
  /** That a code is unknown or could not be looked up, in milliseconds; 0 keeps nothing. Default 60,000. */
  readonly missMs?: number
}
