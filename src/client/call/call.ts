import { err, ok, type Result } from 'neverthrow'
import type { Fault, Issue, RequestFault } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import { requestFault } from '../../core/request-fault.ts'
import type { Command, Each } from '../../dialects/command.ts'
import type { Endpoint } from './endpoint.ts'
import { type Exchanged, exchange, exchangeRecords, shownUrl } from './exchange.ts'
import { observe } from './hooks.ts'
import { type Called, type Sent, settle, spoilt } from './settle.ts'

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
    node.isErr() ? err(invalid(endpoint, command, node.error)) : (delivered.next().value ?? []),
  )
  return { ...called, outcomes }
}

async function deliver(endpoint: Endpoint, sent: readonly Sent[], options: CallOptions): Promise<Called> {
  if (sent.length === 0) return { outcomes: [] }
  const exchanged = await exchange(endpoint, {
    nodes: sent.map(({ node }) => node),
    asked: { commands: sent.map(({ command }) => command.asked) },
    ...present({ signal: merged(endpoint.signal, options.signal) }),
  })
  const called = settle(sent, exchanged, { dialect: endpoint.dialect, repeat: options.repeat === true })
  report(endpoint, sent, exchanged, called)
  return called
}

/**
 * Sends one command whose result is a list of records, and gives them as they come; a fault comes last. Who stops before
 * that ends the exchange, of which the hooks then hear no reply.
 */
export async function* callEach(
  endpoint: Endpoint,
  command: Command & { readonly each: Each },
  options: CallOptions = {},
): AsyncGenerator<Result<unknown, Fault>, void, undefined> {
  const { each } = command
  const node = command.write()
  if (node.isErr()) return yield err(invalid(endpoint, command, node.error))
  const sent = [{ command, node: node.value, index: 0 }]
  const settling = { dialect: endpoint.dialect, repeat: options.repeat === true }
  const signal = merged(endpoint.closing, merged(endpoint.signal, options.signal))
  const parcel = { nodes: [node.value], asked: { commands: [command.asked] }, ...present({ signal }) }
  const startedAt = endpoint.clock.now()
  const exchanging = exchangeRecords(endpoint, parcel, each)
  try {
    for (let next = await exchanging.next(); ; next = await exchanging.next()) {
      if (next.done === true) {
        const called = settle(sent, next.value, settling)
        report(endpoint, sent, next.value, called)
        const [outcome] = called.outcomes
        if (outcome?.isErr() === true) yield err(outcome.error)
        return
      }
      const { record, http } = next.value
      const read = each.read(record)
      if (read.isErr()) {
        const fault = spoilt(read.error, command, http.status, settling)
        const exchanged = { reply: err(fault), http, durationMs: endpoint.clock.now() - startedAt }
        report(endpoint, sent, exchanged, { outcomes: [err(fault)] })
        return yield err(fault)
      }
      yield ok(read.value)
    }
  } finally {
    await exchanging.return({ reply: err(requestFault({ problem: 'cancelled' })) })
  }
}

function merged(one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined {
  return one !== undefined && other !== undefined ? AbortSignal.any([one, other]) : (one ?? other)
}

function report(
  endpoint: Endpoint,
  sent: readonly Sent[],
  { reply, durationMs, http }: Exchanged,
  called: Called,
): void {
  if (durationMs === undefined) return // nothing was given to the transport
  observe(endpoint.hooks.onReply, () => ({
    dialect: endpoint.dialect,
    operations: sent.map(({ command }) => command.asked.name),
    url: shownUrl(endpoint.url),
    durationMs,
    ...present({ status: http?.status, bytes: http?.bytes, fault: called.refused }),
    outcomes: sent.map(({ command }, index) => {
      const outcome = called.outcomes[index]
      return { operation: command.asked.name, ...(outcome?.isErr() === true ? { fault: outcome.error } : {}) }
    }),
    warnings: reply.isOk() ? reply.value.warnings : [],
  }))
}

function invalid(endpoint: Endpoint, { asked }: Command, issues: readonly Issue[]): RequestFault {
  const first = issues[0]
  const message = first === undefined ? undefined : `${first.path.join('.') || asked.name}: ${first.message}`
  return requestFault({ problem: 'invalid-input', message, issues, dialect: endpoint.dialect, operation: asked.name })
}
