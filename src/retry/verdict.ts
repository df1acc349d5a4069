import type { Fault } from '../core/fault.ts'
import type { Idempotency } from '../core/operation.ts'
import type { Category, Remedy } from '../core/vocabulary.ts'

/**
 * Whether a repeat does no harm: nothing was done, or doing it twice is as good as once. A key guards what was done as a
 * whole; of what was refused after a part of it the service may keep none.
 */
export function isHarmless({ applied }: Fault, idempotency: Idempotency): boolean {
  if (applied === 'partly' && idempotency === 'keyed') return false
  return applied === 'no' || HARMLESS.has(idempotency)
}

/** A list of what is harmless, so that a misspelled word is not. */
const HARMLESS: ReadonlySet<Idempotency> = new Set(['read', 'repeatable', 'keyed'])

/** Categories that pass by themselves, also where nobody says that a wait helps. */
const PASSING: ReadonlySet<Category> = new Set(['timeout', 'unavailable', 'server', 'malformed-response', 'rate-limit'])

/** Why a repeat of the same would not help; undefined where it may. */
export function refusalToRepeat(fault: Fault, idempotency: Idempotency): string | undefined {
  const { kind, category, remedy, applied } = fault
  if (kind === 'shape' && fault.problem === 'unreadable-output')
    return 'It was done, and the next answer would read the same'
  if (category === 'collateral') return 'Another fault in the same call is the cause, and decides'
  if (remedy === 'wait') return undefined
  // Under its key a repeat is how one finds out.
  if (remedy === 'reconcile' && PASSING.has(category) && (kind !== 'service' || idempotency === 'keyed'))
    return undefined
  if (category === 'unknown' && remedy === 'contact' && idempotency !== 'once') return undefined
  if (category === 'unknown' && applied !== 'no') return 'Nobody knows what it means: look at the service first'
  return FINAL[remedy]
}

const FINAL: Readonly<Record<Remedy, string>> = {
  wait: '',
  'sign-in': 'Signing in anew did not help, or nobody can',
  fix: 'The same request would be refused again: it must be corrected',
  shrink: 'The same request would be refused again: it must ask for less',
  refetch: 'The record has changed: it must be read again first',
  reconcile: 'What the service holds must be looked at first',
  contact: 'Somebody must act before it can succeed',
  none: 'Nothing is to be done',
}
