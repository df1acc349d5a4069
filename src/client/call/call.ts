import { err } from 'neverthrow'
import { present } from '../../core/present.ts'
import type { Command } from '../../dialects/command.ts'
import type { RetryChoice } from '../../retry/options.ts'
import { anySignal } from './any-signal.ts'
import type { Endpoint } from './endpoint.ts'
import { exchange } from './exchange.ts'
import { invalidInput } from './invalid-input.ts'
import { report } from './report.ts'
import { type Called, type Sent, settle } from './settle.ts'

/** What concerns one call only. */
export interface CallOptions {
  /** Cancels this call; the client's own signal cancels all. */
  readonly signal?: AbortSignal
  /**
   * This call repeats one of an earlier run of the program whose outcome is unknown: a refusal that tells of work
   * already done (601 on a deletion) is then a success with `replayed: true`. The client's own repeats need no telling.
   */
  readonly repeat?: boolean
  /** How this call is repeated, in place of what the client does; `false` gives the first failure. */
  readonly retry?: RetryChoice
}

/** One try, as the call that it belongs to knows it. */
export interface CallTry {
  readonly signal?: AbortSignal | undefined
  /** Whether an earlier try of a command may have been carried out. */
  readonly isRepeat?: (index: number) => boolean
  /** The place of a command among all commands of the call. */
  readonly placeOf?: (index: number) => number
}

/**
 * Sends commands in one request, once, and gives one outcome per command. Never rejects.
 *
 * A command whose input its schema refuses is left out; the others are sent.
 */
export async function call(
  endpoint: Endpoint,
  commands: readonly Command[],
  { signal, isRepeat = () => false, placeOf = index => index }: CallTry = {},
): Promise<Called> {
  const written = commands.map(command => ({ command, node: command.write() }))
  const sent = written.flatMap(({ command, node }, index): Sent[] =>
    node.isOk() ? [{ command, node: node.value, index: placeOf(index), isRepeat: isRepeat(index) }] : [],
  )
  if (sent.length === commands.length) return deliver(endpoint, sent, signal)

  const called = sent.length === 0 ? { outcomes: [] } : await deliver(endpoint, sent, signal)
  const delivered = called.outcomes.values()
  const outcomes = written.flatMap(({ command, node }) =>
    node.isErr() ? err(invalidInput(endpoint, command, node.error)) : (delivered.next().value ?? []),
  )
  return { ...called, outcomes }
}

async function deliver(endpoint: Endpoint, sent: readonly Sent[], signal: AbortSignal | undefined): Promise<Called> {
  if (sent.length === 0) return { outcomes: [] }
  const parcel = {
    nodes: sent.map(({ node }) => node),
    asked: { commands: sent.map(({ command }) => command.asked) },
    ...present({ signal: anySignal(endpoint.signal, signal) }),
  }
  const exchanged = await exchange(endpoint, parcel)
  const called = settle(sent, exchanged, endpoint.dialect)
  report(endpoint, sent, exchanged, called)
  return { ...called, ...present({ signed: exchanged.signed }) }
}
