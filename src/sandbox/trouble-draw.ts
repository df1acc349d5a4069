import { pick, seedChance } from './chance.ts'
import type { RandomTrouble, TroubleOnce } from './trouble.ts'

/** What happens by chance where nobody said what may. */
export const commonTroubles: readonly TroubleOnce[] = [
  { kind: 'code', code: '556', at: 'auth' },
  { kind: 'code', code: '414', at: 'auth' },
  { kind: 'html', status: 502 },
  { kind: 'html', status: 502, when: 'after' },
  { kind: 'html', status: 503, headers: { 'retry-after': '1' } },
  { kind: 'empty', when: 'after' },
  { kind: 'truncated' },
  { kind: 'slow', delayMs: 2_000 },
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'during' },
  { kind: 'reset', when: 'after' },
]

/**
 * Tells what strikes an attempt of a call, if anything: a pure function, so that the order in which
 * concurrent calls arrive changes nothing.
 *
 * @param key what the call is known by: the header `x-sandbox-call`, or a hash of the request's body
 * @param attempt how often that key has been seen, this time included
 */
export function drawTrouble(options: RandomTrouble, key: string, attempt: number): TroubleOnce | undefined {
  if (attempt > (options.attempts ?? Number.POSITIVE_INFINITY)) return undefined
  const chance = seedChance('trouble', options.seed, key, attempt)
  if (chance() >= options.rate) return undefined
  return pick(options.kinds ?? commonTroubles, chance)
}
