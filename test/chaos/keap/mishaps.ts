import type { TroubleOnce } from 'faultline/sandbox'
import { type Mishap, mishap, openMishaps, PATIENCE_MS, refused, TOO_LONG_MS } from '../mishap.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000

const THROTTLED =
  'Server encountered exception: com.infusionsoft.throttle.ThrottlingException: Maximum number of threads throttled'
const CLOSED = '<!DOCTYPE html>\n<html><head><title>503</title></head><body><h1>Service Unavailable</h1></body></html>'

const overSecond: TroubleOnce = {
  kind: 'json',
  status: 429,
  body: JSON.stringify({ code: '429', message: 'Too many calls in a second', status: 'Too Many Requests' }),
  headers: { 'x-keap-product-quota-available': '700', 'x-keap-product-throttle-available': '7' },
}
const overMinute: TroubleOnce = {
  kind: 'json',
  status: 429,
  body: JSON.stringify({
    fault: { faultstring: 'Rate limit quota violation', detail: { errorcode: 'policies.ratelimit.QuotaViolation' } },
  }),
  headers: { 'x-keap-product-throttle-available': '0', 'x-keap-product-throttle-time-unit': 'minute' },
}
const tokenRefused: TroubleOnce = {
  kind: 'json',
  status: 401,
  body: JSON.stringify({ fault: { faultstring: 'Invalid token', detail: { errorcode: 'invalid_token' } } }),
}

/**
 * A fifth of all requests meet trouble. Whatever strikes before the work and does not prove it has a twin that looks
 * the same to the caller and strikes after it: that is what makes an `unsafe` stop a right one.
 */
export const mishaps = openMishaps(0.2, [
  mishap('throttled', { kind: 'code', code: '500', at: 'auth', text: THROTTLED }, overLimit(MINUTE_MS)),
  mishap('429-second', overSecond, overLimit(SECOND_MS)),
  mishap('429-minute', overMinute, overLimit(MINUTE_MS)),
  mishap(
    '403-over-qps',
    { kind: 'text', status: 403, body: 'Account Over Queries Per Second Limit' },
    overLimit(SECOND_MS),
  ),
  mishap('401-token', tokenRefused, refused({ asks: 'sign-in' })),
  mishap('session-bug-before', { kind: 'session-bug' }, { pauseMs: SECOND_MS }),
  mishap('session-bug-after', { kind: 'session-bug', when: 'after' }, { pauseMs: SECOND_MS }),
  mishap('html-502-before', { kind: 'html', status: 502 }),
  mishap('html-502-after', { kind: 'html', status: 502, when: 'after' }),
  mishap('brownout-before', { kind: 'html', status: 503, body: CLOSED }, { pauseMs: MINUTE_MS }),
  mishap('brownout-after', { kind: 'html', status: 503, body: CLOSED, when: 'after' }, { pauseMs: MINUTE_MS }),
  mishap('page-200-before', { kind: 'html', status: 200 }, { pauseMs: MINUTE_MS }),
  mishap('page-200-after', { kind: 'html', status: 200, when: 'after' }, { pauseMs: MINUTE_MS }),
  mishap('html-500-before', { kind: 'html', status: 500 }),
  mishap('html-500-after', { kind: 'html', status: 500, when: 'after' }),
  mishap('500-with-answer', { kind: 'status', status: 500, body: 'xml' }),
  mishap('empty-before', { kind: 'empty' }),
  mishap('empty-after', { kind: 'empty', when: 'after' }),
  mishap('truncated', { kind: 'truncated' }, { hides: false }),
  mishap('truncated-late', { kind: 'truncated', keep: 0.99 }, { hides: false }),
  mishap('missing-value', { kind: 'drop-outcome', at: 0 }, { hides: false }),
  mishap('neither-value-nor-fault', { kind: 'missing-status', at: 0 }, { hides: false }),
  mishap('reset-before', { kind: 'reset', when: 'before' }),
  mishap('reset-after', { kind: 'reset', when: 'after' }),
  mishap('reset-during', { kind: 'reset', when: 'during' }),
  mishap('slow', { kind: 'slow', delayMs: 2_000 }, { spoils: false, hides: false }),
  mishap('too-slow-before', { kind: 'slow', delayMs: TOO_LONG_MS, when: 'before' }, { tookMs: PATIENCE_MS }),
  mishap('too-slow-after', { kind: 'slow', delayMs: TOO_LONG_MS, when: 'after' }, { tookMs: PATIENCE_MS }),
])

/** The bucket throttles keys, and tokens run out: a credential meets nothing that is of the other. */
export function meets(credential: 'token' | 'key', { trouble, asks }: Mishap): boolean {
  return credential === 'token' ? trouble !== 'throttled' : asks !== 'sign-in'
}

function overLimit(pauseMs: number) {
  return refused({ asks: 'rate-limit', pauseMs })
}
