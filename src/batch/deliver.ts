import { err, type Result } from 'neverthrow'
import type { Fault } from '../core/fault.ts'
import { networkFault } from '../core/network-fault.ts'
import { forOperation } from '../core/operation.ts'
import { requestFault } from '../core/request-fault.ts'
import { run } from '../retry/run.ts'
import { limited } from '../retry/try-limit.ts'
import { checkAnswer } from './check-answer.ts'
import type { BegunRow, CallContext, Calling, Invocation, Journal } from './contract.ts'
import type { Ending } from './ending.ts'
import { heeded } from './heeded.ts'
import type { Pacer } from './pacer.ts'
import type { Repeating } from './repeating.ts'

/** What became of one invocation, and how often it was called. */
export interface Delivered<Value> {
  readonly result: Result<Value, Fault>
  readonly attempts: number
}

/** Makes one request for invocations: one result for each, in order, or the fault of the request as a whole. */
export type Request<Row, Value> = (
  contexts: readonly CallContext<Row>[],
) => Calling<readonly Result<Value, Fault>[]> | Result<readonly Result<Value, Fault>[], Fault>

/** What it takes to call. */
export interface Way<Row, Value> {
  readonly request: Request<Row, Value>
  readonly running: Repeating<Row>
  readonly pacer: Pacer
  readonly journal: Journal | undefined
  readonly ending: Ending
}

/** Several invocations that were called for together. */
export interface DeliveredTogether<Value> {
  readonly delivered: readonly Delivered<Value>[]
  /** What the last request was refused with as a whole, if it was: rows may have had their results by then. */
  readonly refused: Fault | undefined
}

/**
 * Calls for invocations in one request, and again for those that may be repeated. Never rejects: what the program's own
 * part throws ends the run, and is told as an outcome that nobody knows.
 *
 * @param triesBefore how often each was called in requests that were given up
 */
export async function deliver<Row, Value>(
  way: Way<Row, Value>,
  invocations: readonly Invocation<Row>[],
  triesBefore: readonly number[] = [],
): Promise<DeliveredTogether<Value>> {
  const { pacer, running, ending } = way
  const attempts = invocations.map((_, index) => triesBefore[index] ?? 0)
  const uncalled = (fault: Fault) => ({
    delivered: attempts.map(tries => ({ result: err(fault), attempts: tries })),
    refused: undefined,
  })
  const unnoted = await begin(way, invocations)
  if (unnoted !== undefined) return uncalled(unnoted)
  // Between passing and calling nothing is waited for: a call that comes late would come too close to the next.
  const passing = pacer.pass()
  if (passing !== undefined) await passing
  if (ending.hasCome) return uncalled(requestFault({ problem: 'cancelled' }))
  let isFirst = true
  let refused: Fault | undefined
  const results = await run(
    invocations,
    async (asked, attempt) => {
      if (!isFirst) await pacer.pass()
      isFirst = false
      if (running.signal?.aborted === true) return asked.map(() => err(requestFault({ problem: 'cancelled' })))
      const places = asked.map((_, index) => attempt.placeOf(index))
      for (const place of places) attempts[place] = (attempts[place] ?? 0) + 1
      return limited(running.attemptMs, running.signal, running.clock, async signal => {
        const contexts = asked.map((one, index) =>
          context(one, attempts[places[index] ?? index] ?? 1, signal, attempt.isRepeat(index)),
        )
        const answer = await requested(way, contexts, signal)
        refused = answer.isErr() ? answer.error : undefined
        if (answer.isOk()) return answer.value
        const fault = answer.error
        return asked.map(({ idempotency }) => err(forOperation(fault, idempotency)))
      })
    },
    running,
  )
  return {
    delivered: results.map((result, index) => ({ result, attempts: attempts[index] ?? 0 })),
    refused,
  }
}

function context<Row>(
  one: Invocation<Row>,
  attempt: number,
  signal: AbortSignal | undefined,
  isRepeat: boolean,
): CallContext<Row> {
  // Spelled out: this is done for every call, and a spread costs more than all else that the runner does for it.
  const { row, rows, index, rowId, idempotency, key, wasBegun } = one
  const repeat = isRepeat || wasBegun
  const options =
    signal === undefined ? ({ retry: false, repeat } as const) : ({ signal, retry: false, repeat } as const)
  return { row, rows, index, rowId, idempotency, key, wasBegun, attempt, options }
}

/** Notes what is about to be called. What cannot be noted is not called: a crash would leave nobody knowing. */
async function begin<Row>(
  { journal, ending }: Way<Row, unknown>,
  asked: readonly Invocation<Row>[],
): Promise<Fault | undefined> {
  if (journal === undefined) return undefined
  const rows = asked.filter(({ idempotency }) => idempotency !== 'read').map(begunRow)
  if (rows.length === 0) return undefined
  try {
    await journal.begin(
      rows,
      asked.every(({ idempotency }) => idempotency === 'read' || idempotency === 'repeatable'),
    )
    return undefined
  } catch (error) {
    ending.breakOff('journal', error)
    return requestFault({ problem: 'cancelled', title: 'Not called: the journal could not be written' })
  }
}

function begunRow({ index, rowId, key }: Invocation<unknown>): BegunRow {
  return key === undefined ? { index, rowId } : { index, rowId, key }
}

async function requested<Row, Value>(
  { request, ending, running }: Way<Row, Value>,
  contexts: readonly CallContext<Row>[],
  signal: AbortSignal | undefined,
): Promise<Result<readonly Result<Value, Fault>[], Fault>> {
  try {
    const answer = await heeded(request(contexts), signal, running.clock, () =>
      err(networkFault({ problem: 'cancelled', phase: 'unknown' })),
    )
    checkAnswer(answer, contexts.length)
    return answer
  } catch (error) {
    ending.breakOff('call', error)
    return err(networkFault({ problem: 'other', phase: 'unknown', title: THREW, advice: LOOK, remedy: 'reconcile' }))
  }
}

const THREW = "The program's own code threw while it made the call"
const LOOK = 'The error is in the report of the run. Look at what the service holds before the row is called again.'
