import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keap } from '../../../src/dialects/keap/dialect.ts'
import { normalize } from '../../../src/index.ts'

const statuses = fc.constantFrom(200, 204, 401, 403, 404, 410, 429, 500, 502, 503, 504)
const headers = fc.dictionary(
  fc.constantFrom(
    'date',
    'retry-after',
    'x-mashery-error-code',
    'x-keap-product-quota-available',
    'x-keap-product-quota-expiry-time',
    'x-keap-product-throttle-available',
    'x-keap-product-throttle-time-unit',
  ),
  fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.constantFrom('Wed, 18 Nov 2026 12:00:00 GMT', 'Fri, 99 Xxx 9999', 'day', '9'.repeat(400)),
  ),
)
const bodies = fc.oneof(
  fc.string(),
  fc.json(),
  fc.constantFrom(
    '',
    'null',
    '[]',
    '{"fault":null}',
    '{"fault":{"detail":[]}}',
    '{"__proto__":{"code":"5"}}',
    '{"code":{}}',
    '['.repeat(9_000),
  ),
  fc.string().map(words => `<html><h1>${words}</h1></html>`),
)

test('whatever comes in place of XML-RPC is a fault that survives JSON and asks for a wait that is none or sane', () => {
  fc.assert(
    fc.property(statuses, headers, bodies, (status, headers, body) => {
      const fault = normalize({ status, headers, body }, { dialect: keap, now: 0 })._unsafeUnwrapErr()
      expect(JSON.parse(JSON.stringify(fault))).toEqual(fault)
      expect(fault.retryAfterMs ?? 0).toBeGreaterThanOrEqual(0)
      expect(Number.isSafeInteger(fault.retryAfterMs ?? 0)).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})

const busy = (body: string, status = 401) =>
  normalize({ status, headers: {}, body }, { dialect: keap })._unsafeUnwrapErr()

describe('a code in JSON', () => {
  test.each([
    ['that is the status', '{"code":"401"}', '401'],
    ['that is the status as a number', '{"code":401}', '401'],
    ['that is a word', '{"code":"TokenExpired"}', 'TokenExpired'],
    [
      'in a fault',
      '{"fault":{"detail":{"errorcode":"keymanagement.service.invalid_access_token"}}}',
      'keymanagement.service.invalid_access_token',
    ],
    ['that would be that of an XML-RPC fault', '{"code":"5"}', undefined],
    ['that is no text', '{"code":["5"]}', undefined],
    ['of a prototype', '{"__proto__":{"code":"TokenExpired"}}', undefined],
  ])('%s', (_, body, code) => {
    expect(busy(body)).toMatchObject({
      kind: 'service',
      category: 'session',
      remedy: 'sign-in',
      applied: 'no',
      status: 401,
    })
    expect((busy(body) as { code?: string }).code).toBe(code)
  })
})

describe('the end of XML-RPC', () => {
  const at = (date: string, status: number) =>
    normalize({ status, headers: { Date: date }, body: 'gone' }, { dialect: keap })._unsafeUnwrapErr().category

  test.each([
    ['Thu, 31 Dec 2026 23:59:59 GMT', 404, 'unavailable'],
    ['Fri, 01 Jan 2027 11:59:59 GMT', 410, 'unavailable'],
    ['Fri, 01 Jan 2027 12:00:00 GMT', 404, 'unsupported'],
    ['Fri, 01 Jan 2027 12:00:00 GMT', 410, 'unsupported'],
    ['Fri, 01 Jan 2027 12:00:00 GMT', 503, 'unavailable'],
    ['sometime', 404, 'unavailable'],
  ])('at %s HTTP %i is %s', (date, status, category) => {
    expect(at(date, status)).toBe(category)
  })
})

test('an answer that was cut off is no success, wherever it was cut', () => {
  const body =
    '<?xml version="1.0"?><methodResponse><params><param><value><i4>7</i4></value></param></params></methodResponse>'
  for (let length = 0; length < body.length; length++) {
    expect(normalize({ status: 200, headers: {}, body: body.slice(0, length) }, { dialect: keap }).isErr()).toBe(true)
  }
})
