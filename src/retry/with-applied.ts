import type { Fault } from '../core/fault.ts'
import type { Applied } from '../core/vocabulary.ts'

/** A request that was not sent again leaves what the tries before it did: the fault of none of them says it alone. */
export function withApplied(fault: Fault, applied: Applied): Fault {
  if (fault.applied === applied) return fault
  if (fault.kind !== 'request') return { ...fault, applied }
  const { problem: _, issues: __, ...told } = fault
  const problem = fault.category === 'cancelled' ? 'cancelled' : 'other'
  return { ...told, kind: 'network', applied, remedy: 'reconcile', problem, phase: 'unknown' }
}
