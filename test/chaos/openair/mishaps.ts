import { drawTrouble, type RandomTrouble, type TroubleOnce } from 'faultline/sandbox'
import type { Knock } from '../story.ts'

/** How long a client of this scenario waits for an answer to begin. */
export const PATIENCE_MS = 30_000
const TOO_LONG_MS = 2 * PATIENCE_MS
const MINUTE_MS = 60_000

/** A kind of trouble, and what follows from it for a call. */
export interface Mishap extends Pick<Knock, 'trouble' | 'clear' | 'asks' | 'tookMs' | 'pauseMs'> {
  readonly strikes: TroubleOnce
  /** Whether the answer is of no use. */
  readonly spoils: boolean
  /** Whether it also covers that the token or the session had ended. */
  readonly hides: boolean
}

type Consequence = Partial<Omit<Mishap, 'trouble' | 'strikes'>>

/**
 * Whatever strikes before the work and does not prove it has a twin that looks the same to the caller and strikes after
 * it: that is what makes an `unsafe` stop a right one.
 */
export const mishaps: readonly Mishap[] = [
  mishap('556-window', { kind: 'code', code: '556', at: 'auth' }, refused({ asks: 'rate-limit', pauseMs: MINUTE_MS })),
  mishap('414-busy', { kind: 'code', code: '414', at: 'auth' }, refused({ pauseMs: MINUTE_MS })),
  mishap('9-logged-out', { kind: 'code', code: '9', at: 'auth' }, refused({ asks: 'sign-in' })),
  mishap('html-502-before', { kind: 'html', status: 502 }),
  mishap('html-502-after', { kind: 'html', status: 502, when: 'after' }),
  mishap('html-503-before', { kind: 'html', status: 503, headers: { 'retry-after': '1' } }, { pauseMs: 1_000 }),
  mishap(
    'html-503-after',
    { kind: 'html', status: 503, headers: { 'retry-after': '1' }, when: 'after' },
    { pauseMs: 1_000 },
  ),
  mishap('500-without-fault-before', { kind: 'status', status: 500 }),
  mishap('500-without-fault-after', { kind: 'status', status: 500, when: 'after' }),
  mishap('500-with-success', { kind: 'status', status: 500, body: 'xml' }, { hides: false }),
  mishap('empty-before', { kind: 'empty' }),
  mishap('empty-after', { kind: 'empty', when: 'after' }),
  mishap('text-before', { kind: 'text' }),
  mishap('text-after', { kind: 'text', when: 'after' }),
  mishap('truncated', { kind: 'truncated' }),
  mishap('truncated-late', { kind: 'truncated', keep: 0.99 }),
  mishap('charset', { kind: 'charset' }, { spoils: false, hides: false }),
  mishap('missing-status', { kind: 'missing-status', at: 0 }, { hides: false }),
  mishap('drop-outcome', { kind: 'drop-outcome', at: 0 }, { hides: false }),
  mishap('reset-before', { kind: 'reset', when: 'before' }),
  mishap('reset-after', { kind: 'reset', when: 'after' }),
  mishap('reset-during', { kind: 'reset', when: 'during' }),
  mishap('slow', { kind: 'slow', delayMs: 2_000 }, { spoils: false, hides: false }),
  mishap('too-slow-before', { kind: 'slow', delayMs: TOO_LONG_MS, when: 'before' }, { tookMs: PATIENCE_MS }),
  mishap('too-slow-after', { kind: 'slow', delayMs: TOO_LONG_MS, when: 'after' }, { tookMs: PATIENCE_MS }),
]

const RATE = 0.25
const byStrike: ReadonlyMap<TroubleOnce, Mishap> = new Map(mishaps.map(one => [one.strikes, one]))

/** A quarter of all requests meet trouble, each kind as often as any other. */
export function troubleOf(seed: number): RandomTrouble {
  return { seed, rate: RATE, kinds: mishaps.map(one => one.strikes) }
}

/** What strikes the request with this key, as the sandbox draws it; undefined where nothing does. */
export function mishapOf(seed: number, key: string): Mishap | undefined {
  const drawn = drawTrouble(troubleOf(seed), key, 1)
  return drawn === undefined ? undefined : byStrike.get(drawn)
}

/** The key of a sign-in. Nobody is logged out while logging in: of the keys it may have, the first that spares it that. */
export function signInKey(seed: number, name: string): string {
  for (let variant = 0; ; variant += 1) {
    const key = `${name}.${variant}`
    if (mishapOf(seed, key)?.asks !== 'sign-in') return key
  }
}

function mishap(trouble: string, strikes: TroubleOnce, consequence: Consequence = {}): Mishap {
  return { trouble, strikes, clear: false, spoils: true, hides: true, tookMs: 0, pauseMs: 0, ...consequence }
}

/** The service's own no, by a code that says that nothing was done. */
function refused(consequence: Consequence): Consequence {
  return { clear: true, ...consequence }
}
