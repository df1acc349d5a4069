import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Category, Remedy } from '../../../src/core/vocabulary.ts'
import type { CatalogEntry } from '../../../src/dialects/contract.ts'
import { type OpenAirCode, openAirCatalog } from '../../../src/dialects/openair/catalog.ts'
import { enrich } from '../../../src/normalize/enrich.ts'

const entries: readonly (readonly [string, CatalogEntry])[] = Object.entries(openAirCatalog.codes)

function codesWhere(matches: (entry: CatalogEntry) => boolean): string[] {
  return entries.filter(([, entry]) => matches(entry)).map(([code]) => code)
}

describe('the codes', () => {
  test('are 262', () => {
    expect(entries).toHaveLength(262)
  })

  test.each([
    ['1 to 99', 0, 10],
    ['200s', 2, 6],
    ['300s', 3, 5],
    ['400s', 4, 25],
    ['500s', 5, 8],
    ['600s', 6, 6],
    ['700s', 7, 3],
    ['800s', 8, 98],
    ['900s', 9, 61],
    ['1000s', 10, 5],
    ['1100s', 11, 7],
    ['1200s', 12, 1],
    ['1300s', 13, 1],
    ['1400s', 14, 23],
    ['1500s', 15, 1],
    ['2000s', 20, 2],
  ])('of the %s are all there', (_, hundred, count) => {
    expect(entries.filter(([code]) => Math.floor(Number(code) / 100) === hundred)).toHaveLength(count)
  })

  test('are plain decimal numbers, written as the service writes them', () => {
    expect(entries.filter(([code]) => !/^[1-9]\d*$/.test(code))).toEqual([])
  })

  test.each(['0', '407', '800', '839', '955', '956', '957', '958', '959'])('do not hold %s, which nobody saw', code => {
    expect(Object.hasOwn(openAirCatalog.codes, code)).toBe(false)
  })

  test('are a union of literals in types', () => {
    const code: OpenAirCode = '1106'
    expectTypeOf<'1106'>().toExtend<OpenAirCode>()
    expectTypeOf<'407'>().not.toExtend<OpenAirCode>()
    expectTypeOf<string>().not.toExtend<OpenAirCode>()
    expect(openAirCatalog.codes[code].category).toBe('validation')
  })
})

describe('every entry', () => {
  test.each(entries)('of code %s reads well', (_, { title, advice, source }) => {
    expect(title).toMatch(/^\S.*[^\s.]$/)
    expect(title.length).toBeLessThanOrEqual(100)
    expect(source).not.toBe('')
    if (advice !== undefined) expect(advice).toMatch(/^[A-Z].*\.$/)
  })

  test('has a title of its own', () => {
    const titles = entries.map(([, entry]) => entry.title)
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
  })

  test('says where it comes from, in one of four ways', () => {
    expect([...new Set(entries.map(([, entry]) => entry.source))].sort()).toEqual([
      'SuiteProjects Pro help: Error Codes',
      'SuiteProjects Pro help: Error Codes (earlier edition)',
      'inferred',
      'reported by integrations',
    ])
  })
})

interface Case {
  readonly what: string
  readonly category?: Category
  readonly remedy: Remedy
  readonly codes: readonly OpenAirCode[]
}

const helped: readonly Case[] = [
  { what: 'a short outage', category: 'unavailable', remedy: 'wait', codes: ['414', '422', '606'] },
  { what: 'the rate limit', category: 'rate-limit', remedy: 'wait', codes: ['556'] },
  { what: 'a lost session', category: 'session', remedy: 'sign-in', codes: ['2', '9', '418', '419', '501'] },
  { what: 'too much at once', category: 'validation', remedy: 'shrink', codes: ['555', '605', '854', '855', '857'] },
  { what: 'a condition not met', category: 'conflict', remedy: 'refetch', codes: ['1200'] },
  { what: 'a changed state', category: 'business-rule', remedy: 'refetch', codes: ['820', '821', '878'] },
  { what: 'an empty read', category: 'not-found', remedy: 'none', codes: ['601'] },
]

