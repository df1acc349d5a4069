/**
 * The error stands among the examples of the vendor's page, or in what it says of gateway errors.
 *
 * Category, remedy and applied are faultline's reading of it, whatever the source.
 *
 * @see https://developer.intacct.com/web-services/error-handling/
 */
export const ERROR_HANDLING = 'Sage Intacct developer site: Error Handling'

/** Known from replies that integrations kept or told of; no page of the vendor was read for it. */
export const REPORTED = 'reported by integrations'

/** What the code or its neighbors suggest. */
export const INFERRED = 'inferred'

/** The meanings that most codes share, so that a code fits on a line. */
export const MALFORMED = { category: 'malformed-request', remedy: 'fix' } as const
export const INVALID = { category: 'validation', remedy: 'fix' } as const
export const RULED_OUT = { category: 'business-rule', remedy: 'fix' } as const
export const TAKEN = { category: 'conflict', remedy: 'reconcile' } as const
export const MISSING = { category: 'not-found', remedy: 'fix' } as const
export const FORBIDDEN = { category: 'permission', remedy: 'contact' } as const
export const UNSUPPORTED = { category: 'unsupported', remedy: 'fix' } as const
export const WRONG_LOGIN = { category: 'authentication', remedy: 'fix', applied: 'no' } as const
export const CLOSED_LOGIN = { category: 'authentication', remedy: 'contact', applied: 'no' } as const
export const ECHO = { category: 'collateral', remedy: 'none' } as const
export const THROTTLED = { category: 'rate-limit', remedy: 'wait' } as const
