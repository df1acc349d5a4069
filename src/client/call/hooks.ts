import type { Fault, Warning } from '../../core/fault.ts'

/** A request that is about to leave. Holds no credential. */
export interface RequestEvent {
  readonly dialect: string
  /** The commands, in order, as the API names them. */
  readonly operations: readonly string[]
  /** Without user, password and query. */
  readonly url: string
  /** The request as it is sent, but for the credentials, which read `***`. */
  readonly text: string
}

/** What became of a request. Holds no credential. */
export interface ReplyEvent {
  readonly dialect: string
  readonly operations: readonly string[]
  readonly url: string
  /** The HTTP status; absent where no answer came. */
  readonly status?: number
  /** From the sent request to the last byte of the answer. */
  readonly durationMs: number
  /** The size of the answer's body; absent where no answer came. */
  readonly bytes?: number
  /** What refused or lost the request as a whole. */
  readonly fault?: Fault
  /** One per command, in order. */
  readonly outcomes: readonly { readonly operation: string; readonly fault?: Fault }[]
  readonly warnings: readonly Warning[]
}

/**
 * Observers of the traffic, for logs and measurements. They are not waited for, and what they throw or reject
 * with is dropped. A call whose input is refused before anything is sent fires neither.
 */
export interface Hooks {
  readonly onRequest?: (event: RequestEvent) => unknown
  readonly onReply?: (event: ReplyEvent) => unknown
}