describe('what helps', () => {
  test.each(helped)('against $what is to $remedy', ({ category, remedy, codes }) => {
    expect(codesWhere(entry => entry.category === category && entry.remedy === remedy)).toEqual(codes)
  })

  test.each(['wait', 'sign-in', 'shrink', 'none'] as const)('is to %s for no other code', remedy => {
    const listed = helped.filter(line => line.remedy === remedy).flatMap(line => line.codes)
    expect(codesWhere(entry => entry.remedy === remedy).sort()).toEqual([...listed].sort())
  })

  test.each(['401', '408'] as const)(
    'against the refused password of %s is to fix it, never to sign in again',
    code => {
      expect(openAirCatalog.codes[code]).toMatchObject({ category: 'authentication', remedy: 'fix' })
      expect(openAirCatalog.codes[code].advice).toContain('416')
    },
  )

  test('against a duplicate is to reconcile', () => {
    for (const code of [
      '202',
      '802',
      '805',
      '814',
      '818',
      '828',
      '852',
      '904',
      '917',
      '943',
      '1001',
      '1104',
    ] as const) {
      expect(openAirCatalog.codes[code]).toMatchObject({ category: 'conflict', remedy: 'reconcile' })
    }
  })
})

describe('what may have been done', () => {
  test('is left open by eleven codes, and by no other', () => {
    expect(codesWhere(entry => entry.applied === 'maybe')).toEqual(
      ['1', '8', '703', '858', '864', '934', '936', '965', '1003', '1102', '1106'], // in the order of the codes
    )
    expect(codesWhere(entry => entry.applied !== undefined && entry.applied !== 'maybe')).toEqual([])
  })

  test('is nothing where waiting, signing in or sending less helps', () => {
    const safe: readonly Remedy[] = ['wait', 'sign-in', 'shrink', 'refetch', 'none']
    expect(codesWhere(entry => safe.includes(entry.remedy) && entry.applied !== undefined)).toEqual([])
  })
})

test('code 1 on the root of an XML reply means that the request could not be parsed, said or unsaid', () => {
  const [phrase, ...others] = openAirCatalog.codes['1'].phrases
  expect(phrase).toMatchObject({ level: 'control', category: 'malformed-request', remedy: 'fix' })
  expect('applied' in phrase).toBe(false)
  expect(['', 'mismatched tag at line 3, column 18', '\n'].every(words => phrase.says.test(words))).toBe(true)
  expect(others).toEqual([])
  expect(codesWhere(entry => entry.phrases !== undefined)).toEqual(['1', '601'])
})

test('601 on a write names a record that does not exist; only a Read may shrug it off', () => {
  const [phrase, ...others] = openAirCatalog.codes['601'].phrases
  expect(phrase).toMatchObject({ level: 'command', category: 'not-found', remedy: 'fix' })
  expect(openAirCatalog.codes['601'].remedy).toBe('none')
  expect(others).toEqual([])
})

test('code 1 in a SOAP Fault was taken for a request that cannot be parsed, and may be anything', () => {
  const refusal = { signal: 'soap-fault', level: 'response', code: '1', texts: ['failed'] } as const
  const context = { status: 500, retryAfterMs: undefined, dialect: undefined, mask: (text: string) => text }
  const fault = enrich([refusal], openAirCatalog, context)
  expect(fault).toMatchObject({ category: 'unknown', remedy: 'reconcile', applied: 'maybe' })
})

test('a wait is named exactly where waiting helps, and is a minute', () => {
  expect(codesWhere(entry => entry.retryAfterMs !== undefined)).toEqual(codesWhere(entry => entry.remedy === 'wait'))
  expect(new Set(entries.flatMap(([, entry]) => entry.retryAfterMs ?? []))).toEqual(new Set([60_000]))
})

test('every known code belongs to exactly one family', () => {
  const astray = entries.filter(
    ([code]) => openAirCatalog.families.filter(({ matches }) => matches.test(code)).length !== 1,
  )
  expect(astray).toEqual([])
})
