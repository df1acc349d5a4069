import { err } from 'neverthrow'
import { present } from '../../core/present.ts'
import type { Command } from '../../dialects/command.ts'
import type { Endpoint } from './endpoint.ts'
import { exchange } from './exchange.ts'
import { invalidInput } from './invalid-input.ts'
import { renewedAfter } from './renewed.ts'
import { report } from './report.ts'
import { type Called, type Sent, settle } from './settle.ts'
import { either } from './signals.ts'

/** What concerns one call only. */
export interface CallOptions {
  /** Cancels this call; the client's own signal cancels all. */
  readonly signal?: AbortSignal
  /**
   * This call repeats one whose outcome is unknown: a refusal that tells of work already done (601 on a
   * deletion) is then a success with `replayed: true`.
   */
  readonly repeat?: boolean
}

/**
 * Sends commands in one request and gives one outcome per command. Never rejects.
 *
 * A command whose input its schema refuses is left out; the others are sent. `first` is the place of the first
 * command in the whole call, where that was split.
 */
export async function call(
  endpoint: Endpoint,
  commands: readonly Command[],
  options: CallOptions = {},
  first = 0,
): Promise<Called> {
  const written = commands.map(command => ({ command, node: command.write() }))
  const sent = written.flatMap(({ command, node }, index): Sent[] =>
    node.isOk() ? [{ command, node: node.value, index: first + index }] : [],
  )
  if (sent.length === commands.length) return deliver(endpoint, sent, options)

  const called = sent.length === 0 ? { outcomes: [] } : await deliver(endpoint, sent, options)
  const delivered = called.outcomes.values()
  const outcomes = written.flatMap(({ command, node }) =>
    node.isErr() ? err(invalidInput(endpoint, command, node.error)) : (delivered.next().value ?? []),
  )
  return { ...called, outcomes }
}

async function deliver(endpoint: Endpoint, sent: readonly Sent[], options: CallOptions): Promise<Called> {
  if (sent.length === 0) return { outcomes: [] }
  const parcel = {
    nodes: sent.map(({ node }) => node),
    asked: { commands: sent.map(({ command }) => command.asked) },
    ...present({ signal: either(endpoint.signal, options.signal) }),
  }
  const exchanged = await exchange(endpoint, parcel)
  const called = settle(sent, exchanged, { dialect: endpoint.dialect, repeat: options.repeat === true })
  report(endpoint, sent, exchanged, called)
  const renewed = await renewedAfter(endpoint, called.refused, exchanged, parcel.signal)
  return renewed === undefined ? called : deliver(renewed, sent, options)
}
