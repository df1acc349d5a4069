import type { Fault } from '../core/fault.ts'
import type { Category } from '../core/vocabulary.ts'

/**
 * What a failed invocation is to a run: `functional`, the service answered with a refusal of this row; `technical`, the
 * call was not performed, or the next would meet the same; `collateral`, it fell with another of the same request;
 * `cancelled`, by the program.
 *
 * @see Semarchy xDI, "Getting started with invocation error handling" (HTTP REST legacy, WSDL)
 */
export type FailureKind = 'functional' | 'technical' | 'collateral' | 'cancelled'

/** Tells the kind of a failed invocation by the fault of its last try. */
export function failureKind(fault: Fault): FailureKind {
  const { category } = fault
  if (category === 'cancelled') return 'cancelled'
  if (category === 'collateral') return 'collateral'
  return isTechnical(fault) ? 'technical' : 'functional'
}

/** Every further row would fail alike. */
const OF_ALL_ROWS: ReadonlySet<Category> = new Set(['unavailable', 'authentication', 'session'])

function isTechnical(fault: Fault): boolean {
  if (OF_ALL_ROWS.has(fault.category)) return true
  if (fault.kind === 'request') return fault.problem === 'not-sent'
  // An answer that is larger than it may be came for this row.
  if (fault.kind === 'network') return fault.problem !== 'too-large'
  return fault.kind === 'http' && fault.category === 'timeout'
}
