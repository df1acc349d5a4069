import type { Issue, RequestFault } from './fault.ts'
import { present } from './present.ts'
import type { Category, Remedy } from './vocabulary.ts'

/** What is known when a request is held back. Everything but the problem may be left out. */
export interface RequestFaultFacts {
  readonly problem: RequestFault['problem']
  /** Where the cause says more than the problem does. */
  readonly category?: Category | undefined
  readonly remedy?: Remedy | undefined
  readonly title?: string | undefined
  readonly advice?: string | undefined
  /** Default: the title. Must not quote the request. */
  readonly message?: string | undefined
  readonly issues?: readonly Issue[] | undefined
  readonly retryAfterMs?: number | undefined
  readonly dialect?: string | undefined
  readonly operation?: string | undefined
}

/**
 * Makes the fault of a request that was never sent. Category, remedy, title and advice follow from the problem.
 *
 * @example
 * requestFault({ problem: 'invalid-input', issues: [{ path: ['name'], message: 'is empty' }] })
 */
export function requestFault(facts: RequestFaultFacts): RequestFault {
  const told = { ...MEANINGS[facts.problem], ...present(facts) }
  return { kind: 'request', applied: 'no', message: told.title, ...told }
}

interface Meaning {
  readonly category: Category
  readonly remedy: Remedy
  readonly title: string
  readonly advice: string
}

const MEANINGS: Readonly<Record<RequestFault['problem'], Meaning>> = {
  'invalid-input': {
    category: 'validation',
    remedy: 'fix',
    title: 'The input does not fit the operation',
    advice: 'Correct the fields that the issues name. Nothing has left this machine.',
  },
  'circuit-open': {
    category: 'unavailable',
    remedy: 'wait',
    title: 'Calls are paused after repeated failures',
    advice: 'The circuit breaker lets a trial call through after its pause. Try again then.',
  },
  'bulkhead-full': {
    category: 'rate-limit',
    remedy: 'wait',
    title: 'Too many calls are already under way here',
    advice: 'Let some of the running calls finish, or allow more of them at once.',
  },
  cancelled: {
    category: 'cancelled',
    remedy: 'none',
    title: 'The call was cancelled before it was sent',
    advice: 'The service knows nothing of it. Call again if it is still wanted.',
  },
  credentials: {
    category: 'authentication',
    remedy: 'sign-in',
    title: 'No usable credentials were at hand',
    advice: 'Check where the credentials come from: the value is missing, or the function that gives it failed.',
  },
  'not-sent': {
    category: 'malformed-request',
    remedy: 'fix',
    title: 'The request cannot be sent as it stands',
    advice: 'Check the address, the header values and that the transport was not closed.',
  },
}
