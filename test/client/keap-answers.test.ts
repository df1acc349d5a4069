import { describe, expect, onTestFinished, test } from 'vitest'
import {
  type Keap,
  type KeapFault,
  type KeapOptions,
  keap,
  type ResultAsync,
  type TransportReply,
  type TransportRequest,
} from '../../src/keap.ts'
import { virtualClock } from '../retry/clock.ts'

interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

/** The clock lets every limit pass at once. */
const NEVER = Number.POSITIVE_INFINITY
const ENDLESS = { connectMs: NEVER, headersMs: NEVER, bodyMs: NEVER, totalMs: NEVER }

/** A client whose service gives one answer after another, the last of them ever after; time passes at once. */
function answered(answers: readonly Answer[], options: Partial<KeapOptions> = {}) {
  const clock = virtualClock()
  const bodies: string[] = []
  const transport = async ({ body }: TransportRequest): Promise<TransportReply> => {
    const {
      status = 200,
      headers = {},
      body: text,
    } = answers[Math.min(bodies.length, answers.length - 1)] ?? { body: '' }
    bodies.push(String(body))
    return { status, headers, body: text }
  }
  const api = keap({
    auth: { serviceKey: 'key' },
    transport,
    clock,
    timeouts: ENDLESS,
    retry: { backoff: () => 0 },
    ...options,
  })
  onTestFinished(api.close)
  return { api, clock, bodies }
}

const value = (inside: string) =>
  `<methodResponse><params><param><value>${inside}</value></param></params></methodResponse>`
const member = (name: string, inside: string) => `<member><name>${name}</name><value>${inside}</value></member>`
const struct = (members: Readonly<Record<string, string>>) =>
  `<struct>${Object.entries(members)
    .map(([name, inside]) => member(name, inside))
    .join('')}</struct>`
const list = (...items: readonly string[]) =>
  `<array><data>${items.map(item => `<value>${item}</value>`).join('')}</data></array>`
const fault = (code: string, text: string) =>
  `<methodResponse><fault><value>${struct({ faultCode: `<i4>${code}</i4>`, faultString: text })}</value></fault></methodResponse>`

const SESSION_BUG = fault(
  '500',
  'Server encountered exception: java.lang.IllegalStateException: Cannot create a session after the response has been committed',
)
const THROTTLED = fault(
  '500',
  'Server encountered exception: com.infusionsoft.throttle.ThrottlingException: Maximum number of threads throttled',
)
const PAGE = '<!DOCTYPE html><html><head><title>Maintenance</title></head><body>Back soon</body></html>'
const QUOTA =
  '{"fault":{"faultstring":"Rate limit quota violation","detail":{"errorcode":"policies.ratelimit.QuotaViolation"}}}'

type Call = (api: Keap) => ResultAsync<unknown, KeapFault>
const read: Call = api => api.DataService.count('Contact', {})
const repeatable: Call = api => api.ContactService.update(7, { City: 'Bath' })
const once: Call = api => api.ContactService.add({ Email: 'a@b.example' })
const calls = { read, repeatable, once }

