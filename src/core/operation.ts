import type { Fault } from './fault.ts'

/** Every answer to the question what a second try does. */
export const idempotencies = ['read', 'repeatable', 'keyed', 'once'] as const
/** What a second try of an operation does: `keyed` is safe with the same key, `once` is not safe at all. */
export type Idempotency = (typeof idempotencies)[number]

/**
 * Adds to a fault what is known of the operation: a read changes nothing, whatever became of it, and a
 * `once` operation that may have been done wants to be compared with the service before anything else.
 */
export function forOperation<F extends Fault>(fault: F, idempotency: Idempotency): F {
  if (idempotency === 'read') {
    const remedy = fault.remedy === 'reconcile' ? 'wait' : fault.remedy
    return fault.applied === 'no' && remedy === fault.remedy ? fault : { ...fault, applied: 'no', remedy }
  }
  if (idempotency === 'once' && fault.applied === 'maybe') return { ...fault, remedy: 'reconcile' }
  return fault
}
