import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Applied, Category, Remedy } from '../../../src/core/vocabulary.ts'
import type { Meaning } from '../../../src/dialects/contract.ts'
import { type KeapCode, keapCatalog } from '../../../src/dialects/keap/catalog.ts'
import { keap } from '../../../src/dialects/keap/dialect.ts'
import { tags } from '../../../src/dialects/keap/tags.ts'
import { javaServerFault } from '../../../src/dialects/xmlrpc-java.ts'
import { normalize } from '../../../src/index.ts'

type Verdict = readonly [Category, Remedy, Applied]

const verdictOf = ({ category, remedy, applied }: Meaning): Verdict => [category, remedy, applied ?? 'no']

/** The table of the project's notes: number, tag, and what it means. */
const faults: readonly (readonly [KeapCode, string | undefined, ...Verdict])[] = [
  ['0', undefined, 'unknown', 'contact', 'maybe'],
  ['1', 'InvalidConfig', 'authentication', 'fix', 'no'],
  ['2', 'InvalidKey', 'authentication', 'fix', 'no'],
  ['3', 'UnexpectedError', 'server', 'wait', 'maybe'],
  ['4', 'DatabaseError', 'server', 'contact', 'maybe'],
  ['5', 'RecordNotFound', 'not-found', 'fix', 'no'],
  ['6', 'Loading', 'not-found', 'fix', 'no'],
  ['7', 'NoTableAccess', 'permission', 'contact', 'no'],
  ['8', 'NoFieldAccess', 'permission', 'contact', 'no'],
  ['9', 'NoTableFound', 'validation', 'fix', 'no'],
  ['10', 'NoFieldFound', 'validation', 'fix', 'no'],
  ['11', 'NoFields', 'validation', 'fix', 'no'],
  ['12', 'InvalidParameter', 'validation', 'fix', 'no'],
  ['13', 'FailedLoginAttempt', 'authentication', 'sign-in', 'no'],
  ['14', 'NoAccess', 'permission', 'contact', 'no'],
  ['15', 'FailedLoginAttemptPasswordExpired', 'authentication', 'sign-in', 'no'],
  ['500', undefined, 'server', 'wait', 'maybe'],
]

/** What is no number: the results of a charge, the gateway, and two words of faultline's own. */
const others: readonly (readonly [KeapCode, ...Verdict])[] = [
  ['DECLINED', 'declined', 'fix', 'no'],
  ['ERROR', 'server', 'reconcile', 'maybe'],
  ['SKIPPED', 'business-rule', 'none', 'no'],
  ['policies.ratelimit.QuotaViolation', 'rate-limit', 'wait', 'no'],
  ['invalid_grant', 'authentication', 'sign-in', 'no'],
  ['ERR_403_NOT_AUTHORIZED', 'authentication', 'fix', 'no'],
  ['ERR_403_DEVELOPER_OVER_QPS', 'rate-limit', 'wait', 'no'],
  ['ERR_403_DEVELOPER_OVER_RATE', 'rate-limit', 'wait', 'no'],
  ['unreadable', 'unavailable', 'wait', 'maybe'],
  ['sunset', 'unsupported', 'fix', 'no'],
]

const codes: readonly KeapCode[] = [...faults.map(([code]) => code), ...others.map(([code]) => code)]

describe('the catalog', () => {
  test.each(faults)('gives %s (%s) the meaning of the notes', (code, _, ...verdict) => {
    expect(verdictOf(keapCatalog.codes[code])).toEqual(verdict)
  })

  test.each(others)('gives %s the meaning of the notes', (code, ...verdict) => {
    expect(verdictOf(keapCatalog.codes[code])).toEqual(verdict)
  })

  test('holds these codes and no others', () => {
    expect(Object.keys(keapCatalog.codes).sort()).toEqual([...codes].sort())
    expectTypeOf<'13'>().toExtend<KeapCode>()
    expectTypeOf<'16'>().not.toExtend<KeapCode>()
  })

  test('has a tag for every number that has one, and no others', () => {
    const known = faults.flatMap(([code, tag]) => (tag === undefined ? [] : [[tag, code]]))
    expect([...tags]).toEqual(known)
  })

  test.each<[number, ...Verdict]>([
    [200, 'server', 'wait', 'maybe'],
    [401, 'session', 'sign-in', 'no'],
    [403, 'permission', 'contact', 'no'],
    [404, 'unavailable', 'wait', 'no'],
    [410, 'unavailable', 'wait', 'no'],
    [429, 'rate-limit', 'wait', 'no'],
    [503, 'unavailable', 'wait', 'maybe'],
  ])('gives HTTP %i without XML a meaning that each repeat can go by', (status, ...verdict) => {
    const statuses: Readonly<Record<number, Meaning>> = keapCatalog.statuses
    expect(statuses[status] && verdictOf(statuses[status])).toEqual(verdict)
  })

  const entries: readonly (readonly [string, Meaning])[] = [
    ...Object.entries(keapCatalog.codes),
    ...Object.entries(keapCatalog.statuses),
    ...[...keapCatalog.phrases, ...javaServerFault.phrases].map(phrase => [String(phrase.says), phrase] as const),
  ]

  test.each(entries)('says of %s in a line what it is and where that comes from', (_, { title, advice, source }) => {
    expect(title).toMatch(/^\S.*[^\s.]$/)
    expect(title.length).toBeLessThanOrEqual(100)
    expect(source).not.toBe('')
    if (advice !== undefined) expect(advice).toMatch(/^[A-Z].*\.$/)
  })

  test('lets nobody knock again at once where the service is away or too busy', () => {
    const waits = entries.filter(([, one]) => one.category === 'unavailable' || one.category === 'rate-limit')
    expect(waits.filter(([, one]) => (one.retryAfterMs ?? 0) < 1_000)).toEqual([])
    const away = waits.filter(([, one]) => one.category === 'unavailable')
    expect(away.map(([, one]) => one.retryAfterMs)).toEqual(away.map(() => 60_000))
  })
})

test('code 0 with each beginning of the Java library has a meaning of its own', () => {
  const fault = (text: string) => {
    const [code, said] = [
      '<name>faultCode</name><value><i4>0</i4></value>',
      `<name>faultString</name><value>${text}</value>`,
    ]
    const body = `<methodResponse><fault><value><struct><member>${code}</member><member>${said}</member></struct></value></fault></methodResponse>`
    const { category, remedy, applied } = normalize(
      { status: 200, headers: {}, body },
      { dialect: keap },
    )._unsafeUnwrapErr()
    return [category, remedy, applied]
  }
  expect(fault('Failed to parse XML-RPC request: x')).toEqual(['malformed-request', 'fix', 'no'])
  expect(fault('No such handler: A.b')).toEqual(['unsupported', 'fix', 'no'])
  expect(fault('No method matching arguments: java.lang.String')).toEqual(['malformed-request', 'fix', 'no'])
  expect(fault('Not authorized')).toEqual(['authentication', 'sign-in', 'no'])
  expect(fault('Failed to invoke method a in class b: null')).toEqual(['server', 'wait', 'maybe'])
  expect(fault('anything else')).toEqual(['unknown', 'contact', 'maybe'])
})

test('an access token in an answer is not shown', () => {
  const body = '{"fault":{"faultstring":"no: /crm/xmlrpc/v1?access_token=hush-hush-hush","detail":{"errorcode":"x"}}}'
  const fault = normalize({ status: 429, headers: {}, body }, { dialect: 'keap' })._unsafeUnwrapErr()
  expect(JSON.stringify(fault)).not.toContain('hush-hush-hush')
})
