import { describe, expect, test } from 'vitest'
import { type DialectDefinition, defineDialect } from '../../src/define.ts'
import { normalizer } from '../../src/normalize/normalizer.ts'

const minimal: DialectDefinition = { name: 'own', roots: ['Reply'], rules: [{ ok: { at: '@s', values: ['0'] } }] }

describe('a definition that cannot be right is refused with the field that is wrong', () => {
  const rule = (extra: object) => ({ rules: [{ ok: { at: '@s', values: ['0'] }, ...extra }] })
  test.each<[object, string]>([
    [{ name: undefined }, 'name'],
    [{ name: 'My API' }, 'name: is lower case'],
    [{ roots: undefined }, 'roots: name `roots`'],
    [{ roots: [] }, 'roots: name at least one'],
    [{ roots: ['a:b'] }, 'roots[0]: the path `a:b`'],
    [{ roots: [7] }, 'roots[0]'],
    [{ rules: [] }, 'rules'],
    [{ rules: [{ oks: {} }] }, 'rules[0]'],
    [{ rules: [{ ok: { values: ['0'] } }] }, 'rules[0].ok.at'],
    [{ rules: [{ ok: { at: '@s' } }] }, 'rules[0].ok: needs `values`'],
    [{ rules: [{ ok: { at: '@s', range: [5, 1] } }] }, 'rules[0].ok.range: the lower end'],
    [rule({ each: 'a[b' }), 'rules[0]: the path `a[b` lacks a ]'],
    [rule({ code: ['a//b'] }), 'rules[0]: the path `a//b`'],
    [rule({ next: 'on' }), 'rules[0].next'],
    [rule({ split: { of: 'code', matches: { pattern: '(' } } }), 'rules[0].split.matches'],
    [rule({ split: { of: 'code', matches: { pattern: 'a', flags: 'g' } } }), 'rules[0].split.matches: flags may be'],
    [rule({ split: { of: 'code', matches: { pattern: 'a', flags: 'ii' } } }), 'rules[0].split.matches: flags may be'],
    [rule({ split: { of: 'code', matches: /a/y } }), 'rules[0].split.matches: flags may be'],
    [{ flag: { at: 'a:b', values: ['1'] } }, 'flag: the path `a:b`'],
    [{ codes: { '1': { category: 'bad-luck' } } }, 'codes.1.category'],
    [{ codes: { '1': { category: 'server', remedy: 'pray' } } }, 'codes.1.remedy'],
    [{ phrases: [{ category: 'server' }] }, 'phrases[0].says'],
    [{ http: [{ code: 'x' }] }, 'http[0]: needs a condition'],
    [{ http: [{ status: 42 }] }, 'http[0].status'],
    [{ validStatuses: ['500'] }, 'validStatuses[0]'],
  ])('%j', (extra, message) => {
    const given = Object.entries({ ...minimal, ...extra }).filter(([, value]) => value !== undefined)
    const wrong = Object.fromEntries(given) as unknown as DialectDefinition
    expect(() => defineDialect(wrong)).toThrow(TypeError)
    expect(() => defineDialect(wrong)).toThrow(`defineDialect: ${message}`)
  })

  test('even where it is no object', () => {
    expect(() => defineDialect(JSON.parse('null'))).toThrow('defineDialect: the definition')
  })
})

test('fills in what follows from the category', () => {
  const { catalog } = defineDialect({
    ...minimal,
    codes: {
      '1': { category: 'rate-limit' },
      '2': { category: 'server', title: 'Broken', applied: 'no', phrases: [{ says: /late/, category: 'timeout' }] },
    },
  })
  expect(catalog.codes['1']).toEqual({
    category: 'rate-limit',
    remedy: 'wait',
    applied: 'no',
    title: 'The service takes no more calls for now',
    source: 'inferred',
  })
  expect(catalog.codes['2']).toMatchObject({
    title: 'Broken',
    remedy: 'wait',
    applied: 'no',
    phrases: [{ category: 'timeout', applied: 'maybe' }],
  })
})

