import type { Verdict } from '../core/fault.ts'
import type { Category } from '../core/vocabulary.ts'

/** What is known of a refusal by its category alone. */
export const defaults = {
  authentication: { remedy: 'sign-in', applied: 'no', title: 'The service does not accept the credentials' },
  session: { remedy: 'sign-in', applied: 'no', title: 'The session is unknown or has ended' },
  permission: { remedy: 'contact', applied: 'no', title: 'The service does not allow this to the caller' },
  'rate-limit': { remedy: 'wait', applied: 'no', title: 'The service takes no more calls for now' },
  validation: { remedy: 'fix', applied: 'no', title: 'The service finds a value in the request wrong' },
  'business-rule': { remedy: 'fix', applied: 'no', title: 'A rule of the service forbids it' },
  'not-found': { remedy: 'fix', applied: 'no', title: 'The service does not know what was asked for' },
  conflict: { remedy: 'refetch', applied: 'no', title: 'The record is in another state than the request assumes' },
  declined: { remedy: 'none', applied: 'no', title: 'The service decided against it' },
  unsupported: { remedy: 'fix', applied: 'no', title: 'The service does not offer this' },
  'malformed-request': { remedy: 'fix', applied: 'no', title: 'The service cannot read the request' },
  'malformed-response': { remedy: 'reconcile', applied: 'maybe', title: 'The answer cannot be read' },
  unavailable: { remedy: 'wait', applied: 'maybe', title: 'The service is not available now' },
  server: { remedy: 'wait', applied: 'maybe', title: 'The service failed on the request' },
  timeout: { remedy: 'wait', applied: 'maybe', title: 'The service gave up on the request' },
  cancelled: { remedy: 'none', applied: 'maybe', title: 'The request was called off' },
  collateral: { remedy: 'none', applied: 'no', title: 'Not carried out because of another refusal' },
  unknown: { remedy: 'contact', applied: 'maybe', title: 'The service refused the request' },
} as const satisfies Readonly<Record<Category, Omit<Verdict, 'category'> & { readonly title: string }>>
