import { err, ok, type Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import { requestFault } from '../../core/request-fault.ts'
import type { Command, Each } from '../../dialects/command.ts'
import { Item } from '../../retry/item.ts'
import { outlasting } from '../../retry/outlasting.ts'
import { succeed } from '../../retry/run.ts'
import { stopwatch } from '../../retry/stopwatch.ts'
import { anySignal } from './any-signal.ts'
import type { CallOptions } from './call.ts'
import { about, runOptions, watchedBy } from './call-repeatedly.ts'
import type { Endpoint } from './endpoint.ts'
import type { Exchanged } from './exchange.ts'
import { exchangeRecords } from './exchange-records.ts'
import { invalidInput } from './invalid-input.ts'
import { report } from './report.ts'
import { type Sent, settle, spoilt } from './settle.ts'
import { startSpan } from './telemetry.ts'

/** Stands between the records of a list where it broke off and is read once more from its beginning. */
export const AGAIN = Symbol('again from the beginning')

/**
 * Sends one command whose result is a list of records, and gives them as they come; a fault comes last. Where the list
 * breaks off and is asked for again, `AGAIN` comes before the records that then come once more. Who stops before the end
 * ends the exchange, of which the hooks then hear no reply.
 */
export async function* callEach(
  endpoint: Endpoint,
  command: Command & { readonly each: Each },
  options: CallOptions = {},
): AsyncGenerator<Result<unknown, Fault> | typeof AGAIN, void, undefined> {
  const node = command.write()
  if (node.isErr()) return yield err(invalidInput(endpoint, command, node.error))
  const sent: Sent = { command, node: node.value, index: 0, isRepeat: false }
  const signal = anySignal(endpoint.closing, anySignal(endpoint.signal, options.signal))
  const span = await startSpan(about(endpoint, [command]))
  let fault: Fault | undefined
  try {
    fault = yield* repeatedEach(watchedBy(span, endpoint), sent, command.each, { ...options, ...present({ signal }) })
  } finally {
    span.end(fault)
  }
  if (fault !== undefined) yield err(fault)
}

/** Gives the records of a list, however often it takes, and at last the fault if there is one. */
async function* repeatedEach(
  endpoint: Endpoint,
  sent: Sent,
  each: Each,
  options: CallOptions,
): AsyncGenerator<Result<unknown, Fault> | typeof AGAIN, Fault | undefined, undefined> {
  const { command } = sent
  const watch = stopwatch(endpoint.clock)
  let way = endpoint
  let signed: string | undefined
  const running = runOptions(endpoint, options, async (refused, cancelled) => {
    const renewed = await way.renew?.({ fault: refused, signed, signal: cancelled })
    way = renewed ?? way
    return renewed !== undefined
  })
  const item = new Item<Command>(command, 0, command.asked.idempotency, command.asked.name)
  for (;;) {
    const triedAt = watch.read()
    const end = yield* deliverEach(way, sent, each, options.signal)
    const now = watch.read()
    if (end === undefined) {
      succeed(item, running, now - triedAt, now)
      return undefined
    }
    signed = end.exchanged.signed
    item.fail(end.fault, now - triedAt)
    const again = await outlasting([item], running, watch)
    if (again.length === 0) return item.final()
    if (!end.isFirst) yield AGAIN
  }
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
  signal: AbortSignal | undefined,
): AsyncGenerator<Result<unknown, Fault>, EndOfList | undefined, undefined> {
  const { command, node } = sent
  const { dialect } = endpoint
  const parcel = { nodes: [node], asked: { commands: [command.asked] }, ...present({ signal }) }
  const startedAt = endpoint.clock.now()
  const exchanging = exchangeRecords(endpoint, parcel, each)
  let isFirst = true
  try {
    for (let next = await exchanging.next(); ; next = await exchanging.next()) {
      if (next.done === true) {
        const called = settle([sent], next.value, dialect)
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
        const fault = spoilt(read.error, command, http.status, dialect)
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
