import type { Secret } from '../../call/credentials.ts'
import type { SharedOptions } from '../options.ts'

/** How to reach and to speak to the SOAP API of one account. */
export interface OpenAirSoapOptions extends SharedOptions {
  /**
   * Such as `https://<company>.app.netsuitesuiteprojectspro.com/soap`. Without user and password. May be absent where
   * `wsdl` names the address.
   */
  readonly url?: string
  readonly auth: OpenAirSoapAuth
  /**
   * The account's own WSDL: its text, an http(s) address or the path of a file. Loaded once, when the first call needs
   * it. Namespaces, actions, address and fields are taken from it; without one those of the published WSDL are used.
   */
  readonly wsdl?: string
}

/**
 * How a user signs in. By password the client logs in by itself when the first call needs it, and again when the
 * session has ended; a password that was refused is not sent again until `login()`. A function for the token is asked
 * with each request; a token given as text, or a session, cannot be renewed.
 */
export type OpenAirSoapAuth =
  | { readonly company: string; readonly user: string; readonly password: string }
  | { readonly accessToken: Secret }
  | { readonly sessionId: Secret }
