import type { ClientOptions } from '../call/client-options.ts'
import type { Secret } from '../call/credentials.ts'

/** How to reach and to speak to the XML-RPC API of Keap. */
export interface KeapOptions extends ClientOptions {
  /** Default `https://api.infusionsoft.com/crm/xmlrpc/v1`. Without user, password and query. */
  readonly url?: string
  readonly auth: KeapAuth
  /**
   * The time zone that the application thinks in, such as `America/New_York`: a `Date` is written as clocks there show it.
   * Without it a `Date` is refused, for the type on the wire has no zone; a text such as `20240229T07:05:09` goes as it is.
   */
  readonly timeZone?: string
}

/**
 * What calls are signed with: an OAuth token (`Authorization: Bearer`), a Service Account Key or Personal Access Token
 * (`X-Keap-API-Key`), or the key of an application (first parameter; Keap itself has revoked those). A function is asked
 * for each call, and once more where its credential was refused.
 */
export type KeapAuth = { readonly accessToken: Secret } | { readonly serviceKey: Secret } | { readonly apiKey: Secret }
