import type { Fault } from '../core/fault.ts'
import { isHarmless } from '../retry/verdict.ts'
import type { Acceptance } from './acceptance.ts'
import type { Invocation, Journal, RowOutcome, Sink } from './contract.ts'
import type { Counter } from './counter.ts'
import type { Delivered } from './deliver.ts'
import type { Ending } from './ending.ts'
import { failureKind } from './failure-kind.ts'
import type { RunnerOptions } from './options.ts'

/** What one lane still waits for: the note that its last row is settled. */
export interface Lane {
  settling: Promise<void> | undefined
}

interface Told {
  readonly accepted: Acceptance
  readonly counter: Counter
  readonly ending: Ending
}

/**
 * Makes the function that takes what became of an invocation: it counts it, hands the outcome to its sink and has the
 * journal note it, in this order. A crash in between makes the row one that was under way, never one that is lost.
 */
export function settler<Row, Value, Target extends string>(
  options: RunnerOptions<Row, Value, Target>,
  { accepted, counter, ending }: Told,
) {
  const { journal, sinks } = options
  const noting = async (lane: Lane, note: () => Promise<void>) => {
    // The notes of a lane go out one behind the other, each while the next row is called.
    await lane.settling
    lane.settling = noted(note).catch(error => ending.breakOff('journal', error))
  }
  return async (invocation: Invocation<Row> | undefined, delivered: Delivered<Value>, lane: Lane): Promise<void> => {
    if (invocation === undefined) return
    const { index } = invocation
    counter.called(delivered.attempts)
    const failure = delivered.result.isErr() ? judge(invocation, delivered.result.error, journal) : undefined
    if (failure?.isUndone === true) {
      counter.notInvoked += 1
      // What may have been done stays under way, and keeps its key.
      if (failure.isUntouched && journal !== undefined) await noting(lane, () => journal.release(index))
      return
    }
    // What an earlier run left behind is no failure of this one.
    const ends = failure === undefined || delivered.attempts === 0 ? undefined : accepted.count(failure.fault)
    if (ends !== undefined) ending.tooMany(ends, failure?.fault)
    const open = failure?.isTechnical === true && failure.isHarmless && ending.isTechnical && journal !== undefined
    const kind = failure === undefined ? 'success' : failure.kind
    counter.settled(kind, delivered.attempts)
    if (sinks !== undefined) {
      const outcome = outcomeOf(invocation, delivered, failure, open)
      try {
        await sinkOf(outcome, options)?.(outcome)
      } catch (error) {
        ending.breakOff('sink', error)
        return
      }
    }
    if (journal === undefined) return
    if (!open) await noting(lane, () => journal.settle(index, kind, failure?.isTechnical === true))
    else if (failure.isUntouched) await noting(lane, () => journal.release(index))
  }
}

/** A journal of the program's own may throw before it promises anything. */
async function noted(note: () => Promise<void>): Promise<void> {
  await note()
}

interface Failure {
  readonly fault: Fault
  readonly kind: 'failure' | 'reconcile'
  readonly isTechnical: boolean
  readonly isHarmless: boolean
  /** No try of it, in this run or an earlier one, may have been carried out. */
  readonly isUntouched: boolean
  /** The program cancelled it before anything came of it, or a resumed run goes on with it. */
  readonly isUndone: boolean
}

function judge({ idempotency, wasBegun }: Invocation<unknown>, fault: Fault, journal: Journal | undefined): Failure {
  const kind = failureKind(fault)
  const harmless = isHarmless(fault, idempotency)
  const isUntouched = fault.applied === 'no' && !wasBegun
  const isCancelled = kind === 'cancelled' || fault.stopped?.because === 'cancelled'
  return {
    fault,
    kind: harmless ? 'failure' : 'reconcile',
    isTechnical: kind === 'technical',
    isHarmless: harmless,
    isUntouched,
    isUndone: harmless && isCancelled && (isUntouched || journal !== undefined),
  }
}

function outcomeOf<Row, Value>(
  { row, rows, index, rowId, key }: Invocation<Row>,
  { result, attempts }: Delivered<Value>,
  failure: Failure | undefined,
  open: boolean,
): RowOutcome<Row, Value> {
  const told = { row, rows, index, rowId, key, attempts }
  if (failure !== undefined) return { ...told, kind: failure.kind, fault: failure.fault, open }
  return { ...told, kind: 'success', value: result._unsafeUnwrap() }
}

function sinkOf<Row, Value, Target extends string>(
  outcome: RowOutcome<Row, Value>,
  { route, sinks }: RunnerOptions<Row, Value, Target>,
): Sink<Row, Value> | undefined {
  const name = route === undefined ? (outcome.kind as Target) : route(outcome)
  if (name === undefined || sinks === undefined) return undefined
  const sink = Object.hasOwn(sinks, name) ? sinks[name] : undefined
  if (sink === undefined && route !== undefined) throw new TypeError(`route: there is no sink "${name}"`)
  return sink
}