/** What comes first, and what every answer after it is. */
describe('what a refusal, a page or half an answer leads to', () => {
  test.each<[string, Answer, keyof typeof calls, object, number]>([
    ['the session bug', { body: SESSION_BUG }, 'read', { code: '500', category: 'server', applied: 'no' }, 4],
    [
      'the session bug',
      { body: SESSION_BUG },
      'repeatable',
      { category: 'server', applied: 'maybe', remedy: 'wait' },
      4,
    ],
    [
      'the session bug',
      { body: SESSION_BUG },
      'once',
      { category: 'server', applied: 'maybe', remedy: 'reconcile' },
      1,
    ],
    [
      'throttling',
      { body: THROTTLED },
      'once',
      { category: 'rate-limit', applied: 'no', stopped: { because: 'deadline' } },
      2,
    ],
    ['a database error', { body: fault('4', '[DatabaseError]no') }, 'read', { remedy: 'contact' }, 1],
    ['an error that nobody expected', { body: fault('3', '[UnexpectedError]no') }, 'once', { remedy: 'reconcile' }, 1],
    [
      'a tag without a number',
      { body: fault('', '[NoFieldFound]no') },
      'once',
      { category: 'validation', applied: 'no' },
      1,
    ],
    [
      'a code that nobody knows',
      { body: fault('77', 'odd') },
      'once',
      { category: 'unknown', applied: 'maybe', remedy: 'reconcile' },
      1,
    ],
    ['a page under 200', { body: PAGE }, 'once', { category: 'unavailable', applied: 'maybe', remedy: 'reconcile' }, 1],
    ['a page under 200', { body: PAGE }, 'read', { category: 'unavailable', stopped: { because: 'deadline' } }, 2],
    [
      'a brownout',
      { status: 503, body: PAGE },
      'read',
      { category: 'unavailable', stopped: { because: 'deadline' } },
      2,
    ],
    [
      'a gateway that gives up',
      { status: 504, body: 'timeout' },
      'once',
      { category: 'timeout', remedy: 'reconcile' },
      1,
    ],
    ['an empty answer', { body: '  ' }, 'read', { category: 'server', applied: 'no', remedy: 'wait' }, 4],
    ['an empty answer', { body: '' }, 'once', { category: 'server', applied: 'maybe', remedy: 'reconcile' }, 1],
    [
      'half an answer',
      { body: value('<i4>12').slice(0, 60) },
      'once',
      { kind: 'xml', applied: 'maybe', remedy: 'reconcile' },
      1,
    ],
    ['half an answer', { body: value('<i4>12').slice(0, 60) }, 'repeatable', { kind: 'xml', applied: 'maybe' }, 4],
    ['XML of somebody else', { body: '<response status="0"/>' }, 'once', { kind: 'shape', applied: 'maybe' }, 1],
    [
      'neither a result nor a fault',
      { body: '<methodResponse/>' },
      'once',
      { kind: 'shape', problem: 'missing-signal' },
      1,
    ],
    [
      'no result',
      { body: '<methodResponse><params/></methodResponse>' },
      'once',
      { kind: 'shape', problem: 'empty-body' },
      1,
    ],
    [
      'two results',
      {
        body: '<methodResponse><params><param><value>1</value></param><param><value>2</value></param></params></methodResponse>',
      },
      'once',
      { kind: 'shape', applied: 'maybe' },
      1,
    ],
    [
      'an end for good',
      { status: 410, headers: { date: 'Fri, 15 Jan 2027 00:00:00 GMT' }, body: PAGE },
      'read',
      { code: 'sunset', category: 'unsupported', remedy: 'fix' },
      1,
    ],
    [
      'a token that nobody renews',
      { status: 401, body: '{"error":"invalid_grant"}' },
      'read',
      { category: 'authentication', applied: 'no' },
      1,
    ],
    [
      'calls over the quota of the day',
      {
        status: 429,
        headers: {
          'x-keap-product-quota-available': '0',
          'x-keap-product-quota-time-unit': 'day',
          date: 'Wed, 25 Nov 2026 12:00:00 GMT',
        },
        body: QUOTA,
      },
      'once',
      { category: 'rate-limit', applied: 'no', stopped: { because: 'deadline' } },
      1,
    ],
    [
      'an account that is switched off',
      { status: 403, body: '<h1>403 Developer Inactive</h1>' },
      'read',
      { category: 'permission', remedy: 'contact' },
      1,
    ],
  ])('%s, case %#', async (_, answer, kind, expected, tries) => {
    const { api, bodies } = answered([answer])
    expect((await calls[kind](api))._unsafeUnwrapErr()).toMatchObject({ dialect: 'keap', ...expected })
    expect(bodies).toHaveLength(tries)
  })

  test.each<[string, Answer, number]>([
    ['the session bug', { body: SESSION_BUG }, 1_000],
    ['throttling', { body: THROTTLED }, 60_000],
    ['a page', { body: PAGE }, 60_000],
    [
      'calls over the quota of a minute',
      {
        status: 429,
        headers: { 'x-keap-product-throttle-available': '0', 'x-keap-product-throttle-time-unit': 'minute' },
        body: QUOTA,
      },
      60_000,
    ],
    [
      'calls over those of a second, at the former gateway',
      { status: 403, body: '<h1>Account Over Queries Per Second Limit</h1>' },
      1_000,
    ],
  ])('%s is waited out', async (_, answer, waitMs) => {
    const { api, clock, bodies } = answered([answer, { body: value('<i4>12</i4>') }])
    const before = clock.now()
    expect((await read(api))._unsafeUnwrap()).toBe(12)
    expect(bodies).toHaveLength(2)
    expect(clock.now() - before).toBeGreaterThanOrEqual(waitMs)
    expect(clock.now() - before).toBeLessThanOrEqual(waitMs * 1.1)
  })

  test('the false alarm of fault 1 is tried once more, unless a second run does harm', async () => {
    const alarm = { body: fault('1', '[InvalidConfig]no') }
    const fine = { body: value('<i4>12</i4>') }
    expect((await read(answered([alarm, fine]).api))._unsafeUnwrap()).toBe(12)
    const twice = answered([alarm, alarm, fine])
    expect((await read(twice.api))._unsafeUnwrapErr()).toMatchObject({ code: '1', stopped: { because: 'final' } })
    const added = answered([alarm, fine])
    expect((await once(added.api))._unsafeUnwrapErr()).toMatchObject({ code: '1', remedy: 'fix' })
    expect([twice.bodies.length, added.bodies.length]).toEqual([2, 1])
  })
})

