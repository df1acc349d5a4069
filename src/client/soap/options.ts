import type { IOptions } from 'soap'
import type { Idempotency } from '../../core/operation.ts'
import type { Dialect } from '../../dialects/contract.ts'
import type { RetryChoice } from '../../retry/options.ts'
import type { Clock } from '../../retry/sleep.ts'
import type { Hooks } from '../call/hooks.ts'
import type { Timeouts, Transport } from '../transport/contract.ts'
import type { DetailSchemas } from './fault.ts'

/** How messages travel, for a client or for node-soap itself. */
export interface SoapTransportOptions {
  /** Default: undici, loaded with the first call. */
  readonly transport?: Transport
  /** In milliseconds. Default 30 s to connect, 180 s until the answer begins, 60 s between two pieces of it, 15 min in all. */
  readonly timeouts?: Partial<Timeouts>
  /** The most that an answer may have, in bytes. Default 64 MiB. */
  readonly maxBytes?: number
  /** Cancels every call. */
  readonly signal?: AbortSignal
  /** Default: the machine's. */
  readonly clock?: Clock
}

/** What makes calls of a node-soap client. */
export interface SoapCallerOptions<Details extends DetailSchemas = DetailSchemas> extends SoapTransportOptions {
  /** The service and the port of the WSDL. Default: every port that speaks SOAP, the first one that has the operation. */
  readonly service?: string
  readonly port?: string
  /**
   * What a second try of an operation does, by its name. Default `once`: where nobody knows what became of a call it
   * may have been done, and the remedy is to look.
   */
  readonly idempotency?: Readonly<Record<string, Idempotency>>
  /**
   * Schemas (zod's, or anything with a `safeParse`) of what stands in the `detail` of a Fault, by the name of the
   * element: `{ '{urn:example:orders}OrderFault': schema }`. The fault then has a typed `detail`.
   */
  readonly faults?: Details
  /** How this API says no in a result that is no Fault, if it does. Default: only a Fault is a refusal. */
  readonly dialect?: Dialect
  /** Credentials to be hidden wherever they come back, beside those that faultline finds in the messages by their names. */
  readonly secrets?: readonly string[]
  readonly hooks?: Hooks
  /**
   * How failures are repeated that a repeat cannot harm and may help. Default: up to three repeats within two minutes;
   * `false` gives every first failure.
   */
  readonly retry?: RetryChoice
}

/** What bounds the loading of a WSDL together with all that it imports. Beyond them it is a fault. */
export interface WsdlLimits {
  /** In milliseconds. Default 120,000. `timeouts` hold for each document as well. */
  readonly totalMs?: number
  /** Default 500. */
  readonly maxDocuments?: number
  /** Default 64 MiB. */
  readonly maxBytes?: number
}

/** How a WSDL is loaded and its service called. */
export interface SoapOptions<Details extends DetailSchemas = DetailSchemas> extends SoapCallerOptions<Details> {
  /** Where the service answers, in place of the address in the WSDL. */
  readonly endpoint?: string
  /**
   * Headers to get the WSDL with, such as an authorization. Only for a WSDL at an http(s) address, and for what it
   * imports from the same origin: no other server gets them.
   */
  readonly wsdlHeaders?: Readonly<Record<string, string>>
  readonly wsdlLimits?: WsdlLimits
  /** Further options of node-soap, such as `forceSoap12Headers`; none that would send past the transport. */
  readonly soap?: Omit<
    IOptions,
    'httpClient' | 'request' | 'stream' | 'returnSaxStream' | 'endpoint' | 'wsdl_headers' | 'wsdlCache'
  >
}

/** What concerns one call only. */
export interface SoapCallOptions {
  /** Cancels this call; the client's own signal cancels all. */
  readonly signal?: AbortSignal
  /** In milliseconds, in place of those of the client. */
  readonly timeouts?: Partial<Timeouts>
  /** HTTP headers of this call. */
  readonly headers?: Readonly<Record<string, string>>
  /** Options of node-soap for this call: `attachments`, `forceMTOM`, `forceGzip`, `exchangeId`, `postProcess`. */
  readonly soap?: Readonly<Record<string, unknown>>
  /** What a second try of this call does, in place of what is known of its operation. */
  readonly idempotency?: Idempotency
  /** How this call is repeated, in place of what the client does; `false` gives the first failure. */
  readonly retry?: RetryChoice
}
