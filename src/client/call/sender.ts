import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import type { Command, OutputOf } from '../../dialects/command.ts'
import type { CallOptions } from './call.ts'
import { AGAIN, callEach } from './call-each.ts'
import { callRepeatedly, type Deliver } from './call-repeatedly.ts'
import { checkCallOptions } from './check-call-options.ts'
import type { Endpoint } from './endpoint.ts'
import { type CalledInParts, callInParts } from './split.ts'

/**
 * What becomes of several objects: one result for each, in order. Never an `Err` and never rejects; what
 * refuses or loses a request as a whole is the fault of each of its objects.
 */
export type EachResult<Output, Failure> = ResultAsync<readonly Result<Output, Failure>[], never>

/** What becomes of the commands of a batch, each typed by its command. */
export type BatchResults<Commands extends readonly Command[], Failure> = {
  readonly [Index in keyof Commands]: Result<OutputOf<Commands[Index]>, Failure>
}

/** The ways to send commands. Each awaits plainly inside and builds one Result at the end. */
export interface Sender<Failure extends Fault> {
  readonly one: <Output>(command: Command<Output>, call?: CallOptions) => ResultAsync<Output, Failure>
  /** One result for one input, one for each for a list. */
  readonly oneOrEach: <Input, Output>(
    input: Input | readonly Input[],
    make: (one: Input) => Command<Output>,
    call?: CallOptions,
  ) => ResultAsync<Output, Failure> & EachResult<Output, Failure>
  readonly batch: <const Commands extends readonly Command[]>(
    commands: Commands,
    call?: CallOptions,
  ) => ResultAsync<BatchResults<Commands, Failure>, Failure>
  /** The records of a list one at a time, as they come; after `AGAIN` once more from the first. */
  readonly each: <Row>(
    command: Command<readonly Row[]>,
    call?: CallOptions,
  ) => AsyncGenerator<Result<Row, Failure> | typeof AGAIN, void, undefined>
}

/** Takes notice of what became of commands. */
export type Note = (outcomes: readonly Result<unknown, Fault>[]) => void

/** Makes the sender of one client, whose faults are of the type `Failure`: which codes there are does not change what is sent. */
export function senderTo<Failure extends Fault, Way extends Endpoint = Endpoint>(
  endpoint: Way,
  note: Note = () => {},
  deliver: Deliver<Way> = callRepeatedly,
): Sender<Failure> {
  const called = (commands: readonly Command[], call: CallOptions | undefined) => {
    checkCall(commands, call)
    const work = () =>
      callInParts(endpoint, commands, call, deliver).then(answer => {
        note(answer.outcomes)
        return answer
      })
    return endpoint.calls?.enter(work, fault => refusedAtOnce(endpoint, commands, fault)) ?? work()
  }
  const one = <Output>(command: Command<Output>, call?: CallOptions): ResultAsync<Output, Failure> =>
    new ResultAsync(called([command], call).then(({ outcomes }) => outcomes[0] as Result<Output, Failure>))
  const listed = (commands: readonly Command[], call?: CallOptions) =>
    new ResultAsync(called(commands, call).then(({ outcomes }) => ok(outcomes)))
  return {
    one,
    // What it gives depends on what it is given, which the overloads of its callers say.
    oneOrEach: (input, make, call) =>
      (isList(input) ? listed(Array.from(input, make), call) : one(make(input), call)) as never,
    each: <Row>(command: Command<readonly Row[]>, call?: CallOptions) =>
      eachNoted(endpoint, note, command, call) as AsyncGenerator<Result<Row, Failure> | typeof AGAIN, void, undefined>,
    batch: <const Commands extends readonly Command[]>(commands: Commands, call?: CallOptions) =>
      new ResultAsync<BatchResults<Commands, Failure>, Failure>(
        called(commands, call).then(({ outcomes, refused, parts }) =>
          refused !== undefined && parts === 1
            ? err(refused as Failure)
            : ok(outcomes as unknown as BatchResults<Commands, Failure>),
        ),
      ),
  }
}

function refusedAtOnce({ dialect }: Endpoint, commands: readonly Command[], fault: Fault): CalledInParts {
  const outcomes = commands.map(({ asked }) => err({ ...fault, dialect, operation: asked.name }))
  return { outcomes, parts: 1, refused: fault }
}

async function* eachNoted(endpoint: Endpoint, note: Note, command: Command, call: CallOptions | undefined) {
  checkCall([command], call)
  const { each } = command
  if (each === undefined) throw new TypeError(`${command.asked.name}: gives no list of records`)
  let last: Result<unknown, Fault> = ok(undefined)
  for await (const record of callEach(endpoint, { ...command, each }, call)) {
    if (record !== AGAIN) last = record
    yield record
  }
  note([last])
}

/**
 * What no compiler would have let through is a bug in the program, and told at once.
 *
 * @throws TypeError that names what is wrong
 */
function checkCall(commands: unknown, call: unknown): void {
  if (!Array.isArray(commands)) throw new TypeError('batch: the commands are not a list')
  const wrong = commands.findIndex(one => typeof one?.write !== 'function' || typeof one.read !== 'function')
  if (wrong !== -1) throw new TypeError(`batch: commands[${wrong}] is no command; make it with the client`)
  checkCallOptions(call)
}

function isList<Item>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value)
}
