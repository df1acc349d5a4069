import type { Fault } from '../core/fault.ts'
import { matchFault } from '../core/match.ts'
import type { Applied, Kind, Remedy } from '../core/vocabulary.ts'

/** What a fault of each kind is called in one or two words. */
export const verdicts = {
  request: 'never sent',
  network: 'no answer',
  http: 'not an answer of the API',
  xml: 'broken XML',
  shape: 'unexpected XML',
  service: 'refused',
} as const satisfies Record<Kind, string>

export const appliedWords = {
  no: 'no: the service did nothing',
  maybe: 'maybe: the service may have acted',
  partly: 'partly: the service has done a part of it',
  yes: 'yes: the service has acted',
} as const satisfies Record<Applied, string>

const remedies = {
  wait: 'Wait, then send the same again.',
  'sign-in': 'Sign in anew, then send once more.',
  fix: 'Change the request, its data or the credentials: the same again gets the same answer.',
  shrink: 'Send less at a time.',
  refetch: 'Read the record again, then decide.',
  reconcile: 'Compare with what the service holds before anything is sent again.',
  contact: 'An administrator or the vendor has to act.',
  none: 'Nothing is to be done.',
} as const satisfies Record<Remedy, string>

/** What helps, as a sentence; a repeat after a possible effect comes with its condition. */
export function tellRemedy(fault: Pick<Fault, 'remedy' | 'applied'>): string {
  const risky = fault.remedy === 'wait' && fault.applied !== 'no'
  return risky ? 'Wait, then send the same again if doing it twice does no harm.' : remedies[fault.remedy]
}

type Place = readonly [name: 'where' | 'body' | 'near', words: string]

/** Where data stopped, as far as the kind of fault knows and its message does not tell; else empty. */
export function tellWhere(fault: Fault): Place {
  return matchFault(fault, {
    request: (): Place => ['where', ''],
    network: ({ problem, phase, errno }) => ['where', [problem, phase, errno].filter(Boolean).join(', ')],
    http: ({ body, excerpt }) => ['body', excerpt ? `${bodies[body]}: ${excerpt}` : ''],
    xml: ({ line, column, excerpt, message }) => {
      const place = `line ${line}, column ${column}`
      return ['near', message.includes(place) ? excerpt : `${place}: ${excerpt}`]
    },
    shape: ({ path }) => ['where', path],
    service: () => ['where', ''],
  })
}

const bodies = {
  empty: 'nothing',
  html: 'HTML',
  json: 'JSON',
  text: 'text',
  xml: 'XML',
} as const

/** A pause in words: `250 ms`, `2.5 s`, `60 s`, `3 min`. */
export function tellDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${milliseconds} ms`
  if (milliseconds < 120_000) return `${Number((milliseconds / 1000).toFixed(1))} s`
  return `${Number((milliseconds / 60_000).toFixed(1))} min`
}

/** `1 reply`, `2 replies`. */
export function count(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`
}
