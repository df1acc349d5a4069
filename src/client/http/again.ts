import type { Fault } from '../../core/fault.ts'
import type { Idempotency } from '../../core/operation.ts'

/** How a call may be repeated, as far as its method tells: PUT and PATCH may do anything. */
export function idempotencyOf(method: string, uniqueBy: string | undefined): Idempotency {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return 'read'
  if (method === 'DELETE' || (method === 'POST' && uniqueBy !== undefined)) return 'repeatable'
  return 'once'
}

/** Whether a repeated deletion finds that nothing is left, so that the first try did it. */
export function isGone(method: string, fault: Fault): boolean {
  return method === 'DELETE' && fault.kind !== 'request' && (fault.status === 404 || fault.status === 410)
}

/**
 * The refusal of a repeat that a unique field guards. It proves that the record is there, and not who made it: nobody
 * knows before somebody looks.
 */
export function guarded(fault: Fault, uniqueBy: string | undefined): Fault {
  if (uniqueBy === undefined || fault.kind === 'request' || !DUPLICATE.has(fault.status ?? 0)) return fault
  return { ...fault, applied: 'maybe', remedy: 'reconcile' }
}

/** How services say that a value is taken. */
const DUPLICATE: ReadonlySet<number> = new Set([400, 409, 422])
