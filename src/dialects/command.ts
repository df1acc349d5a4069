import type { Result } from 'neverthrow'
import type { Issue } from '../core/fault.ts'
import type { XmlElement } from '../xml/element.ts'
import type { XmlNode } from '../xml/node.ts'
import type { AskedCommand } from './contract.ts'

/**
 * One command, ready to be sent alone or among others: a value that may be kept and sent again.
 *
 * Its input is held in functions, so that inspecting or serializing a command shows no data.
 */
export interface Command<Output = unknown> {
  readonly asked: AskedCommand
  /** The element to send, or what is wrong with the input. */
  readonly write: () => Result<XmlNode, readonly Issue[]>
  /** The typed output of a successful result, or how it differs from what was promised. */
  readonly read: (payload: XmlElement) => Result<Output, Unreadable>
  /** For a result that is a list of records: how each can be read by itself, as it comes. */
  readonly each?: Each
  /** For a repeat after an unknown outcome: the refusals that mean that the first try succeeded. */
  readonly done?: Done<Output>
}

/** How the records of a list are read one at a time. */
export interface Each {
  /** Local names from the root of the reply to the records; `*` stands for any one. */
  readonly records: string
  /** Narrows what the last of them stands for. */
  readonly isRecord?: (localName: string) => boolean
  /** The same as `read` gives of each record in the list. */
  readonly read: (record: XmlElement) => Result<unknown, Unreadable>
}

/** What a command of this type gives. */
export type OutputOf<C> = C extends Command<infer Output> ? Output : never

/** A successful result that is not what its operation promises. */
export interface Unreadable {
  /** Whether it is the right answer in a wrong form, or the answer to something else. */
  readonly problem: 'unreadable-output' | 'mismatched-outcome'
  readonly message: string
  readonly path: string
  readonly issues: readonly Issue[]
}

/** Codes that tell of work already done, and the output that is given then. */
export interface Done<Output> {
  readonly codes: readonly string[]
  readonly output: () => Output
  /** Whether a refusal of the whole reply tells so too: an API that answers one command at a time has no other. */
  readonly whole?: boolean
}
