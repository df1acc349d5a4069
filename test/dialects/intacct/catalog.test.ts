import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Refusal } from '../../../src/core/refusal.ts'
import type { Level } from '../../../src/core/vocabulary.ts'
import type { CatalogEntry, Meaning, Phrase } from '../../../src/dialects/contract.ts'
import { type IntacctCode, intacctCatalog } from '../../../src/dialects/intacct/catalog.ts'
import { enrich } from '../../../src/normalize/enrich.ts'
import { cases, codes, phrases } from './settled.ts'

const entries: readonly (readonly [string, CatalogEntry])[] = Object.entries(intacctCatalog.codes)
const meanings: readonly Meaning[] = [
  ...entries.flatMap(([, entry]) => [entry, ...(entry.phrases ?? []), ...Object.values(entry.levels ?? {})]),
  ...intacctCatalog.phrases,
]

const context = { status: 200, retryAfterMs: undefined, dialect: 'intacct', mask: (text: string) => text }
const levels = ['response', 'control', 'authentication', 'operation', 'function'] as const

function refusal(level: Level, more: Partial<Refusal>): Refusal {
  return { signal: 'status-element', level, texts: [], ...more }
}

function reason(one: Refusal, ...others: readonly Refusal[]) {
  const [first] = enrich([one, ...others], intacctCatalog, context).reasons
  return first && [first.category, first.remedy, first.applied]
}

/** The words with something in place of each `*`, as a service would say them. */
function said(words: string): string {
  return words.replaceAll('*', 'x')
}

describe('the codes', () => {
  test('are those of the facts, and no others', () => {
    expect(entries.map(([code]) => code).sort()).toEqual(codes.map(([code]) => code).sort())
  })

  test.each(codes)('say of %s what the facts say', (code, _, category, remedy, applied, confidence) => {
    const entry: CatalogEntry = intacctCatalog.codes[code as IntacctCode]
    expect([entry.category, entry.remedy, entry.applied, entry.confidence]).toEqual([
      category,
      remedy,
      applied,
      confidence,
    ])
  })

  test('are a union of literals in types', () => {
    expectTypeOf<'GW-0010'>().toExtend<IntacctCode>()
    expectTypeOf<'GW-0002'>().not.toExtend<IntacctCode>()
    expectTypeOf<string>().not.toExtend<IntacctCode>()
  })
})

