import type { Fault } from '../core/fault.ts'
import type { Category, Level } from '../core/vocabulary.ts'
import { isHarmless } from '../retry/verdict.ts'
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
): Promise<readonly Delivered<Value>[]> {
  const together = await deliver(way, invocations)
  const { delivered } = together
  if (way.ending.hasCome || invocations.length < 2) return delivered
  if (isSpoilt(together, invocations)) {
    const middle = Math.ceil(invocations.length / 2)
    const halves = [invocations.slice(0, middle), invocations.slice(middle)]
    const parts: Delivered<Value>[] = []
    for (const half of halves) parts.push(...(await soundOut(way, half)))
    return parts.map((part, index) => ({ ...part, attempts: part.attempts + (delivered[index]?.attempts ?? 0) }))
  }
  const fallen = invocations.filter((one, index) => hasFallen(one, delivered[index]))
  if (fallen.length === 0 || fallen.length === invocations.length) return delivered
  const again = (await soundOut(way, fallen)).values()
  return delivered.map((one, index) => {
    const invocation = invocations[index]
    if (invocation === undefined || !hasFallen(invocation, one)) return one
    const second = again.next().value
    return second === undefined ? one : { ...second, attempts: second.attempts + one.attempts }
  })
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

function hasFallen<Row>({ idempotency }: Invocation<Row>, delivered: Delivered<unknown> | undefined): boolean {
  const { result } = delivered ?? {}
  return result?.isErr() === true && failureKind(result.error) === 'collateral' && isHarmless(result.error, idempotency)
}
