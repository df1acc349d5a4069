import type { TroubleOnce } from 'faultline/sandbox'
import { mishap, openMishaps, PATIENCE_MS, refused } from '../mishap.ts'

/** So long that what was given up is carried out when all else in its round is over: which comes first is never a race. */
const UNTIL_LATER_MS = 3_600_000

/** How many functions are done when a process dies, and how that looks from outside. */
const DEATHS: readonly (readonly [after: number, status?: number])[] = [
  [0],
  [1],
  [2, 500],
  [4],
  [6, 502],
  [9, 524],
  [13],
  [20, 500],
]

/**
 * A quarter of all requests meet trouble, a fifth of that is a process that dies midway. Whatever strikes before the work
 * and does not prove it has a twin that looks the same to the caller and strikes after it.
 */
export const mishaps = openMishaps(0.25, [
  ...DEATHS.map(([after, status]) => {
    const strikes: TroubleOnce = { kind: 'mid-process', after, ...(status === undefined ? {} : { status }) }
    return mishap(`death-after-${after}`, strikes)
  }),
  mishap('gw-0010', { kind: 'code', code: 'GW-0010', at: 'auth' }, refused({ asks: 'rate-limit' })),
  mishap(
    'too-many-operations',
    { kind: 'code', code: 'XL03000006', at: 'control', text: 'There are too many operations under way' },
    refused({ asks: 'rate-limit' }),
  ),
  mishap(
    'off-line',
    { kind: 'code', code: 'XL03000006', at: 'control', text: 'Service is Temporarily Off-line' },
    refused({}),
  ),
  mishap(
    'logged-out',
    { kind: 'code', code: 'XL03000006', at: 'auth', text: 'Invalid session: it has ended' },
    refused({ asks: 'sign-in' }),
  ),
  mishap('gw-0001', { kind: 'code', code: 'GW-0001', at: 'auth', text: 'Unable to process request' }),
  mishap('html-502-before', { kind: 'html', status: 502 }),
  mishap('html-502-after', { kind: 'html', status: 502, when: 'after' }),
  mishap('html-503-before', { kind: 'html', status: 503, headers: { 'retry-after': '1' } }, { pauseMs: 1_000 }),
  mishap(
    'html-503-after',
    { kind: 'html', status: 503, headers: { 'retry-after': '1' }, when: 'after' },
    { pauseMs: 1_000 },
  ),
  mishap('500-without-body-before', { kind: 'status', status: 500 }),
  mishap('500-without-body-after', { kind: 'status', status: 500, when: 'after' }),
  mishap('500-with-success', { kind: 'status', status: 500, body: 'xml' }, { hides: false }),
  mishap('empty-before', { kind: 'empty' }),
  mishap('empty-after', { kind: 'empty', when: 'after' }),
  mishap('text-before', { kind: 'text' }),
  mishap('text-after', { kind: 'text', when: 'after' }),
  mishap('truncated', { kind: 'truncated' }),
  mishap('truncated-late', { kind: 'truncated', keep: 0.99 }),
  mishap('charset', { kind: 'charset' }, { spoils: false, hides: false }),
  mishap('missing-status', { kind: 'missing-status', at: 0 }, { hides: false }),
  mishap('missing-sign-in-status', { kind: 'missing-status', at: 'auth' }, { hides: false }),
  mishap('drop-outcome', { kind: 'drop-outcome', at: 0 }, { hides: false }),
  mishap(
    'rule-violated',
    { kind: 'code', code: 'CRE-3211', at: 2, text: 'a compliance error' },
    { spoils: false, hides: false },
  ),
  mishap('reset-before', { kind: 'reset', when: 'before' }),
  mishap('reset-after', { kind: 'reset', when: 'after' }),
  mishap('reset-during', { kind: 'reset', when: 'during' }),
  mishap('slow', { kind: 'slow', delayMs: 2_000 }, { spoils: false, hides: false }),
  mishap('too-slow-before', { kind: 'slow', delayMs: UNTIL_LATER_MS, when: 'before' }, { tookMs: PATIENCE_MS }),
  mishap('too-slow-after', { kind: 'slow', delayMs: UNTIL_LATER_MS, when: 'after' }, { tookMs: PATIENCE_MS }),
])
