import type { Result } from 'neverthrow'
import type { RequestFault } from '../../core/fault.ts'
import type { Redacted } from '../../dialects/redact.ts'
import type { Normalize } from '../../normalize/normalizer.ts'
import type { Clock } from '../../retry/sleep.ts'
import type { XmlNode } from '../../xml/node.ts'
import type { Timeouts, Transport } from '../transport/contract.ts'
import type { Hooks } from './hooks.ts'

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
  readonly envelope: (
    commands: readonly XmlNode[],
    signal?: AbortSignal,
  ) => Promise<Result<Redacted & { readonly node: XmlNode }, RequestFault>>
  /** The most objects that one request may carry. */
  readonly maxObjects: number
  readonly hooks: Hooks
  readonly clock: Clock
  readonly signal?: AbortSignal
  /** Ends what is read as it comes, and would wait for its reader for ever, when the client is closed. */
  readonly closing?: AbortSignal
}
