import { err, ok, type Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import { forOperation, type Idempotency } from '../../core/operation.ts'
import type { Outcome } from '../../core/reply.ts'
import type { Command, Unreadable } from '../../dialects/command.ts'
import { shapeFault } from '../../normalize/shape-fault.ts'
import type { XmlElement } from '../../xml/element.ts'
import type { XmlNode } from '../../xml/node.ts'
import type { Exchanged } from './exchange.ts'

/** What became of the commands of one request. */
export interface Called {
  /** One per command, in order. */
  readonly outcomes: readonly Result<unknown, Fault>[]
  /** What refused or lost the request as a whole; the outcomes of what was sent hold it as well. */
  readonly refused?: Fault
  /** What the request was signed with, where the endpoint tells. */
  readonly signed?: string
}

/** A command that went out. */
export interface Sent {
  readonly command: Command
  readonly node: XmlNode
  /** Its place among all the commands of the call. */
  readonly index: number
  /** Whether it repeats one whose outcome is unknown. */
  readonly isRepeat: boolean
}

/** Gives every command that was sent its outcome, typed by its operation. */
export function settle(sent: readonly Sent[], exchanged: Exchanged, dialect: string): Called {
  const { reply } = exchanged
  if (reply.isErr()) {
    const [only, second] = sent
    const done = second === undefined && only?.command.done?.whole === true ? doneBefore(only, reply.error) : undefined
    if (done !== undefined) return { outcomes: [ok(done.output())] }
    const whole = placed(reply.error, sent)
    const refused = judged(whole, overall(sent), dialect)
    return { refused, outcomes: sent.map(({ command }) => err(ofCommand(whole, command, dialect))) }
  }
  const status = exchanged.http?.status ?? 0
  const read: readonly Outcome<XmlElement>[] = reply.value.outcomes
  const byIndex = new Map(read.map(outcome => [outcome.index, outcome]))
  const outcomes = sent.map((one, index) =>
    outcomeOf(one, byIndex.get(index), status, dialect).mapErr(fault =>
      ofCommand(placed(fault, sent), one.command, dialect),
    ),
  )
  return { outcomes }
}

/** The fault of a list one of whose records is not what it should be. */
export function spoilt(unreadable: Unreadable, command: Command, status: number, dialect: string): Fault {
  return ofCommand(shapeFault(unreadable, { status, retryAfterMs: undefined, dialect }), command, dialect)
}

function outcomeOf(
  sent: Sent,
  outcome: Outcome<XmlElement> | undefined,
  status: number,
  dialect: string,
): Result<unknown, Fault> {
  const { command } = sent
  const context = { status, retryAfterMs: undefined, dialect }
  if (outcome === undefined) {
    const message = `The reply holds no result of this ${command.asked.name}`
    return err(shapeFault({ problem: 'missing-outcome', message, path: command.asked.name }, context))
  }
  if (outcome.result.isOk()) {
    const read = command.read(outcome.result.value)
    return read.mapErr(unreadable => shapeFault(unreadable, context))
  }
  const done = doneBefore(sent, outcome.result.error)
  return done === undefined ? err(outcome.result.error) : ok(done.output())
}

/** What a repeat gives whose refusal tells that the first try succeeded. */
function doneBefore({ command, isRepeat }: Sent, fault: Fault): Command['done'] {
  const code = fault.kind === 'service' ? fault.code : undefined
  return isRepeat && code !== undefined && command.done?.codes.includes(code) === true ? command.done : undefined
}

function ofCommand(fault: Fault, { asked }: Command, dialect: string): Fault {
  return judged(fault.operation === undefined ? { ...fault, operation: asked.name } : fault, asked.idempotency, dialect)
}

/** Adds what the client knows of the operation: the one place that asks how safe a repeat is. */
function judged(fault: Fault, idempotency: Idempotency, dialect: string): Fault {
  return forOperation(fault.dialect === undefined ? { ...fault, dialect } : fault, idempotency)
}

/** A request is as safe to repeat as the least safe of its commands. */
function overall(sent: readonly Sent[]): Idempotency {
  const all = new Set(sent.map(({ command }) => command.asked.idempotency))
  return (['once', 'keyed', 'repeatable'] as const).find(one => all.has(one)) ?? 'read'
}

/** Counts commands as the caller does: some were left out, and others went in an earlier request. */
function placed(fault: Fault, sent: readonly Sent[]): Fault {
  if (fault.kind !== 'service' || sent.every(({ index }, place) => index === place)) return fault
  const moved = <Part extends { readonly index?: number }>(part: Part): Part => {
    const index = part.index === undefined ? undefined : sent[part.index]?.index
    return index === undefined ? part : { ...part, index }
  }
  return { ...fault, reasons: fault.reasons.map(moved), warnings: fault.warnings.map(moved) }
}
