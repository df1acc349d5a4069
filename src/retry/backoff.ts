/**
 * How long to wait before a repeat, in milliseconds: the first repeat has the number 1. `random` gives numbers in [0, 1),
 * and `previousMs` is the wait before, 0 at first.
 */
export type Backoff = (repeat: number, random: () => number, previousMs?: number) => number

/** How a delay is spread, so that those who failed together do not come back together. */
export type Jitter = 'full' | 'equal' | 'decorrelated' | 'none'

/** How delays grow. */
export interface ExponentialOptions {
  /** The delay of the first repeat before jitter. Default 500 ms. */
  readonly baseMs?: number
  /** No delay is longer. Default 20,000 ms. */
  readonly capMs?: number
  /** Each delay is this many times the one before. Default 2. */
  readonly factor?: number
  /**
   * `full` (default): anything up to the delay; `equal`: half of it and anything up to the other half; `decorrelated`:
   * anything from the base to three times the wait before; `none`: the delay itself.
   */
  readonly jitter?: Jitter
}

/**
 * Delays that grow: `baseMs`, then `factor` times as long with each repeat, never longer than `capMs`. Finite, never
 * negative and never above the cap, whatever is put in.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function exponential(options: ExponentialOptions = {}): Backoff {
  const base = sane(options.baseMs, 500)
  const cap = sane(options.capMs, 20_000)
  const factor = Math.max(1, sane(options.factor, 2))
  const { jitter = 'full' } = options
  return (repeat, random, previousMs = 0) => {
    const grown = Math.min(cap, base * Math.min(LONGEST_MS, factor ** (Math.max(1, sane(repeat, 1)) - 1)))
    const share = Math.min(1, sane(random(), 0))
    switch (jitter) {
      case 'none':
        return grown
      case 'equal':
        return Math.min(grown, grown / 2 + (share * grown) / 2)
      case 'decorrelated':
        return Math.min(cap, base + share * Math.max(0, 3 * Math.max(base, sane(previousMs, 0)) - base))
      default:
        return share * grown
    }
  }
}

/** The same delay each time. */
export function constant(delayMs: number): Backoff {
  const delay = sane(delayMs, 0)
  return () => delay
}

/** These delays, one after the other; the last one for all further repeats. */
export function delays(...list: readonly number[]): Backoff {
  const sound = list.map(delay => sane(delay, 0))
  return repeat => sound[Math.min(sound.length, Math.max(1, Math.floor(sane(repeat, 1)))) - 1] ?? 0
}

/** The longest delay that is one: beyond that lies no program's life. */
const LONGEST_MS = 2 ** 40

function sane(value: number | undefined, otherwise: number): number {
  if (value === undefined || Number.isNaN(value)) return otherwise
  return Math.min(LONGEST_MS, Math.max(0, value))
}
