import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fault } from '../../src/core/fault.ts'
import { forOperation, type Idempotency } from '../../src/core/operation.ts'
import { appliedValues, categories, kinds, remedies } from '../../src/core/vocabulary.ts'
import { constant } from '../../src/retry/backoff.ts'
import { decide, type Situation, whyRetry } from '../../src/retry/decide.ts'
import { DEFAULT_POLICY } from '../../src/retry/policy.ts'
import * as faults from './faults.ts'

const policy = { ...DEFAULT_POLICY, backoff: constant(100) }

function decided(fault: Fault, idempotency: Idempotency, more: Partial<Situation> = {}) {
  const situation = { idempotency, attempts: 1, elapsedMs: 0, canSignIn: true, ...more }
  return decide(forOperation(fault, idempotency), situation, policy, () => 0)
}

function inShort(...asked: Parameters<typeof decided>): string {
  const decision = decided(...asked)
  if (decision.kind === 'stop') return decision.because
  return decision.kind === 'wait' ? `wait ${decision.delayMs}` : decision.kind
}

describe('decide', () => {
  const { busy, limited, loggedOut, wrongPassword, unlisted, refusedConnection, reset, timeout, page, unreadable } =
    faults
  const codeOne = faults.refused({ category: 'unknown', remedy: 'reconcile', applied: 'maybe', code: '1' })
  const server = faults.refused({ category: 'server', remedy: 'wait', applied: 'maybe' })
  const conflict = faults.refused({ category: 'conflict', remedy: 'reconcile', code: '802' })
  const changed = faults.refused({ category: 'conflict', remedy: 'refetch', code: '1200' })
  const tooMuch = faults.refused({ category: 'validation', remedy: 'shrink', code: '555' })
  const lost = faults.refused({ category: 'server', remedy: 'reconcile', applied: 'maybe' })
  const underWay = faults.refused({ category: 'conflict', remedy: 'wait', applied: 'maybe' })
  const partly = faults.refused({ category: 'server', remedy: 'wait', applied: 'partly' })

  test.each<[string, Fault, string, string, string, string]>([
    // what happened                    fault              read        repeatable   keyed       once
    ['the service is busy', busy, 'wait 100', 'wait 100', 'wait 100', 'wait 100'],
    ['the rate limit is exceeded', limited, 'wait 60000', 'wait 60000', 'wait 60000', 'wait 60000'],
    ['the session has ended', loggedOut, 'sign-in', 'sign-in', 'sign-in', 'sign-in'],
    ['the password is wrong', wrongPassword, 'final', 'final', 'final', 'final'],
    ['the input is wrong', faults.refused(), 'final', 'final', 'final', 'final'],
    ['too much is asked', tooMuch, 'final', 'final', 'final', 'final'],
    ['the number is taken', conflict, 'wait 100', 'final', 'final', 'final'],
    ['the record has changed', changed, 'final', 'final', 'final', 'final'],
    ['the code is not known', unlisted, 'wait 100', 'wait 100', 'wait 100', 'unsafe'],
    ['the code means almost anything', codeOne, 'wait 100', 'final', 'final', 'unsafe'],
    ['the server failed', server, 'wait 100', 'wait 100', 'wait 100', 'unsafe'],
    ['a part was written', partly, 'wait 100', 'wait 100', 'unsafe', 'unsafe'],
    ['the service lost it on the way', lost, 'wait 100', 'final', 'wait 100', 'unsafe'],
    ['the service is still at work on it', underWay, 'wait 100', 'wait 100', 'wait 100', 'unsafe'],
    ['nothing listened', refusedConnection, 'wait 100', 'wait 100', 'wait 100', 'wait 100'],
    ['the connection was reset', reset, 'wait 100', 'wait 100', 'wait 100', 'unsafe'],
    ['no answer came in time', timeout, 'wait 100', 'wait 100', 'wait 100', 'unsafe'],
    ['a page came instead', page, 'wait 100', 'wait 100', 'wait 100', 'unsafe'],
    ['it was done, unreadably', unreadable, 'final', 'final', 'final', 'unsafe'],
    ['nothing was sent', faults.notSent, 'final', 'final', 'final', 'final'],
    ['it was cancelled', faults.cancelled, 'cancelled', 'cancelled', 'cancelled', 'cancelled'],
  ])('%s', (_, fault, ...expected) => {
    const all = ['read', 'repeatable', 'keyed', 'once'] as const
    expect(all.map(idempotency => inShort(fault, idempotency))).toEqual(expected)
  })

  test.each<[string, Fault, Idempotency, Partial<Situation>, string]>([
    ['four tries are enough', busy, 'read', { attempts: 4 }, 'exhausted'],
    ['waits for a rate limit use no try', limited, 'read', { attempts: 9 }, 'wait 60000'],
    ['waits for what is under way use no try', underWay, 'keyed', { attempts: 9 }, 'wait 100'],
    ['a wait beyond the deadline is not begun', limited, 'read', { elapsedMs: 60_001 }, 'deadline'],
    ['a wait up to the deadline is', limited, 'read', { elapsedMs: 60_000 }, 'wait 60000'],
    ['a repeat that the budget cannot pay is not made', busy, 'read', { tokens: 4 }, 'budget'],
    ['a repeat after a timeout costs more', timeout, 'read', { tokens: 9 }, 'budget'],
    ['a session is renewed once', loggedOut, 'read', { canSignIn: false }, 'final'],
    ['the program forbids', busy, 'read', { ruling: 'forbid' }, 'forbidden'],
    ['the program allows', faults.refused(), 'once', { ruling: 'allow' }, 'wait 100'],
    [
      'the program cannot allow a refused password, which locks the user',
      wrongPassword,
      'read',
      { ruling: 'allow' },
      'final',
    ],
    ['the program cannot allow what may have been done', reset, 'once', { ruling: 'allow' }, 'unsafe'],
    ['the program forbids to sign in', loggedOut, 'read', { ruling: 'forbid' }, 'forbidden'],
  ])('%s', (_, fault, idempotency, more, expected) => {
    expect(inShort(fault, idempotency, more)).toBe(expected)
  })

  test('what the service asks for is a minimum, and what it costs is told', () => {
    const asked = { ...busy, retryAfterMs: 1_000 }
    const at = (random: number) =>
      decide(asked, { idempotency: 'read', attempts: 1, elapsedMs: 0, canSignIn: false }, policy, () => random)
    expect([at(0), at(0.5), at(0.999)].map(one => one.kind === 'wait' && one.delayMs)).toEqual([1000, 1050, 1100])
    expect(decided(timeout, 'read')).toMatchObject({ cost: 10, counts: true })
    expect(decided(limited, 'read')).toMatchObject({ cost: 5, counts: false })
  })

  test('says why in a sentence', () => {
    expect(whyRetry(reset, { idempotency: 'once' }, policy)).toMatch(/^It may have been done already/)
    expect(whyRetry(busy, { idempotency: 'read' }, policy)).toBe(
      'A repeat is harmless and may help (unavailable): again in 100 ms',
    )
    expect(whyRetry(busy, { idempotency: 'read', attempts: 4 }, policy)).toBe(
      'It was tried 4 times, and no more are allowed',
    )
    expect(whyRetry(limited, { idempotency: 'read', elapsedMs: 100_000 }, policy)).toMatch(
      /beyond the deadline of 120 s/,
    )
    expect(whyRetry(faults.refused(), { idempotency: 'read' }, policy)).toMatch(/must be corrected/)
  })

  const anyFault = fc
    .record({
      kind: fc.constantFrom(...kinds.filter(kind => kind !== 'request')),
      category: fc.constantFrom(...categories),
      remedy: fc.constantFrom(...remedies),
      applied: fc.constantFrom(...appliedValues),
      retryAfterMs: fc.oneof(fc.constant(undefined), fc.double({ min: 0, max: 1e12, noNaN: true })),
    })
    .map(
      ({ retryAfterMs, ...fields }) =>
        ({ ...faults.page, ...fields, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }) as Fault,
    )

  const anySituation = fc.record({
    idempotency: fc.constantFrom('read' as const, 'repeatable' as const, 'keyed' as const, 'once' as const),
    attempts: fc.integer({ min: 0, max: 100 }),
    elapsedMs: fc.integer({ min: 0, max: 1_000_000 }),
    canSignIn: fc.boolean(),
    tokens: fc.integer({ min: 0, max: 500 }),
    ruling: fc.constantFrom('allow' as const, 'forbid' as const),
  })

  test('whatever may have been done is never repeated where a repeat does it twice', () => {
    fc.assert(
      fc.property(anyFault, anySituation, (fault, situation) => {
        const decision = decide(fault, situation, policy, Math.random)
        if (situation.idempotency === 'once' && fault.applied !== 'no') expect(decision.kind).toBe('stop')
      }),
    )
  })

  test('no wait is shorter than the service asks, or goes beyond the deadline, the tries or the budget', () => {
    fc.assert(
      fc.property(
        anyFault,
        anySituation,
        fc.double(), // also what no source of chance should give
        (fault, situation, random) => {
          const decision = decide(fault, situation, policy, () => random)
          if (decision.kind !== 'wait') return
          expect(decision.delayMs).toBeGreaterThanOrEqual(Math.floor(fault.retryAfterMs ?? 0))
          expect(situation.elapsedMs + decision.delayMs).toBeLessThanOrEqual(policy.deadlineMs)
          expect(decision.cost).toBeLessThanOrEqual(situation.tokens)
          if (decision.counts) expect(situation.attempts).toBeLessThan(policy.maxAttempts)
        },
      ),
    )
  })
})
