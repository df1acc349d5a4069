import type { Result } from 'neverthrow'
import type { Fault, Warning } from './fault.ts'

/** What became of one command, in request order. */
export interface Outcome<Payload = unknown, Code extends string = string> {
  readonly index: number
  /** The command's name, as its API spells it. */
  readonly operation: string
  /** The caller's own mark for the command, where the API carries one (Intacct's controlid). */
  readonly id?: string
  readonly result: Result<Payload, Fault<Code>>
}

/** The service worked through the request: one outcome per command, refused ones among them. */
export interface Answer<Payload = unknown, Code extends string = string> {
  readonly kind: 'answer'
  readonly dialect: string
  readonly outcomes: readonly Outcome<Payload, Code>[]
  readonly warnings: readonly Warning[]
}

/** The service took the request and will work on it later: nothing is known of the outcome yet. */
export interface Acknowledgement {
  readonly kind: 'acknowledgement'
  readonly dialect: string
  readonly id?: string
  readonly outcomes: readonly []
  readonly warnings: readonly Warning[]
}

/** One answer of a service. */
export type Reply<Payload = unknown, Code extends string = string> = Answer<Payload, Code> | Acknowledgement
