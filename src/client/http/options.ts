import type { z } from 'zod'
import type { Idempotency } from '../../core/operation.ts'
import type { RetryChoice } from '../../retry/options.ts'
import type { ClientOptions } from '../call/client-options.ts'
import type { Secret } from '../call/credentials.ts'
import type { Timeouts } from '../transport/contract.ts'

/** How to reach a service over plain HTTP. */
export interface HttpOptions extends ClientOptions {
  /** What all paths begin with, such as `https://api.example.com/v1`. Without user, password and query. */
  readonly url: string
  /** What requests are signed with. A function is asked for each, and once more where its secret was refused. */
  readonly auth?: HttpAuth
  /** Headers of every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Further credentials, in headers or bodies, to be hidden wherever they come back. */
  readonly secrets?: readonly string[]
}

/** How requests are signed. */
export type HttpAuth =
  | { readonly bearer: Secret }
  | { readonly user: string; readonly password: Secret }
  /** A key by itself in a header of its own. */
  | { readonly header: string; readonly key: Secret }

/** A value of a query. */
type QueryValue = string | number | boolean | undefined

/** What concerns one call only. */
export interface HttpCallOptions<Data = unknown> {
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[]>>
  readonly headers?: Readonly<Record<string, string>>
  /** What the data of a success must be. Default: anything, typed `unknown`. */
  readonly schema?: z.ZodType<Data>
  /** How the body of a success is read. Default `json`; an empty body is `undefined`, or the text `''`. */
  readonly as?: 'json' | 'text'
  /**
   * For a POST: the field of the body, by its path with dots, whose value the service takes only once, so that a second
   * try cannot make a second record. Only the service's documentation can tell. Without it a POST is never repeated
   * once it may have been done.
   */
  readonly uniqueBy?: string
  /** What a second try of this call does, where the service documents more than its method tells. */
  readonly idempotency?: Idempotency
  /** What the call is named in faults and spans. Default: the method. */
  readonly operation?: string
  /**
   * This call repeats one of an earlier run of the program whose outcome is unknown. The client's own repeats need no
   * telling.
   */
  readonly repeat?: boolean
  readonly signal?: AbortSignal
  /** In milliseconds, in place of those of the client. */
  readonly timeouts?: Partial<Timeouts>
  /** How this call is repeated, in place of what the client does; `false` gives the first failure. */
  readonly retry?: RetryChoice
}
