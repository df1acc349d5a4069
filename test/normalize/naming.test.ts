import { describe, expect, test } from 'vitest'
import type { Cause, XmlData } from '../../src/core/fault.ts'
import type { Refusal } from '../../src/core/refusal.ts'
import type { Catalog } from '../../src/dialects/contract.ts'
import { enrich } from '../../src/normalize/enrich.ts'

const echo = { category: 'collateral', remedy: 'none', title: 'Echo', source: 'guide' } as const
const taken = { category: 'conflict', remedy: 'reconcile', title: 'Taken', source: 'guide' } as const

const catalog: Catalog = {
  codes: {
    W: {
      category: 'business-rule',
      remedy: 'fix',
      title: 'Something failed',
      source: 'guide',
      phrases: [
        { says: /^not made/, ...echo },
        { says: /taken/, ...taken, title: 'Taken, as its words tell' },
      ],
    },
    E: echo,
    C: taken,
    L: {
      category: 'unknown',
      remedy: 'contact',
      title: 'Overloaded',
      source: 'guide',
      levels: { control: { category: 'authentication', remedy: 'fix', title: 'Sender', source: 'guide' } },
      phrases: [{ says: /quota/, category: 'rate-limit', remedy: 'wait', title: 'Quota', source: 'guide' }],
    },
    F: { category: 'validation', remedy: 'fix', title: 'Finer', source: 'guide' },
    M: { category: 'server', remedy: 'wait', applied: 'maybe', title: 'Open', source: 'guide' },
  },
  phrases: [
    { says: /later/, in: 'correction', category: 'unavailable', remedy: 'wait', title: 'Later', source: 'guide' },
  ],
  wrappers: ['W', 'E'],
  families: [{ matches: /^G/, title: 'gates', verdict: { category: 'server', remedy: 'reconcile', applied: 'maybe' } }],
}

const context = { status: 200, retryAfterMs: undefined, dialect: 'test', mask: (text: string) => text }
const refusal = (code: string | undefined, more: Partial<Refusal> = {}): Refusal => ({
  signal: 'status-element',
  level: 'function',
  texts: [],
  ...(code === undefined ? {} : { code }),
  ...more,
})
const enriched = (...refusals: [Refusal, ...Refusal[]]) => enrich(refusals, catalog, context)
const categories = (...refusals: [Refusal, ...Refusal[]]) => enriched(...refusals).reasons.map(one => one.category)

describe('a wrapper', () => {
  test.each([
    ['beside a cause is collateral', [refusal('C'), refusal('W')], ['conflict', 'collateral']],
    ['before a cause is collateral as well', [refusal('W'), refusal('C')], ['collateral', 'conflict']],
    ['beside an unknown cause is collateral', [refusal('W'), refusal('Q')], ['collateral', 'unknown']],
    ['alone says what its code says', [refusal('W')], ['business-rule']],
    ['alone says it whatever its words', [refusal('W', { texts: ['not made'] })], ['business-rule']],
    [
      'that comes first tells the cause if its words do',
      [refusal('W', { texts: ['taken'] }), refusal('W')],
      ['conflict', 'collateral'],
    ],
    [
      'that comes behind a cause tells none',
      [refusal('Q'), refusal('W', { texts: ['taken'] })],
      ['unknown', 'collateral'],
    ],
    ['that says nothing else stays an echo', [refusal('E')], ['collateral']],
    ['among wrappers: the first names the fault', [refusal('E'), refusal('W')], ['collateral', 'business-rule']],
  ] as const)('%s', (_, refusals, expected) => {
    expect(categories(...(refusals as unknown as [Refusal]))).toEqual(expected)
  })

  test('beside a cause admits to nothing', () => {
    const fault = enriched(refusal('C'), refusal('W', { evidence: { applied: 'maybe' } }))
    expect([fault.code, fault.applied]).toEqual(['C', 'no'])
  })
})

describe('a finer code', () => {
  test('goes before the code where it is listed', () => {
    expect(enriched(refusal('W', { subcode: 'F' }))).toMatchObject({
      code: 'W',
      category: 'validation',
      title: 'Finer',
    })
    expect(enriched(refusal('C', { subcode: 'Q' }))).toMatchObject({ code: 'C', category: 'conflict' })
  })

  test('makes an error a wrapper, or saves it from being one', () => {
    expect(enriched(refusal('W', { subcode: 'F' }), refusal('C', { subcode: 'E' })).reasons).toMatchObject([
      { category: 'validation' },
      { category: 'collateral' },
    ])
  })
})

describe('one code of many meanings', () => {
  test.each([
    ['its level, where no words fit', { level: 'control', texts: ['no'] }, 'authentication'],
    ['its words before its level', { level: 'control', texts: ['quota'] }, 'rate-limit'],
    ['the entry at any other level', { level: 'function' }, 'unknown'],
  ] as const)('is told by %s', (_, more, category) => {
    expect(enriched(refusal('L', more)).category).toBe(category)
  })
})

describe('a correction', () => {
  test('is told behind the words, and never among them', () => {
    const fault = enriched(refusal('C', { texts: ['It is taken.'], correction: 'Choose another.' }))
    expect(fault).toMatchObject({
      message: 'It is taken. Choose another.',
      reasons: [{ texts: ['It is taken.'], correction: 'Choose another.' }],
    })
  })

  test('decides only where a phrase looks for it there', () => {
    expect(enriched(refusal('Q', { correction: 'Come later' })).category).toBe('unavailable')
    expect(enriched(refusal('Q', { texts: ['Come later'] })).category).toBe('unknown')
  })
})

describe('what may have been done', () => {
  test.each([
    [
      'is told by the place of the refusal where the catalog is silent',
      refusal('C', { evidence: { applied: 'maybe' } }),
      'maybe',
    ],
    ['is told by the catalog where it is not', refusal('M', { evidence: { applied: 'no' } }), 'maybe'],
    ['is told by the place for a code that nobody knows', refusal('Q', { evidence: { applied: 'no' } }), 'no'],
    ['stays open for such a code without a place', refusal('Q'), 'maybe'],
    ['is told by listed objects before all', refusal('C', { evidence: { partly: true, applied: 'no' } }), 'partly'],
    ['is told by the family of a code', refusal('G-7'), 'maybe'],
  ] as const)('%s', (_, one, applied) => {
    expect(enriched(one).applied).toBe(applied)
  })

  test('is told by a status that is telling before the place', () => {
    const one = refusal('Q', { evidence: { applied: 'no' } })
    expect(enrich([one], catalog, { ...context, status: 503 }).applied).toBe('maybe')
  })
})

test('a family with one meaning gives it to a code that nobody knows', () => {
  expect(enriched(refusal('G-7'))).toMatchObject({
    category: 'server',
    remedy: 'reconcile',
    title: 'Unknown code; its range is about gates',
  })
})

test('what was written, the cause and the marks for support go into the fault', () => {
  const written: readonly XmlData[] = [{ name: 'project' }]
  const cause: Cause = { index: 1, operation: 'create' }
  const marks = { supportId: 's', requestId: 'r', subcode: 'F', additional: { name: 'more' } }
  expect(enriched(refusal('C', { evidence: { partly: true, written }, ...marks }))).toMatchObject({
    written,
    reasons: [marks],
  })
  const victim = enriched(refusal('C', { evidence: { victim: true, cause } }))
  expect([victim.category, victim.cause]).toEqual(['collateral', cause])
  expect('cause' in enriched(refusal('C'), refusal('C', { evidence: { victim: true, cause } }))).toBe(false)
})
