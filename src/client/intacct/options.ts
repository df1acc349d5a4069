import type { RetryChoice } from '../../retry/options.ts'
import type { ClientOptions } from '../call/client-options.ts'
import type { Secret } from '../call/credentials.ts'
import type { Timeouts } from '../transport/contract.ts'

/** How to reach and to speak to the XML gateway, as one user of one company. */
export type IntacctOptions = IntacctCommon & (IntacctByLogin | IntacctBySession)

interface IntacctCommon extends ClientOptions {
  /** Default `https://api.intacct.com/ia/xml/xmlgw.phtml`. For a given `sessionId` the endpoint that it came with. */
  readonly url?: string
  /** The Web Services license. A function for the password is asked with each request. */
  readonly sender: { readonly id: string; readonly password: Secret }
  /**
   * In milliseconds. Default 30 s to connect, 16 min until the answer begins (the service may work for 15), 60 s between two
   * pieces of it, 18 min in all.
   */
  readonly timeouts?: Partial<Timeouts>
  /**
   * How failures are repeated that a repeat cannot harm and may help. Default: up to three repeats, none begun later than
   * half an hour after the first try, the first of them after a second or two; `false` gives every first failure.
   */
  readonly retry?: RetryChoice
  /**
   * Calls of this client under way at a time; others wait for their turn. Default 2: the service lets a company have
   * few, and refuses more (`GW-0010`).
   */
  readonly concurrency?: number
  /**
   * Whether requests that write tell the service to look for their control IDs first, so that a repeat carries nothing out
   * twice. Default true. With `false` no write is ever repeated whose outcome is unknown.
   */
  readonly uniqueid?: boolean
  /** Asks the service to add `additionalinfo` to each error. Default false. */
  readonly errorDetails?: boolean
  /**
   * Hosts, beside that of `url`, at which a session may be used: an answer to a sign-in names one, and the credentials go
   * there. Where `url` is of `intacct.com`, so are those that need no mention.
   */
  readonly hosts?: readonly string[]
  /**
   * Where control IDs come from. Default: random UUIDs. Must never give the same twice, also not after a restart: a
   * function under an old ID would be taken for one that had been carried out.
   */
  readonly newId?: () => string
}

/** Signs in by itself when the first call needs it, and again when the session has ended. */
export interface IntacctByLogin {
  readonly credentials: IntacctCredentials
  readonly sessionId?: never
}

/** Uses a session that the program holds. A function is asked with each request, and once more after a refusal. */
export interface IntacctBySession {
  readonly sessionId: Secret
  readonly credentials?: never
}

/** A user of one company. A function for the password is asked at each sign-in. */
export interface IntacctCredentials {
  readonly companyId: string
  readonly userId: string
  readonly userPassword: Secret
  /** The entity to work in; absent: the top level. */
  readonly locationId?: string
  readonly clientId?: string
}
