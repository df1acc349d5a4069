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
  const spoilt = spoiltIn(together, invocations)
  if (spoilt.length > 1) {
    const middle = Math.ceil(spoilt.length / 2)
    const halves = [...(await again(spoilt.slice(0, middle))), ...(await again(spoilt.slice(middle)))]
    return delivered.map((one, place) => halves[spoilt.indexOf(place)] ?? one)
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

/** The rows of a request that failed as a whole. One that was refused before anything went out is none of them. */
function spoiltIn(
  { refused, delivered }: DeliveredTogether<unknown>,
  invocations: readonly Invocation<unknown>[],
): readonly number[] {
  const sent = [...delivered.keys()].filter(place => refused !== undefined || !isUnsent(delivered[place]))
  const isSpoilt = sent.every(place => {
    const result = delivered[place]?.result
    if (result?.isErr() !== true) return false
    const fault = result.error
    const { idempotency = 'once' } = invocations[place] ?? {}
    if (refused === undefined && !speaksOfAll(fault)) return false
    if (fault.stopped?.because === 'cancelled' || fault.stopped?.because === 'forbidden') return false
    return failureKind(fault) === 'functional' && !OF_NO_ROW.has(fault.category) && isHarmless(fault, idempotency)
  })
  return isSpoilt ? sent : []
}

function isUnsent(delivered: Delivered<unknown> | undefined): boolean {
  return delivered?.result.isErr() === true && delivered.result.error.kind === 'request'
}

const ABOVE_ROWS: ReadonlySet<Level> = new Set(['response', 'control', 'authentication', 'operation'])

/** Clients that give a result for each object give the fault of a request that failed as a whole to each of them. */
function speaksOfAll(fault: Fault): boolean {
  return fault.kind !== 'service' || ABOVE_ROWS.has(fault.level)
}

function hasFallen(one: Invocation<unknown> | undefined, delivered: Delivered<unknown> | undefined): boolean {
  if (one === undefined || delivered?.result.isErr() !== true) return false
  const { error } = delivered.result
  return failureKind(error) === 'collateral' && isHarmless(error, one.idempotency)
}
