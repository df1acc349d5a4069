import type { SandboxTime } from '../time.ts'

const TOKEN_MS = 500
const MOST_WAITING = 3

/** The allowance of a legacy key. */
export interface Bucket {
  /**
   * Lets a call in, at once or after half a second where the bucket is empty, or throttles it where three others wait
   * already. `stopped` where the sandbox closed meanwhile.
   */
  readonly admit: () => Promise<'in' | 'throttled' | 'stopped'>
  /** Tells that a call that was let in is over. */
  readonly leave: () => void
  /** Calls that would be let in at once. */
  readonly tokens: () => number
}

/** Fills a bucket. A token comes back for every half second without any call, and only then. */
export function openBucket(size: number, time: SandboxTime): Bucket {
  let tokens = size
  let idleSince = time.now()
  let underWay = 0
  let waiting = 0
  const refill = () => {
    const earned = underWay > 0 ? 0 : Math.floor((time.now() - idleSince) / TOKEN_MS)
    tokens = Math.min(size, tokens + earned)
    idleSince += earned * TOKEN_MS
  }
  const leave = () => {
    underWay -= 1
    idleSince = time.now()
  }
  return {
    leave,
    tokens: () => {
      refill()
      return tokens
    },
    admit: async () => {
      refill()
      if (tokens > 0) {
        tokens -= 1
        underWay += 1
        return 'in'
      }
      idleSince = time.now()
      if (waiting >= MOST_WAITING) return 'throttled'
      waiting += 1
      underWay += 1
      const waited = await time.wait(TOKEN_MS)
      waiting -= 1
      if (waited === 'elapsed') return 'in'
      leave()
      return 'stopped'
    },
  }
}
