import type { Fault } from '../core/fault.ts'
import type { Category, Level } from '../core/vocabulary.ts'
import { isHarmless } from '../retry/verdict.ts'
import { withApplied } from '../retry/with-applied.ts'
import { worstApplied } from '../retry/worst-applied.ts'
import type { Invocation } from './contract.ts'
import { type Delivered, type DeliveredTogether, deliver, type Way } from './deliver.ts'
import { failureKind } from './failure-kind.ts'

/**
 * Calls for many invocations in one request, and finds out which of them spoils it.
 *
 * A request that fails as a whole, and whose repeat harms nothing, is halved until the row stands alone that cannot be
 * taken. Rows that only fell with another (`collateral`) are called again without it.
 */
export async function soundOut<Row, Value>(
  way: Way<Row, Value>,
  invocations: readonly Invocation<Row>[],
  triesBefore: readonly number[] = [],
): Promise<readonly Delivered<Value>[]> {
  const together = await deliver(way, invocations, triesBefore)
  const { delivered } = together
  if (way.ending.hasCome || invocations.length < 2) return delivered
  const again = async (places: readonly number[]) => {
    const before = places.flatMap(place => delivered[place] ?? [])
    const rows = places.flatMap(place => called(invocations[place], delivered[place]))
    const second = await soundOut(
      way,
      rows,
      before.map(({ attempts }) => attempts),
    )
    return second.map((one, index) => after(before[index], one))
  }
  if (isSpoilt(together, invocations)) {
    const places = [...invocations.keys()]
    const middle = Math.ceil(places.length / 2)
    return [...(await again(places.slice(0, middle))), ...(await again(places.slice(middle)))]
  }
  const fallen = [...invocations.keys()].filter(place => hasFallen(invocations[place], delivered[place]))
  if (fallen.length === 0 || fallen.length === invocations.length) return delivered
  const second = await again(fallen)
  return delivered.map((one, place) => second[fallen.indexOf(place)] ?? one)
}

/** The invocation, which may have been carried out meanwhile. */
function called<Row>(one: Invocation<Row> | undefined, before: Delivered<unknown> | undefined): Invocation<Row>[] {
  const mayBeDone = before?.result.isErr() === true && before.result.error.applied !== 'no'
  return one === undefined ? [] : [mayBeDone ? { ...one, wasBegun: true } : one]
}

/** What became of an invocation in two requests, one after the other, the second of which may not have been made. */
function after<Value>(first: Delivered<Value> | undefined, second: Delivered<Value>): Delivered<Value> {
  if (first === undefined || first.result.isOk()) return second
  if (first.attempts === second.attempts) return first
  const { applied } = first.result.error
  return {
    ...second,
    result: second.result.mapErr(fault => withApplied(fault, worstApplied([applied, fault.applied]))),
  }
}

/** Not what every other request would meet as well. */
const OF_NO_ROW: ReadonlySet<Category> = new Set(['rate-limit', 'permission', 'cancelled', 'collateral'])

function isSpoilt<Row>({ refused, delivered }: DeliveredTogether<unknown>, invocations: readonly Invocation<Row>[]) {
  const faults = delivered.flatMap(({ result }) => (result.isErr() ? [result.error] : []))
  if (faults.length < delivered.length) return false
  if (refused === undefined && !faults.every(speaksOfAll)) return false
  return faults.every((fault, index) => {
    const { idempotency = 'once' } = invocations[index] ?? {}
    if (fault.stopped?.because === 'cancelled' || fault.stopped?.because === 'forbidden') return false
    return failureKind(fault) === 'functional' && !OF_NO_ROW.has(fault.category) && isHarmless(fault, idempotency)
  })
}

const ABOVE_ROWS: ReadonlySet<Level> = new Set(['response', 'control', 'authentication', 'operation'])

/** Clients that give a result for each object give the fault of a request that failed as a whole to each of them. */
function speaksOfAll(fault: Fault): boolean {
  if (fault.kind === 'service') return ABOVE_ROWS.has(fault.level)
  return fault.kind !== 'request'
}

function hasFallen(one: Invocation<unknown> | undefined, delivered: Delivered<unknown> | undefined): boolean {
  if (one === undefined || delivered?.result.isErr() !== true) return false
  const { error } = delivered.result
  return failureKind(error) === 'collateral' && isHarmless(error, one.idempotency)
}
