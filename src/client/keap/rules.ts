import type { Fault } from '../../core/fault.ts'
import type { RetryRule } from '../../retry/rules.ts'
import type { KeapAuth } from './options.ts'

/** What the API is known for beyond its codes. */
export function ownRules(auth: KeapAuth): readonly RetryRule[] {
  return 'accessToken' in auth ? [falseAlarm, tokenRanOut] : [falseAlarm]
}

/** Whether a refusal is one of the token that the call was signed with, and not of a password that it carried. */
export function isTokenRefused(fault: Fault): boolean {
  return fault.kind === 'service' && (fault.category === 'session' || fault.code === '2' || fault.code === '0')
}

/**
 * Fault 1 (key and application do not belong together) is said by mistake, rarely: what a second run cannot harm is
 * tried once more. Until it is said again nobody knows that the key is refused, and so the fault is not one of authentication,
 * which is never repeated.
 */
const falseAlarm: RetryRule = (fault, { idempotency, attempts }) =>
  isCode(fault, '1') && idempotency !== 'once' && attempts === 1 ? { retry: 'allow', category: 'unknown' } : undefined

/** Fault 2 (the key is not valid) is how a method of the API speaks of an OAuth token that has run out. */
const tokenRanOut: RetryRule = fault => (isCode(fault, '2') ? { remedy: 'sign-in' } : undefined)

function isCode(fault: Fault, code: string): boolean {
  return fault.kind === 'service' && fault.code === code
}
