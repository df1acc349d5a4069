import { describe, expect, test } from 'vitest'
import type { Refusal } from '../../src/core/refusal.ts'
import type { Catalog } from '../../src/dialects/contract.ts'
import { enrich } from '../../src/normalize/enrich.ts'

const catalog: Catalog = {
  codes: {
    '7': { category: 'validation', remedy: 'fix', title: 'A field is wrong', source: 'guide' },
    '8': {
      category: 'not-found',
      remedy: 'fix',
      title: 'Nothing there',
      source: 'guide',
      phrases: [
        { says: /locked/i, category: 'conflict', remedy: 'refetch', title: 'Somebody holds it', source: 'guide' },
      ],
    },
    '9': { category: 'server', remedy: 'wait', applied: 'maybe', retryAfterMs: 3000, title: 'Down', source: 'guide' },
    W: { category: 'unknown', remedy: 'contact', title: 'Several errors', source: 'guide' },
  },
  phrases: [
    { says: /password/g, category: 'authentication', remedy: 'fix', title: 'Wrong password', source: 'guide' },
    { says: /./, level: 'control', category: 'malformed-request', remedy: 'fix', title: 'Not read', source: 'guide' },
  ],
  families: [{ matches: /^7\d\d$/, title: 'Fields' }],
  wrappers: ['W'],
  statuses: { 403: { category: 'rate-limit', remedy: 'wait', title: 'Too many', source: 'guide' } },
}

const refusal = (code: string | undefined, more: Partial<Refusal> = {}): Refusal => ({
  signal: 'status-attribute',
  level: 'command',
  texts: [],
  ...(code === undefined ? {} : { code }),
  ...more,
})

const context = { status: 200, retryAfterMs: undefined, dialect: 'test', mask: (text: string) => text }
const enriched = (...refusals: [Refusal, ...Refusal[]]) => enrich(refusals, catalog, context)

describe('what a refusal means', () => {
  test.each([
    ['the code', refusal('7'), 'validation', 'no'],
    ['a phrase of the code before the code', refusal('8', { texts: ['LOCKED by ann'] }), 'conflict', 'no'],
    ['the code where its phrases are silent', refusal('8', { texts: ['gone'] }), 'not-found', 'no'],
    ['a phrase of the catalog before the code', refusal('7', { texts: ['password!'] }), 'authentication', 'no'],
    ['a phrase of its level', refusal(undefined, { level: 'control', texts: ['x'] }), 'malformed-request', 'no'],
    ['the structure before everything', refusal('7', { evidence: { victim: true } }), 'collateral', 'no'],
    ['written objects before the code', refusal('7', { evidence: { partly: true } }), 'validation', 'partly'],
    ['an unknown code honestly', refusal('999'), 'unknown', 'maybe'],
    ['an unknown code at sign-in: nothing ran', refusal('999', { level: 'authentication' }), 'unknown', 'no'],
    ['no code at sign-in', refusal(undefined, { level: 'authentication' }), 'authentication', 'no'],
    ['a name every object has', refusal('constructor'), 'unknown', 'maybe'],
    ['the other name', refusal('__proto__'), 'unknown', 'maybe'],
  ])('is told by %s', (_, one, category, applied) => {
    const fault = enriched(one)
    expect([fault.category, fault.applied]).toEqual([category, applied])
  })

  test.each([
    [
      'a status that the catalog knows, for a refusal by status',
      refusal(undefined, { signal: 'http-status' }),
      'rate-limit',
    ],
    ['the code before that status', refusal('7', { signal: 'http-status' }), 'validation'],
    [
      'a phrase before that status',
      refusal(undefined, { signal: 'http-status', texts: ['password'] }),
      'authentication',
    ],
    ['the status as anybody reads it, for a refusal of another kind', refusal(undefined), 'permission'],
  ])('under 403 is told by %s', (_, one, category) => {
    expect(enrich([one], catalog, { ...context, status: 403 }).category).toBe(category)
  })

  test('is the same when it is asked again, though the expression is global', () => {
    const one = refusal('7', { texts: ['password'] })
    expect([enriched(one).category, enriched(one).category]).toEqual(['authentication', 'authentication'])
  })

  test('carries a hint from the family of an unknown code', () => {
    expect(enriched(refusal('712')).title).toContain('Fields')
  })

  test.each([
    [429, 'rate-limit'],
    [503, 'unavailable'],
    [401, 'authentication'],
    [500, 'unknown'],
    [400, 'unknown'],
  ])('an unknown code under HTTP %i is %s', (status, category) => {
    expect(enrich([refusal('999')], catalog, { ...context, status }).category).toBe(category)
  })
})

test('a phrase sees the first 2,000 characters only, so that one that backtracks cannot stall the program', () => {
  const meaning = { category: 'conflict', remedy: 'refetch', title: 'Held', source: 'inferred' } as const
  const held: Catalog = { codes: {}, phrases: [{ says: /held by/, ...meaning }] }
  const categoryOf = (text: string) => enrich([refusal(undefined, { texts: [text] })], held, context).category
  expect(categoryOf(`${'x'.repeat(1_990)} held by`)).toBe('conflict')
  expect(categoryOf(`${'x'.repeat(2_000)} held by`)).toBe('unknown')
})

describe('the fault of several refusals', () => {
  test('is named by the first specific one and keeps all in order', () => {
    const fault = enriched(refusal('W'), refusal('999'), refusal('8'), refusal('7'))
    expect(fault.code).toBe('8')
    expect(fault.reasons.map(reason => reason.code)).toEqual(['W', '999', '8', '7'])
  })

  test('is named by a wrapper only where nothing else is there', () => {
    expect(enriched(refusal('W')).code).toBe('W')
    expect(enriched(refusal('W'), refusal('999')).code).toBe('999')
  })

  test('is never named by a victim where its cause stands beside it', () => {
    expect(enriched(refusal('2', { evidence: { victim: true } }), refusal('7')).code).toBe('7')
  })

  test('admits to the most that any of them admits to', () => {
    expect(enriched(refusal('7'), refusal('9')).applied).toBe('maybe')
    expect(enriched(refusal('7'), refusal('9', { evidence: { victim: true } })).applied).toBe('no')
    expect(enriched(refusal('W'), refusal('7')).applied).toBe('no')
  })
})

describe('the words of a fault', () => {
  test("are the service's own, each once, else the title", () => {
    expect(enriched(refusal('7', { texts: [' no such field ', 'no such field', ''] })).message).toBe('no such field')
    expect(enriched(refusal('7', { texts: ['one', 'two'] })).message).toBe('one; two')
    expect(enriched(refusal('7', { texts: [' '] })).message).toBe('A field is wrong')
  })

  test('the wait is the longest of header and body, else what the catalog knows', () => {
    const wait = (retryAfterMs: number | undefined, one: Refusal) =>
      enrich([one], catalog, { ...context, retryAfterMs }).retryAfterMs
    expect(wait(undefined, refusal('9'))).toBe(3000)
    expect(wait(1000, refusal('9'))).toBe(1000)
    expect(wait(1000, refusal('9', { retryAfterMs: 5000 }))).toBe(5000)
    expect(wait(undefined, refusal('7'))).toBeUndefined()
  })
})
