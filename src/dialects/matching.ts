/**
 * The characters of a value that a regular expression is shown. Values come from outside and expressions may be a
 * user's own: without an end, one that backtracks would block for minutes.
 */
export const MAX_MATCHED = 2_000
