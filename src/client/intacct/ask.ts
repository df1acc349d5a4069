import type { Fault } from '../../core/fault.ts'
import { type CallTry, call } from '../call/call.ts'
import type { Called } from '../call/settle.ts'
import type { Prepared } from './prepare.ts'
import type { IntacctWay, RequestFacts } from './way.ts'

/** Sends functions in one request, once. */
export async function ask(
  way: IntacctWay,
  facts: RequestFacts,
  functions: readonly Prepared[],
  attempt: CallTry,
): Promise<Called> {
  const called = await call(way.framed(facts), functions, attempt)
  return { ...called, outcomes: called.outcomes.map(outcome => outcome.mapErr(forGood)) }
}

/**
 * A function that is refused by a number that nobody lists is refused for good. The vendor lists none of its business
 * logic, so that these are common, and each repeat would be counted against the month.
 */
function forGood(fault: Fault): Fault {
  if (fault.kind !== 'service' || fault.level !== 'function') return fault
  const { category, remedy, applied } = fault
  return category === 'unknown' && remedy === 'contact' && applied === 'no' ? { ...fault, remedy: 'fix' } : fault
}
