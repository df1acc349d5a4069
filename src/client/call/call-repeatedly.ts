import type { Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import type { Command } from '../../dialects/command.ts'
import { retryingFor } from '../../retry/options.ts'
import { type RunOptions, run } from '../../retry/run.ts'
import { anySignal } from './any-signal.ts'
import { type CallOptions, call } from './call.ts'
import type { Endpoint, Refused } from './endpoint.ts'
import type { Called } from './settle.ts'
import { type CallSpan, startSpan } from './telemetry.ts'

/** Makes one request, and makes it again as far as that helps. `first` is the place of its first command in the whole call. */
export type Deliver<Way extends Endpoint> = (
  way: Way,
  commands: readonly Command[],
  options: CallOptions,
  first: number,
) => Promise<Called>

/**
 * Sends commands in one request, and those that failed and may be repeated in further ones, until each has its result.
 * Never rejects.
 *
 * `first` is the place of the first command in the whole call, where that was split.
 */
export async function callRepeatedly(
  endpoint: Endpoint,
  commands: readonly Command[],
  options: CallOptions = {},
  first = 0,
): Promise<Called> {
  return spanned(endpoint, commands, watched => repeated(watched, commands, options, first))
}

/** Makes one span of all that it takes to send commands. */
export async function spanned<Way extends Endpoint>(
  endpoint: Way,
  commands: readonly Command[],
  send: (watched: Way) => Promise<Called>,
): Promise<Called> {
  const span = await startSpan(about(endpoint, commands))
  const called = await span.run(() => send(watchedBy(span, endpoint)))
  const failed = called.outcomes.find(outcome => outcome.isErr())
  span.end(failed?.isErr() === true ? failed.error : undefined)
  return called
}

/** What a span is about. A call of several kinds of commands is one of the first; there are few of those, and many mixtures. */
export function about({ dialect, url }: Endpoint, [first]: readonly Command[]) {
  return { dialect, url, operation: first?.asked.name ?? 'nothing' }
}

/** The same endpoint, watched by a span as well. */
export function watchedBy<Way extends Endpoint>(span: CallSpan, endpoint: Way): Way {
  const { retrying } = endpoint
  return { ...endpoint, retrying: { ...retrying, observers: [...retrying.observers, ...span.observers] } }
}

async function repeated(
  endpoint: Endpoint,
  commands: readonly Command[],
  options: CallOptions,
  first: number,
): Promise<Called> {
  const session = renewable(endpoint)
  let last: Called = { outcomes: [] }
  const outcomes = await run(
    commands,
    async (asked, { signal, isRepeat, placeOf }) => {
      last = await call(session.way(), asked, {
        signal,
        isRepeat: index => options.repeat === true || isRepeat(index),
        placeOf: index => first + placeOf(index),
      })
      return last.outcomes
    },
    runOptions(
      endpoint,
      options,
      session.signIn(() => last),
    ),
  )
  return { outcomes, ...present({ refused: refusedAsAWhole(last, outcomes) }) }
}

/** The way on which a call goes on, with new credentials once its session has ended. */
export function renewable<Way extends Renewable<Way>>(endpoint: Way) {
  let way = endpoint
  return {
    way: () => way,
    signIn: (last: () => Called) => async (fault: Fault, signal: AbortSignal | undefined) => {
      const { refused, signed } = last()
      // The session of one command alone cannot have ended.
      const renewed = refused && (await way.renew?.({ fault, signed, signal }))
      way = renewed ?? way
      return renewed !== undefined
    },
  }
}

interface Renewable<Way> {
  readonly renew?: (refusal: Refused) => Promise<Way | undefined>
}

/** How the calls of an endpoint are repeated. */
export function runOptions(
  endpoint: Endpoint,
  { retry, signal }: CallOptions,
  signIn: NonNullable<RunOptions<Command>['signIn']>,
): RunOptions<Command> {
  const { renew, clock, retrying } = endpoint
  return {
    ...retryingFor(retrying, retry),
    idempotencyOf: ({ asked }) => asked.idempotency,
    operationOf: ({ asked }) => asked.name,
    clock,
    ...present({ signal: anySignal(endpoint.signal, signal), signIn: renew === undefined ? undefined : signIn }),
  }
}

/**
 * A refusal of the last request is one of the whole call only if that request had all commands in it. What an earlier try
 * may have done it does not take back.
 */
export function refusedAsAWhole({ refused, outcomes: last }: Called, outcomes: readonly Result<unknown, Fault>[]) {
  if (refused === undefined || last.length < outcomes.length) return undefined
  const faults = outcomes.flatMap(outcome => (outcome.isErr() ? [outcome.error] : []))
  const { attempts, stopped } = faults[0] ?? refused
  const unsure = refused.applied === 'no' ? faults.find(({ applied }) => applied !== 'no') : undefined
  return { ...(unsure ?? refused), ...present({ attempts, stopped }) }
}
