import { mishap, openMishaps, PATIENCE_MS, refused, TOO_LONG_MS } from '../mishap.ts'

const MINUTE_MS = 60_000

/**
 * A quarter of all requests meet trouble. Whatever strikes before the work and does not prove it has a twin that looks
 * the same to the caller and strikes after it: that is what makes an `unsafe` stop a right one.
 */
export const mishaps = openMishaps(0.25, [
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
])
