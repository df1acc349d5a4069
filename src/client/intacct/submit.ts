import { err, ok, type Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import { forOperation } from '../../core/operation.ts'
import { present } from '../../core/present.ts'
import type { Command } from '../../dialects/command.ts'
import { shapeFault } from '../../normalize/shape-fault.ts'
import { run } from '../../retry/run.ts'
import { anySignal } from '../call/any-signal.ts'
import { renewable } from '../call/call-repeatedly.ts'
import { exchange } from '../call/exchange.ts'
import { invalidInput } from '../call/invalid-input.ts'
import { report } from '../call/report.ts'
import type { Called, Sent } from '../call/settle.ts'
import type { Queued, SubmitOptions } from './api.ts'
import { inTurn } from './deliver.ts'
import { isWrite, type Prepared, prepareAll } from './prepare.ts'
import { leastSafe, unitOptions } from './unit.ts'
import type { IntacctWay, RequestFacts } from './way.ts'

/**
 * Has functions queued, and queued again where no answer came: the service looks for their control IDs when it carries them
 * out.
 */
export async function submit(
  way: IntacctWay,
  commands: readonly Command[],
  options: SubmitOptions,
): Promise<Result<Queued, Fault>> {
  const { outcomes } = await inTurn(way, commands, options, async watched => {
    const functions = prepareAll(commands, way)
    return { outcomes: [await queued(watched, functions, options)] }
  })
  return outcomes[0] as Result<Queued, Fault>
}

async function queued(
  way: IntacctWay,
  functions: readonly Prepared[],
  options: SubmitOptions,
): Promise<Result<Queued, Fault>> {
  const sent: Sent[] = []
  for (const [index, command] of functions.entries()) {
    const node = command.write()
    if (node.isErr()) return err(invalidInput(way, command, node.error))
    sent.push({ command, node: node.value, index, isRepeat: false })
  }
  const { policyId, transaction = false } = options
  const id = way.newId()
  const facts = { id, transaction, unique: way.uniqueid && functions.some(isWrite), policyId }
  const session = renewable(way)
  let last: Called = { outcomes: [] }
  const [outcome] = await run<readonly Prepared[], Queued>(
    [functions],
    async (_, { signal }) => {
      last = await ask(session.way(), sent, facts, anySignal(way.signal, signal))
      const functionIds = functions.map(one => one.id)
      return [last.refused === undefined ? ok({ controlId: id, functionIds }) : err(last.refused)]
    },
    unitOptions(
      way,
      options,
      session.signIn(() => last),
    ),
  )
  return outcome as Result<Queued, Fault>
}

async function ask(
  way: IntacctWay,
  sent: readonly Sent[],
  facts: RequestFacts,
  signal: AbortSignal | undefined,
): Promise<Called> {
  const endpoint = way.framed(facts)
  const commands = sent.map(({ command }) => command)
  const parcel = { nodes: sent.map(({ node }) => node), asked: { commands: commands.map(({ asked }) => asked) } }
  const exchanged = await exchange(endpoint, { ...parcel, ...present({ signal }) })
  const { dialect } = endpoint
  const status = exchanged.http?.status ?? 0
  const outcome = exchanged.reply
    .andThen(({ kind }) => (kind === 'acknowledgement' ? ok(undefined) : err(carriedOut(status, dialect))))
    .mapErr(fault => forOperation({ dialect, operation: commands[0]?.asked.name ?? '', ...fault }, leastSafe(commands)))
  const refused = outcome.isErr() ? outcome.error : undefined
  const called = { outcomes: sent.map(() => outcome), ...present({ refused, signed: exchanged.signed }) }
  report(endpoint, sent, exchanged, called)
  return called
}

/** Results where a queue was asked for: what they say is not what the caller waits for. */
function carriedOut(status: number, dialect: string): Fault {
  const shape = {
    problem: 'unexpected-element',
    message: 'The service answered with results in place of an acknowledgement',
    path: 'response/operation',
  } as const
  return { ...shapeFault(shape, { status, retryAfterMs: undefined, dialect }), category: 'unknown' }
}
