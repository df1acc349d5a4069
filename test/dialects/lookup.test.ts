import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Catalog } from '../../src/dialects/contract.ts'
import { lookUp, search } from '../../src/dialects/lookup.ts'
import { openAirCatalog } from '../../src/dialects/openair/catalog.ts'

describe('lookUp', () => {
  test('gives the entry of a known code itself', () => {
    expect(lookUp(openAirCatalog, '1106')).toEqual({ known: true, meaning: openAirCatalog.codes['1106'] })
  })

  test.each([
    ['11', 'requests in general'],
    ['207', 'creating users'],
    ['399', 'creating accounts and setting passwords'],
    ['407', 'the login and the account'],
    ['507', 'API keys and limits'],
    ['699', 'reading'],
    ['704', 'deleting'],
    ['800', 'adding and changing records'],
    ['957', 'adding and changing records'],
    ['1004', 'approvals'],
    ['1052', 'hierarchies'],
    ['1199', 'custom fields'],
    ['1201', 'changes on a condition'],
    ['1301', 'filter sets'],
    ['1423', 'newer rules for records'],
    ['1501', 'access to modules'],
    ['2000', 'the form of arguments'],
    ['2999', 'the form of arguments'],
  ])('hints at the range of the unknown code %s', (code, family) => {
    const { known, meaning } = lookUp(openAirCatalog, code)
    expect(known).toBe(false)
    expect(meaning).toMatchObject({ category: 'unknown', remedy: 'contact', applied: 'maybe', source: 'inferred' })
    expect(meaning.title).toBe(`Unknown code; its range is about ${family}`)
  })

  test.each([
    '0',
    '0042',
    '-239',
    '0x1',
    '1.0',
    ' 9',
    '1600',
    '3000',
    '10000',
    '',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '601\n',
  ])('finds %j neither known nor of a range', code => {
    expect(lookUp(openAirCatalog, code)).toMatchObject({
      known: false,
      meaning: { category: 'unknown', title: 'Unknown code' },
    })
  })

  test('is the same every time, even with a global or sticky family', () => {
    const catalog: Catalog = { codes: {}, families: [{ matches: /^BL\d+/gy, title: 'business logic' }] }
    const titles = [1, 2, 3].map(() => lookUp(catalog, 'BL77').meaning.title)
    expect(new Set(titles)).toEqual(new Set(['Unknown code; its range is about business logic']))
  })

  test('shows a family the beginning of a code only', () => {
    const catalog: Catalog = { codes: {}, families: [{ matches: /A+B/, title: 'never asked' }] }
    expect(lookUp(catalog, `${'A'.repeat(1_000_000)}B`).meaning.title).toBe('Unknown code')
    expect(lookUp(catalog, `${'A'.repeat(100)}B`).meaning.title).toContain('never asked')
  })

  test('needs no families', () => {
    expect(lookUp({ codes: {} }, '601').meaning.title).toBe('Unknown code')
  })

  test('keeps an unknown code out of its words, which nobody masks', () => {
    expect(JSON.stringify(lookUp(openAirCatalog, 'sid-7f3a91'))).not.toContain('7f3a91')
  })

  test('knows exactly the own keys of a catalog', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.nat(2100).map(String)), code => {
        expect(lookUp(openAirCatalog, code).known).toBe(Object.keys(openAirCatalog.codes).includes(code))
      }),
    )
  })
})

describe('search', () => {
  const found = (text: string) => search(openAirCatalog, text).map(({ code }) => code)

  test.each([
    ['a code', '1106', ['1106']],
    ['part of a code', '142', ['1420', '1421', '1422']],
    ['a category', 'rate-limit', ['556']],
    ['words of the title in any case', 'EXTERNAL Another Record Has', ['852']],
    ['words of the advice', 'clear_filter_cache', ['601']],
    ['one word of the title and one of the advice', 'reimbursed status', ['827']],
    ['words with any white space between them', ' unavailable\t projections\n', ['606']],
    ['a word that nothing has', 'zebra', []],
    ['a name that every object has', '__proto__', []],
  ])('finds by %s', (_, text, codes) => {
    expect(found(text)).toEqual(codes)
  })

  test('gives the entry with its code', () => {
    expect(search(openAirCatalog, '1200')).toEqual([{ code: '1200', entry: openAirCatalog.codes['1200'] }])
  })

  test('wants every word', () => {
    const both = found('user password')
    expect(both.length).toBeGreaterThan(1)
    expect(both.every(code => found('user').includes(code) && found('password').includes(code))).toBe(true)
    expect(both.length).toBeLessThan(found('user').length)
  })

  test.each(['', ' \n'])('gives the whole catalog in its order for %j', text => {
    expect(found(text)).toEqual(Object.keys(openAirCatalog.codes))
    expect(found(text).slice(0, 3)).toEqual(['1', '2', '3'])
  })
})
