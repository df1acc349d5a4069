import { statusVerdict } from '../wire/http.ts'
import type { Meaning } from './contract.ts'

const RFC = 'RFC 9110'
const PRIVO = 'PRIVO: Error Handling'

/** A content error: the same bytes would be refused again. */
const CONTENT = {
  category: 'validation',
  remedy: 'fix',
  applied: 'no',
  title: 'The service refuses what the request holds',
  advice: 'Correct the request, then send it again.',
  source: PRIVO,
} as const satisfies Meaning

const OWN: Readonly<Record<number, Meaning>> = {
  401: { ...statusVerdict(401), advice: 'Check the key, or get a new token.', source: PRIVO },
  403: { ...statusVerdict(403), source: RFC },
  404: { ...statusVerdict(404), title: 'There is nothing at this address, or no such record', source: RFC },
  408: { ...statusVerdict(408), source: RFC },
  409: {
    ...statusVerdict(409),
    remedy: 'fix',
    advice: 'Something of the kind is there already, or has changed: read it, then decide.',
    source: RFC,
  },
  413: { ...CONTENT, remedy: 'shrink', title: 'The request is too large', advice: 'Send less at once.', source: RFC },
  425: {
    category: 'unavailable',
    remedy: 'wait',
    applied: 'no',
    title: 'The server does not take the request this early',
    source: 'RFC 8470',
  },
  429: { ...statusVerdict(429), source: 'RFC 6585' },
}

function meaningOf(status: number): Meaning {
  if (status < 500) return OWN[status] ?? CONTENT
  return { ...statusVerdict(status), source: PRIVO }
}

/**
 * What every status from 400 to 599 means at a service over plain HTTP: a 4xx refuses the content of the request, a 5xx
 * leaves open what was done.
 */
export const httpStatuses: Readonly<Record<number, Meaning>> = Object.fromEntries(
  Array.from({ length: 200 }, (_, index) => [400 + index, meaningOf(400 + index)]),
)