describe('the result of a charge', () => {
  const charge: Call = api => api.InvoiceService.chargeInvoice(1, 'now', 2, 3, false)
  const result = (members: Readonly<Record<string, string>>) => ({ body: value(struct(members)) })
  const yes = '<boolean>1</boolean>'
  const no = '<boolean>0</boolean>'

  test.each<[string, Answer, object]>([
    [
      'DECLINED',
      result({ Successful: no, Code: 'DECLINED', Message: 'Insufficient funds' }),
      { code: 'DECLINED', category: 'declined', remedy: 'fix', applied: 'no', message: 'Insufficient funds' },
    ],
    [
      'ERROR',
      result({ Successful: no, Code: 'ERROR' }),
      { code: 'ERROR', category: 'server', remedy: 'reconcile', applied: 'maybe' },
    ],
    [
      'SKIPPED',
      result({ Successful: no, Code: 'SKIPPED' }),
      { code: 'SKIPPED', category: 'business-rule', remedy: 'none', applied: 'no' },
    ],
    [
      'a yes without a code',
      result({ Successful: yes }),
      { category: 'unknown', remedy: 'reconcile', applied: 'maybe' },
    ],
    ['a code without a yes', result({ Code: 'APPROVED' }), { category: 'unknown', remedy: 'reconcile' }],
    [
      'a yes that contradicts its code',
      result({ Successful: yes, Code: 'DECLINED' }),
      { category: 'unknown', remedy: 'reconcile' },
    ],
    [
      'a no that contradicts its code',
      result({ Successful: no, Code: 'APPROVED' }),
      { category: 'unknown', remedy: 'reconcile' },
    ],
    [
      'approval by words that deny it',
      result({ Successful: yes, Code: 'APPROVED', Message: 'Error process card.' }),
      { category: 'unknown', remedy: 'reconcile' },
    ],
    ['words alone', { body: value('APPROVED') }, { category: 'unknown', remedy: 'reconcile' }],
    ['an empty struct', { body: value('<struct/>') }, { category: 'unknown', remedy: 'reconcile' }],
  ])('that is %s is a fault, and the card is not charged again', async (_, answer, expected) => {
    const { api, bodies } = answered([answer])
    expect((await charge(api))._unsafeUnwrapErr()).toMatchObject({
      kind: 'service',
      operation: 'InvoiceService.chargeInvoice',
      ...expected,
    })
    expect(bodies).toHaveLength(1)
  })

  test('that went through is given', async () => {
    const { api } = answered([result({ Successful: yes, Code: 'APPROVED', RefNum: '<i4>8812</i4>', Message: 'ok' })])
    expect((await charge(api))._unsafeUnwrap()).toEqual({
      Successful: true,
      Code: 'APPROVED',
      RefNum: '8812',
      Message: 'ok',
    })
  })
})

