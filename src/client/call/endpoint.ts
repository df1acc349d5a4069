import type { Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import type { Redacted } from '../../dialects/redact.ts'
import type { Normalize } from '../../normalize/normalizer.ts'
import type { Retrying } from '../../retry/options.ts'
import type { Clock } from '../../retry/sleep.ts'
import type { XmlNode } from '../../xml/node.ts'
import type { Timeouts, Transport } from '../transport/contract.ts'
import type { Hooks } from './hooks.ts'
import type { UnderWay } from './under-way.ts'

/** A request that is ready to become text. What stands beside the element holds for this request only. */
export interface Enveloped extends Redacted {
  readonly node: XmlNode
  /** The mark of the request, where the API echoes it: a reply that carries another answers something else. */
  readonly id?: string
  /** Absent: that of the endpoint. */
  readonly url?: string
  /** Beside those of the endpoint. */
  readonly headers?: Readonly<Record<string, string>>
  /** What the request was signed with, for `renew` to tell old credentials from new ones. */
  readonly signed?: string
}

/** The way to one service: everything that a call needs to know of it. Knows no API by itself. */
export interface Endpoint {
  /** The name of the dialect that is spoken. */
  readonly dialect: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly transport: Transport
  readonly timeouts: Timeouts
  readonly maxBytes?: number
  readonly normalize: Normalize
  /** Puts commands into the element that a request is, credentials and all; asked anew for every request. */
  readonly envelope: (commands: readonly XmlNode[], signal?: AbortSignal) => Promise<Result<Enveloped, Fault>>
  /**
   * Asked at most once in a call, for a request that was refused because of its session: gives the way, with new
   * credentials, on which the call goes on.
   */
  readonly renew?: (refusal: Refused) => Promise<Endpoint | undefined>
  /** How calls are repeated, where a call does not say otherwise. */
  readonly retrying: Retrying
  /** The most objects that one request may carry. */
  readonly maxObjects: number
  readonly hooks: Hooks
  readonly clock: Clock
  readonly signal?: AbortSignal
  /** Ends what is read as it comes, and would wait for its reader for ever, when the client is closed. */
  readonly closing?: AbortSignal
  /** The calls that are waited for when the client is closed. */
  readonly calls?: UnderWay
}

/** A request that was refused as a whole. */
export interface Refused {
  readonly fault: Fault
  /** What it was signed with. */
  readonly signed: string | undefined
  readonly signal: AbortSignal | undefined
}
