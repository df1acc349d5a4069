import type { Clock } from '../../retry/sleep.ts'

/** Knows which events were handled. One for several processes asks what they share. */
export interface SeenEvents {
  readonly has: (id: string) => boolean | Promise<boolean>
  readonly add: (id: string) => unknown
}

const MOST_EVENTS = 10_000
const KEPT_MS = 86_400_000

/** Makes the memory of one process: the last 10,000 events, each for a day. PRIVO repeats within a minute. */
export function seenEvents(clock: Clock): SeenEvents {
  const seenAt = new Map<string, number>()
  return {
    has: id => {
      const at = seenAt.get(id)
      return at !== undefined && clock.now() - at < KEPT_MS
    },
    add: id => {
      seenAt.delete(id)
      seenAt.set(id, clock.now())
      const [oldest] = seenAt.keys()
      if (seenAt.size > MOST_EVENTS && oldest !== undefined) seenAt.delete(oldest)
    },
  }
}
