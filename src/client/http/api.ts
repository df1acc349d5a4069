import type { ResultAsync } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import type { HttpCallOptions } from './options.ts'

/** What a service answered where it did not refuse. */
export interface HttpAnswer<Data> {
  /** From 200 to 299; of a deletion that was done before also 404 or 410. */
  readonly status: number
  /** By names in lower case; one that came several times is a list. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly data: Data
  /** Status 208: what was asked for had been done already. */
  readonly alreadyReported: boolean
  /** An earlier try did the work, and this one only learned of it. */
  readonly replayed: boolean
}

/** What a body is sent as: text and bytes as they are, a form as one, anything else as JSON. */
export type HttpBody = string | Uint8Array | URLSearchParams | object | number | boolean | null | undefined

type Answered<Data> = ResultAsync<HttpAnswer<Data>, Fault>

/** A service over plain HTTP. No method ever rejects. */
export interface HttpClient {
  /** Changes nothing: repeated after any failure that passes. */
  readonly get: <Data = unknown>(path: string, call?: HttpCallOptions<Data>) => Answered<Data>
  /** The same without a body. */
  readonly head: (path: string, call?: HttpCallOptions<undefined>) => Answered<undefined>
  /** Cannot be done twice: repeated, and where a repeat finds nothing left (404, 410), the first try did it. */
  readonly delete: <Data = unknown>(path: string, call?: HttpCallOptions<Data>) => Answered<Data | undefined>
  /** Never repeated once it may have been done, unless `uniqueBy` names what makes a repeat safe. */
  readonly post: <Data = unknown>(path: string, body?: HttpBody, call?: HttpCallOptions<Data>) => Answered<Data>
  /** Never repeated once it may have been done, unless `idempotency` says otherwise. */
  readonly put: <Data = unknown>(path: string, body?: HttpBody, call?: HttpCallOptions<Data>) => Answered<Data>
  /** The same. */
  readonly patch: <Data = unknown>(path: string, body?: HttpBody, call?: HttpCallOptions<Data>) => Answered<Data>
  /** Lets running calls finish and closes the connections. A transport of your own is left open. */
  readonly close: () => Promise<void>
}