describe('readHttp', () => {
  const own = defineDialect({
    ...minimal,
    codes: { quota: { category: 'rate-limit' }, '1015': { category: 'permission' } },
    http: [
      {
        status: [429, 503],
        header: { name: 'X-Quota', matches: /^0$/ },
        code: 'quota',
        retryAfter: { header: 'X-Reset', unit: 's' },
      },
      { says: { pattern: 'error code: (?<code>\\d+)', flags: 'i' } },
    ],
  })
  const explain = (status: number, headers: Record<string, string>, body: string) =>
    normalizer([own])({ status, headers, body }, { dialect: 'own' })._unsafeUnwrapErr()

  test('knows a gateway by status and header, in any case of its name', () => {
    const fault = explain(503, { 'x-quota': '0', 'x-reset': '2.5' }, '{}')
    expect(fault).toMatchObject({ kind: 'service', category: 'rate-limit', code: 'quota', retryAfterMs: 2500 })
  })

  test('takes a code out of the words', () => {
    const fault = explain(403, {}, 'Error Code: 1015')
    expect(fault).toMatchObject({ kind: 'service', category: 'permission', code: '1015', message: 'Error Code: 1015' })
  })

  test('leaves everything else to the status', () => {
    expect(explain(503, { 'x-quota': '1' }, 'busy')).toMatchObject({ kind: 'http', category: 'unavailable' })
  })
})

test('shows an expression the beginning of a long value only, whatever it is asked about', () => {
  const quadratic = /A+B/
  const own = defineDialect({
    ...minimal,
    rules: [{ ok: { at: '.', matches: quadratic }, split: { of: 'message', matches: quadratic }, message: ['.'] }],
    http: [{ header: { name: 'x-long', matches: quadratic } }, { says: quadratic }],
  })
  const long = 'A'.repeat(500_000)
  const explain = (body: string) =>
    normalizer([own])({ status: 200, headers: { 'x-long': long }, body }, { dialect: own })._unsafeUnwrapErr()
  expect(explain(`<Reply>${long}B</Reply>`)).toMatchObject({ kind: 'service' })
  expect(explain(`${long}B`)).toMatchObject({ kind: 'http' })
})

describe('recognize', () => {
  const recognizes = (definition: Partial<DialectDefinition>, body: string) => {
    const { roots: _, ...rest } = minimal
    const result = normalizer([defineDialect({ ...rest, ...definition })])({ status: 200, headers: {}, body })
    return !(result.isErr() && result.error.kind === 'shape' && result.error.problem === 'unrecognized')
  }
  const soap = (body: string) => `<Envelope><Body>${body}</Body></Envelope>`
  test.each<[Partial<DialectDefinition>, string, boolean]>([
    [{ roots: ['Reply'] }, '<Reply/>', true],
    [{ roots: ['Reply'] }, '<Replies/>', false],
    [{ roots: ['*Reply'] }, soap('<AddReply/>'), true],
    [{ roots: ['Reply'] }, soap('<Other/>'), false],
    [{ namespace: 'urn:a' }, '<Reply xmlns="urn:a"/>', true],
    [{ namespace: 'urn:a' }, '<Reply xmlns="urn:b"/>', false],
    [{ namespace: 'urn:a', roots: ['Reply'] }, '<Other xmlns="urn:a"/>', false],
    [{ namespace: { pattern: '^urn:a:v' } }, '<Reply xmlns="urn:a:v7"/>', true],
    [{ namespace: 'urn:a' }, soap('<Fault><detail><x xmlns="urn:a"/></detail></Fault>'), true],
    [{ namespace: 'urn:a' }, soap('<Fault><faultcode/></Fault>'), false],
  ])('%j in %s: %s', (definition, body, expected) => {
    expect(recognizes(definition, body)).toBe(expected)
  })
})
