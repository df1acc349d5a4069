/**
 * The short message of the code stands in the vendor's current guide.
 *
 * Category, remedy and applied are faultline's reading of it, whatever the source.
 *
 * @see https://docs.oracle.com/en/cloud/saas/netsuite-suiteprojects-pro/online-help/article_1127034536.html
 */
export const GUIDE = 'SuiteProjects Pro help: Error Codes'

/** The code stands in an earlier edition of the same page; the vendor may have reworded it since. */
export const OLDER_GUIDE = 'SuiteProjects Pro help: Error Codes (earlier edition)'

/**
 * The page on the places where an error can stand.
 *
 * @see https://docs.oracle.com/en/cloud/saas/netsuite-suiteprojects-pro/online-help/article_55125448880.html
 */
export const HANDLING_ERRORS = 'SuiteProjects Pro help: Handling Errors'

/** Known from integrations that carry the code with a message; no page of the vendor was read for it. */
export const REPORTED = 'reported by integrations'

/** The code exists, and what it means was gathered from its neighbors and from how it is used. */
export const INFERRED = 'inferred'

/** "Try again in some minutes", where nobody names a figure: the shortest wait worth a try. Inferred. */
export const SOME_MINUTES_MS = 60_000

/** The shorter of the two windows over which requests are counted; the other is 24 hours. */
export const RATE_WINDOW_MS = 60_000

/** The pairs of category and remedy that most codes share, so that a code fits on a line. */
export const INVALID = { category: 'validation', remedy: 'fix' } as const
export const TOO_MUCH = { category: 'validation', remedy: 'shrink' } as const
export const MISSING = { category: 'not-found', remedy: 'fix' } as const
export const TAKEN = { category: 'conflict', remedy: 'reconcile' } as const
export const RULED_OUT = { category: 'business-rule', remedy: 'fix' } as const
export const STATE_CHANGED = { category: 'business-rule', remedy: 'refetch' } as const
export const FORBIDDEN = { category: 'permission', remedy: 'contact' } as const
export const MALFORMED = { category: 'malformed-request', remedy: 'fix' } as const
export const UNSUPPORTED = { category: 'unsupported', remedy: 'fix' } as const
export const NOT_ENABLED = { category: 'unsupported', remedy: 'contact' } as const
export const WRONG_LOGIN = { category: 'authentication', remedy: 'fix' } as const
export const CLOSED_LOGIN = { category: 'authentication', remedy: 'contact' } as const
export const SIGNED_OUT = { category: 'session', remedy: 'sign-in' } as const
export const BUSY = { category: 'unavailable', remedy: 'wait' } as const
export const HALF_WRITTEN = { category: 'server', remedy: 'reconcile', applied: 'maybe' } as const
