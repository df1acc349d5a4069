import type { Idempotency } from 'faultline'
import { chanceOf, weighted } from '../draw.ts'

/** What a second call of a row does: fixed by the seed, so that the service and the program agree. */
export function idempotencyOf(seed: number, row: number): Idempotency {
  return weighted({ once: 6, keyed: 2, repeatable: 2, read: 0 }, chanceOf(seed, 'idempotency', row))
}

/** What befalls a call of a row; `closed` where more calls came than the service takes. */
export type Strike =
  | 'none'
  | 'closed'
  | 'refused'
  | 'limit'
  | 'reset-before'
  | 'reset-after'
  | 'page-before'
  | 'page-after'

const REFUSED = 0.05
const TECHNICAL = 0.02

/** Of 20 rows one is refused whenever it is called; of 50 calls one meets trouble on the way. */
export function strikeOf(seed: number, row: number, call: number): Strike {
  if (chanceOf(seed, 'row', row)() < REFUSED) return 'refused'
  const chance = chanceOf(seed, 'call', row, call)
  if (chance() >= TECHNICAL) return 'none'
  return weighted({ limit: 2, 'reset-before': 2, 'reset-after': 2, 'page-before': 1, 'page-after': 1 }, chance)
}
