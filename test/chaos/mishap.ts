import { drawTrouble, type RandomTrouble, type TroubleOnce } from 'faultline/sandbox'
import type { Knock } from './story.ts'

/** How long a client of a scenario waits for an answer to begin. */
export const PATIENCE_MS = 30_000
export const TOO_LONG_MS = 2 * PATIENCE_MS

/** A kind of trouble, and what follows from it for a call. */
export interface Mishap extends Pick<Knock, 'trouble' | 'clear' | 'asks' | 'tookMs' | 'pauseMs'> {
  readonly strikes: TroubleOnce
  /** Whether the answer is of no use. */
  readonly spoils: boolean
  /** Whether it also covers that the token or the session had ended. */
  readonly hides: boolean
}

type Consequence = Partial<Omit<Mishap, 'trouble' | 'strikes'>>

/** Makes a kind of trouble that spoils the answer and proves nothing, unless said otherwise. */
export function mishap(trouble: string, strikes: TroubleOnce, consequence: Consequence = {}): Mishap {
  return { trouble, strikes, clear: false, spoils: true, hides: true, tookMs: 0, pauseMs: 0, ...consequence }
}

/** The service's own no, in words that say that nothing was done. */
export function refused(consequence: Consequence): Consequence {
  return { clear: true, ...consequence }
}

/** What may happen in a scenario. */
export interface Mishaps {
  readonly all: readonly Mishap[]
  /** Trouble by chance for the sandbox, each kind as often as any other. */
  readonly troubleOf: (seed: number) => RandomTrouble
  /** What strikes the request with this key, as the sandbox draws it; undefined where nothing does. */
  readonly strikeOf: (seed: number, key: string) => Mishap | undefined
}

/** @param rate the share of requests that meet trouble */
export function openMishaps(rate: number, all: readonly Mishap[]): Mishaps {
  const byStrike: ReadonlyMap<TroubleOnce, Mishap> = new Map(all.map(one => [one.strikes, one]))
  const troubleOf = (seed: number) => ({ seed, rate, kinds: all.map(one => one.strikes) })
  return {
    all,
    troubleOf,
    strikeOf: (seed, key) => {
      const drawn = drawTrouble(troubleOf(seed), key, 1)
      return drawn === undefined ? undefined : byStrike.get(drawn)
    },
  }
}
