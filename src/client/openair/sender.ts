import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { Command } from '../../dialects/command.ts'
import type { CallOptions } from '../call/call.ts'
import { AGAIN, callEach } from '../call/call-each.ts'
import { checkRetry } from '../call/check-retry.ts'
import type { Endpoint } from '../call/endpoint.ts'
import { callInParts } from '../call/split.ts'
import type { Answered, AnsweredEach, OpenAirXml, Results } from './api.ts'
import type { OpenAirFault } from './fault.ts'
import type { LookupGate } from './lookup-gate.ts'

/** The ways to send commands. Each awaits plainly inside and builds one Result at the end. */
export interface Sender {
  readonly one: <Output>(command: Command<Output>, call?: CallOptions) => Answered<Output>
  /** One result for one input, one for each for a list. */
  readonly oneOrEach: <Input, Output>(
    input: Input | readonly Input[],
    make: (one: Input) => Command<Output>,
    call?: CallOptions,
  ) => Answered<Output> & AnsweredEach<Output>
  readonly batch: OpenAirXml['batch']
  /** The records of a list one at a time, as they come; after `AGAIN` once more from the first. */
  readonly each: <Row>(
    command: Command<readonly Row[]>,
    call?: CallOptions,
  ) => AsyncGenerator<Result<Row, OpenAirFault> | typeof AGAIN, void, undefined>
}

/** Makes the sender of one client. */
export function senderTo(endpoint: Endpoint, gate: LookupGate): Sender {
  const called = (commands: readonly Command[], call: CallOptions | undefined) => {
    checkCall(commands, call)
    return callInParts(endpoint, commands, call).then(answer => {
      gate.note(answer.outcomes)
      return answer
    })
  }
  const one = <Output>(command: Command<Output>, call?: CallOptions): Answered<Output> =>
    new ResultAsync(called([command], call).then(({ outcomes }) => outcomes[0] as Result<Output, OpenAirFault>))
  const listed = (commands: readonly Command[], call?: CallOptions) =>
    new ResultAsync(called(commands, call).then(({ outcomes }) => ok(outcomes)))
  return {
    one,
    // What it gives depends on what it is given, which the overloads of its callers say.
    oneOrEach: (input, make, call) =>
      (isList(input) ? listed(Array.from(input, make), call) : one(make(input), call)) as never,
    each: <Row>(command: Command<readonly Row[]>, call?: CallOptions) =>
      eachNoted(endpoint, gate, command, call) as AsyncGenerator<
        Result<Row, OpenAirFault> | typeof AGAIN,
        void,
        undefined
      >,
    batch: <const Commands extends readonly Command[]>(
      commands: Commands,
      call?: CallOptions,
    ): Answered<Results<Commands>> =>
      new ResultAsync(
        called(commands, call).then(({ outcomes, refused, parts }) =>
          refused !== undefined && parts === 1 ? err(refused) : ok(outcomes as Results<Commands>),
        ),
      ),
  }
}

async function* eachNoted(endpoint: Endpoint, gate: LookupGate, command: Command, call: CallOptions | undefined) {
  checkCall([command], call)
  const { each } = command
  if (each === undefined) throw new TypeError(`${command.asked.name}: gives no list of records`)
  let last: Result<unknown, OpenAirFault> = ok(undefined)
  for await (const record of callEach(endpoint, { ...command, each }, call)) {
    if (record !== AGAIN) last = record
    yield record
  }
  gate.note([last])
}

/**
 * What no compiler would have let through is a bug in the program, and told at once.
 *
 * @throws TypeError that names what is wrong
 */
function checkCall(commands: unknown, call: unknown): void {
  if (!Array.isArray(commands)) throw new TypeError('batch: the commands are not a list')
  const wrong = commands.findIndex(one => typeof one?.write !== 'function' || typeof one.read !== 'function')
  if (wrong !== -1) throw new TypeError(`batch: commands[${wrong}] is no command; make it with api.commands`)
  checkCallOptions(call)
}

/**
 * Checks the options of one call.
 *
 * @throws TypeError that names what is wrong
 */
export function checkCallOptions(call: unknown): void {
  if (call === undefined) return
  if (typeof call !== 'object' || call === null) throw new TypeError('call: the options are not an object')
  const { signal, retry } = call as CallOptions
  checkRetry(retry, (name, what) => new TypeError(`call.${name}: ${what}`))
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') {
    throw new TypeError('call.signal: is not an AbortSignal')
  }
}

function isList<Item>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value)
}