describe('the words', () => {
  test.each(cases)('tell of %s, "%s", what the facts say', (code, words, level, category, remedy, applied) => {
    const one = refusal(level ?? 'function', { code, texts: [said(words)] })
    // Beside a cause, for by itself a wrapper is all there is to tell.
    const beside = category === 'collateral' ? [refusal('function', { code: 'BL34000061' })] : []
    expect(reason(one, ...beside)).toEqual([category, remedy, applied ?? 'no'])
    expect(reason(refusal(level ?? 'function', { code, texts: [said(words).toUpperCase()] }), ...beside)).toEqual(
      reason(one, ...beside),
    )
  })

  test.each(cases)('count for %s, "%s", at no other level', (code, words, level) => {
    const { phrases = [] }: CatalogEntry = intacctCatalog.codes[code as IntacctCode]
    const own = phrases.filter(phrase => phrase.says.test(said(words)))
    expect(own.map(phrase => phrase.level)).toEqual([level])
  })

  test.each(phrases)('in %s, "%s", say what the facts say', (field, words, level, category, remedy, applied) => {
    const more = field === 'correction' ? { correction: said(words) } : { texts: [said(words)] }
    for (const one of level === undefined ? levels : [level]) {
      expect(reason(refusal(one, { code: 'ZZ-0000', ...more }))).toEqual([category, remedy, applied ?? 'no'])
    }
  })

  test.each(phrases)('in %s, "%s", are as sure and as far-reaching as the facts', (field, words, level, ...settled) => {
    const [category, remedy, applied, confidence] = settled
    const found = intacctCatalog.phrases.filter(phrase => phrase.says.test(said(words)))
    const expected = { category, remedy, confidence, ...(level && { level }), ...(applied && { applied }) }
    expect(found[0]).toMatchObject(field === 'correction' ? { ...expected, in: 'correction' } : expected)
    expect(found).toHaveLength(1)
  })

  test.each([...cases, ...phrases].filter(([, words]) => !words.startsWith('*')))(
    'of %s count at the beginning of a text only: "%s"',
    (_, words) => {
      const all: readonly Phrase[] = [...entries.flatMap(([, entry]) => entry.phrases ?? []), ...intacctCatalog.phrases]
      const found = all.filter(phrase => phrase.in !== 'correction' && phrase.says.test(said(words)))
      expect(found.length).toBeGreaterThan(0)
      const own = found.filter(phrase => phrase.says.source.startsWith('^'))
      expect(own.some(phrase => phrase.says.test(`So: ${said(words)}`))).toBe(false)
    },
  )

  test('to try again in a text are no outage', () => {
    expect(reason(refusal('function', { code: 'ZZ-0000', texts: ['Please try again later'] }))?.[0]).toBe('unknown')
  })

  test('tell a repeated function whatever the number and level', () => {
    const texts = ['A successful transaction has already been recorded with the control id crew-17']
    for (const code of ['XL03000006', 'BL01001973', 'XL03000009', 'ZZ-1', undefined]) {
      const one = refusal('function', { texts, ...(code === undefined ? {} : { code }) })
      expect(reason(one)).toEqual(['conflict', 'reconcile', 'yes'])
    }
  })
})

describe('XL03000006 without words that are known', () => {
  test.each([
    ['control', 'authentication', 'fix', 'no'],
    ['authentication', 'authentication', 'fix', 'no'],
    ['function', 'validation', 'fix', 'no'],
    ['operation', 'unknown', 'fix', 'no'],
  ] as const)('at level %s is %s', (level, ...expected) => {
    expect(reason(refusal(level, { code: 'XL03000006', texts: ['Something else'] }))).toEqual(expected)
  })
})

describe('every meaning', () => {
  test.each(meanings.map(meaning => [meaning.title, meaning] as const))('"%s" reads well', (title, meaning) => {
    expect(title).toMatch(/^\S.*[^\s.]$/)
    expect(title.length).toBeLessThanOrEqual(100)
    expect(['Sage Intacct developer site: Error Handling', 'reported by integrations', 'inferred']).toContain(
      meaning.source,
    )
    if (meaning.advice !== undefined) expect(meaning.advice).toMatch(/^[A-Z].*\.$/)
  })

  test('has a title of its own', () => {
    const titles = meanings.map(({ title }) => title)
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
  })
})

describe('an unknown code', () => {
  test.each([
    ['GW-0005', 'response', 'server', 'failures inside the gateway'],
    ['GW-0013', 'response', 'malformed-request', 'requests that the gateway refuses'],
    ['QJPP0007', 'response', 'authentication', 'signing in'],
    ['XL03000021', 'function', 'unknown', 'the XML of the request'],
    ['PL02000001', 'function', 'unknown', 'rights and the platform'],
    ['BL34000099', 'function', 'unknown', 'the rules of the business'],
    ['DL03000009', 'function', 'unknown', 'stored data'],
    ['PO-0815', 'function', 'unknown', 'one application, which its letters name'],
  ] as const)('%s at level %s is %s, of the family of %s', (code, level, category, family) => {
    const { title, ...fault } = enrich([refusal(level, { code })], intacctCatalog, context)
    expect([fault.category, title]).toEqual([category, `Unknown code; its range is about ${family}`])
  })

  test('of the gateway may have been carried out where those of its range may', () => {
    expect(reason(refusal('response', { code: 'GW-0005' }))?.[2]).toBe('maybe')
    expect(reason(refusal('response', { code: 'GW-0013' }))?.[2]).toBe('no')
  })
})