describe('a result that is not what the method promises is a shape fault: it was done, and is not repeated', () => {
  test.each<[string, Call, string, readonly (string | number)[]]>([
    ['an id that is a word', api => api.ContactService.add({}), 'seven', []],
    ['an id of 0', api => api.ContactService.add({}), '<i4>0</i4>', []],
    ['a yes that is a word', api => api.ContactService.addToGroup(1, 2), 'ok', []],
    ['a yes of 2', api => api.ContactService.addToGroup(1, 2), '<i4>2</i4>', []],
    ['a record in place of an id', api => api.DataService.add('Contact', {}), '<struct/>', []],
    ['a number in place of records', api => api.ContactService.findByEmail('a', ['Id']), '<i4>7</i4>', []],
    ['a list with a hole', api => api.ContactService.findByEmail('a', ['Id']), list('<struct/>', '<nil/>'), [1]],
    ['a whole number that is a word', api => api.ContactService.load(1, ['Id']), struct({ Id: 'seven' }), ['Id']],
    [
      'an amount that is a list',
      api => api.DataService.load('Product', 1, ['ProductPrice']),
      struct({ ProductPrice: list() }),
      ['ProductPrice'],
    ],
    ['an amount owed that is none', api => api.InvoiceService.calculateAmountOwed(1), 'nothing', []],
    ['an int that is none', api => api.DataService.echo('x'), '<i4>x</i4>', []],
  ])('%s', async (_, call, inside, path) => {
    const { api, bodies } = answered([{ body: value(inside) }])
    expect((await call(api))._unsafeUnwrapErr()).toMatchObject({
      kind: 'shape',
      category: 'malformed-response',
      problem: 'unreadable-output',
      issues: [{ path }],
    })
    expect(bodies).toHaveLength(1)
  })

  test.each<[string, Call, string, unknown]>([
    ['false', api => api.ContactService.addToGroup(1, 2), '<boolean>0</boolean>', false],
    ['0', api => api.DataService.count('Contact', {}), '<i4>0</i4>', 0],
    ['an empty list', api => api.ContactService.findByEmail('a', ['Id']), list(), []],
    ['an empty record', api => api.ContactService.load(1, ['Id']), '<struct/>', {}],
    ['an empty text', api => api.DataService.echo(''), '', ''],
    ['a yes that is a number', api => api.ContactService.addToGroup(1, 2), '<i4>1</i4>', true],
    ['an id that is a text', api => api.ContactService.add({}), '12', 12],
    ['a whole number that is a text', api => api.ContactService.load(1, ['Id']), struct({ Id: ' 12 ' }), { Id: 12 }],
    [
      'what holds nothing',
      api => api.ContactService.load(1, ['Id', 'City']),
      struct({ Id: '<nil/>', City: '' }),
      { City: '' },
    ],
    [
      'a field that nobody asked for',
      api => api.ContactService.load(1, ['Id']),
      struct({ _Berth: list('<i4>1</i4>') }),
      { _Berth: [1] },
    ],
  ])('but %s is a success', async (_, call, inside, expected) => {
    expect((await call(answered([{ body: value(inside) }]).api))._unsafeUnwrap()).toEqual(expected)
  })
})

describe('a query that the service does not end', () => {
  test('ends with a fault, not as if complete', async () => {
    const { api, bodies } = answered([{ body: value(list(struct({ Id: '<i4>1</i4>' }))) }])
    const all = []
    for await (const one of api.query('Contact', { match: {}, fields: ['Id'], limit: 1 })) all.push(one)
    expect(all.map(one => one.isOk())).toEqual([true, false])
    expect(all[1]?._unsafeUnwrapErr()).toMatchObject({
      kind: 'shape',
      operation: 'DataService.query',
      dialect: 'keap',
      applied: 'no',
    })
    expect(bodies).toHaveLength(4)
  })
})
