import { err, ok, type Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import { requestFault } from '../../core/request-fault.ts'
import type { Command, Each } from '../../dialects/command.ts'
import type { CallOptions } from './call.ts'
import type { Endpoint } from './endpoint.ts'
import { type Exchanged, exchangeRecords } from './exchange.ts'
import { invalidInput } from './invalid-input.ts'
import { renewedAfter } from './renewed.ts'
import { report } from './report.ts'
import { type Sent, settle, spoilt } from './settle.ts'
import { either } from './signals.ts'

/**
 * Sends one command whose result is a list of records, and gives them as they come; a fault comes last. Who stops before
 * that ends the exchange, of which the hooks then hear no reply.
 */
export async function* callEach(
  endpoint: Endpoint,
  command: Command & { readonly each: Each },
  options: CallOptions = {},
): AsyncGenerator<Result<unknown, Fault>, void, undefined> {
  const node = command.write()
  if (node.isErr()) return yield err(invalidInput(endpoint, command, node.error))
  const sent: Sent = { command, node: node.value, index: 0 }
  const last = yield* deliverEach(endpoint, sent, command.each, options)
  if (last === undefined) return
  const signal = either(endpoint.closing, either(endpoint.signal, options.signal))
  const renewed = last.isFirst ? await renewedAfter(endpoint, last.fault, last.exchanged, signal) : undefined
  if (renewed === undefined) return yield err(last.fault)
  const again = yield* deliverEach(renewed, sent, command.each, options)
  if (again !== undefined) yield err(again.fault)
}

/** How a list ended that was refused or broke off. */
interface EndOfList {
  readonly fault: Fault
  readonly exchanged: Exchanged
  /** Whether no record came before. */
  readonly isFirst: boolean
}

async function* deliverEach(
  endpoint: Endpoint,
  sent: Sent,
  each: Each,
  options: CallOptions,
): AsyncGenerator<Result<unknown, Fault>, EndOfList | undefined, undefined> {
  const { command, node } = sent
  const settling = { dialect: endpoint.dialect, repeat: options.repeat === true }
  const signal = either(endpoint.closing, either(endpoint.signal, options.signal))
  const parcel = { nodes: [node], asked: { commands: [command.asked] }, ...present({ signal }) }
  const startedAt = endpoint.clock.now()
  const exchanging = exchangeRecords(endpoint, parcel, each)
  let isFirst = true
  try {
    for (let next = await exchanging.next(); ; next = await exchanging.next()) {
      if (next.done === true) {
        const called = settle([sent], next.value, settling)
        report(endpoint, [sent], next.value, called)
        const [outcome] = called.outcomes
        if (outcome?.isErr() === true) return { fault: outcome.error, exchanged: next.value, isFirst }
        // Where the path led to no record, the result is all there, and what it holds is still to be given.
        const held = outcome?.unwrapOr(undefined)
        if (isFirst && Array.isArray(held)) for (const record of held) yield ok(record)
        return undefined
      }
      const { record, http, address } = next.value
      isFirst = false
      const read = each.read(record)
      if (read.isErr()) {
        const fault = spoilt(read.error, command, http.status, settling)
        const exchanged = { reply: err(fault), http, ...address, durationMs: endpoint.clock.now() - startedAt }
        report(endpoint, [sent], exchanged, { outcomes: [err(fault)] })
        return { fault, exchanged, isFirst }
      }
      yield ok(read.value)
    }
  } finally {
    await exchanging.return({ reply: err(requestFault({ problem: 'cancelled' })) })
  }
}
