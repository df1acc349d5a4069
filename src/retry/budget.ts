/** What repeats may cost together. A failing service is then not stormed by those who still call it. */
export interface RetryBudget {
  /** Tokens that are left. */
  readonly left: () => number
  /** Takes so many tokens; false, and nothing taken, where there are too few. */
  readonly take: (tokens: number) => boolean
  /** Gives tokens back, up to as many as there were at first. */
  readonly give: (tokens: number) => void
}

/** Tokens for a repeat. */
export const RETRY_COST = 5
/** Tokens for a repeat after a timeout: the service still works on what was asked before. */
export const TIMEOUT_COST = 10
/** What a success at the first try adds. */
export const SUCCESS_GIFT = 1

/**
 * Makes a budget that calls may share: a repeat costs 5 tokens, 10 after a timeout; a call that a repeat saved gives its
 * last cost back, and one that needed none gives 1.
 *
 * @param tokens how many there are at first and at most; default 500
 * @see the standard mode of AWS's SDKs, which has the same figures
 */
export function retryBudget(tokens = 500): RetryBudget {
  if (!(tokens >= 0)) throw new TypeError('retryBudget: the tokens are not a number from 0 on')
  let left = tokens
  return {
    left: () => left,
    take: cost => {
      if (cost > left) return false
      left -= cost
      return true
    },
    give: more => {
      left = Math.min(tokens, left + more)
    },
  }
}
