/** What several entries of the catalog share, and where they come from. */
export const GUIDE = 'Keap XML-RPC documentation'
export const QUOTA_GUIDE = 'Keap: API Token Quota and Usage Measurements'
export const REPORTED = 'reported by integrations'
export const CLIENTS = 'read in client libraries'
export const GATEWAY = 'documentation of the former gateway'
export const INFERRED = 'inferred'

/** Calls are counted over a minute that rolls on; the pause of an outage and of a throttled key is the same. */
export const LONG_MS = 60_000
export const SOON_MS = 1_000

/** Wrong key, wrong login: the same again gives the same. */
export const WRONG_KEY = { category: 'authentication', remedy: 'fix' } as const
export const WRONG_LOGIN = { category: 'authentication', remedy: 'sign-in' } as const
export const FORBIDDEN = { category: 'permission', remedy: 'contact' } as const
export const NO_SUCH = { category: 'not-found', remedy: 'fix' } as const
export const WRONG_VALUE = { category: 'validation', remedy: 'fix' } as const
/** It may have been done; the client of a call that must not run twice makes `reconcile` of the wait. */
export const FAILED = { category: 'server', remedy: 'wait', applied: 'maybe' } as const
export const TOO_MANY = { category: 'rate-limit', remedy: 'wait' } as const
/** An outage of hours, announced or not. */
export const AWAY = { category: 'unavailable', remedy: 'wait', retryAfterMs: LONG_MS } as const
