import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type Keap, type KeapFault, type KeapOptions, keap, type ResultAsync } from '../../src/keap.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox.ts'
import { collected } from './peers.ts'

let sandbox: Sandbox
let api: Keap

beforeEach(async () => {
  sandbox = await startSandbox()
  onTestFinished(sandbox.close)
  const { url, account } = sandbox.keap
  api = keap({ url, auth: { apiKey: account.apiKey }, retry: false })
  onTestFinished(api.close)
})

/** What a program without types may hand over. */
const untyped = (value: unknown) => value as never

describe('a wrong construction is a TypeError that names the option and shows no value', () => {
  const right = { url: 'http://127.0.0.1:9/', auth: { apiKey: 'canary' } }

  test.each<[string, object, string]>([
    ['an address that is none', { url: 'ftp://canary' }, '`url`'],
    ['a password in the address', { url: 'http://mara:canary@127.0.0.1/' }, '`url`'],
    ['a token in the address', { url: 'http://127.0.0.1/?access_token=canary' }, '`url`'],
    ['no credential', { auth: undefined }, '`auth`'],
    ['a credential that is a text', { auth: 'canary' }, '`auth`'],
    ['a credential of no kind', { auth: {} }, '`auth`'],
    ['a credential of an unknown kind', { auth: { key: 'canary' } }, '`auth`'],
    ['two credentials', { auth: { apiKey: 'canary', accessToken: 'canary' } }, '`auth`'],
    ['an empty key', { auth: { apiKey: '' } }, '`auth.apiKey`'],
    ['a token that is a number', { auth: { accessToken: 7 } }, '`auth.accessToken`'],
    ['a key that no header can carry', { auth: { serviceKey: 'canary\r\nx: y' } }, '`auth.serviceKey`'],
    ['a token that no header can carry', { auth: { accessToken: 'canary→' } }, '`auth.accessToken`'],
    ['a key that XML cannot carry', { auth: { apiKey: 'canary\u0000' } }, '`auth.apiKey`'],
    ['a time zone that nobody knows', { timeZone: 'Atlantis/Canary' }, '`timeZone`'],
    ['a time zone that is a number', { timeZone: 0 }, '`timeZone`'],
    ['a misspelled option', { timezone: 'UTC' }, '`timezone`'],
    ['a timeout of no length', { timeouts: { bodyMs: 0 } }, '`timeouts.bodyMs`'],
    ['a transport that is none', { transport: 'undici' }, '`transport`'],
    ['retries that are a number', { retry: 4 }, '`retry`'],
  ])('%s', (_, wrong, name) => {
    let thrown: unknown
    try {
      keap({ ...right, ...wrong } as KeapOptions)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(TypeError)
    expect(String(thrown)).toContain(`keap: ${name}`)
    expect(String(thrown)).not.toContain('canary')
  })

  test('nothing at all', () => {
    expect(() => keap(untyped(undefined))).toThrow(/keap: `options`/)
  })
})

describe('a call that no compiler would have let through is a TypeError at once, never a rejection', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['a method that is no text', () => api.call(untyped(7), []), /method/],
    ['parameters that are no list', () => api.call('DataService.echo', untyped('x')), /params/],
    ['a schema that is none', () => api.call('DataService.echo', [], untyped({})), /schema/],
    ['options that are null', () => api.call('DataService.echo', [], undefined, untyped(null)), /options/],
    [
      'an idempotency of no kind',
      () => api.call('DataService.echo', [], undefined, { idempotency: untyped('often') }),
      /idempotency/,
    ],
    ['options of a typed method that are a text', () => api.DataService.echo('x', untyped('y')), /options/],
    ['a signal that is none', () => api.DataService.echo('x', { signal: untyped({}) }), /signal/],
    [
      'more parameters than there are',
      // @ts-expect-error one too many
      () => api.DataService.echo('x', {}, 'y'),
      /DataService\.echo: takes 1 parameter/,
    ],
  ])('%s', (_, call, words) => {
    expect(call).toThrow(TypeError)
    expect(call).toThrow(words)
  })
})

describe('bad input is a request fault that names the place, and nothing is sent', () => {
  const loop: Record<string, unknown> = {}
  loop._again = loop
  const trap = {
    get Email(): string {
      throw new Error('canary')
    },
  }

  test.each<[string, (client: Keap) => ResultAsync<unknown, KeapFault>, readonly (string | number)[]]>([
    ['an id that is none', c => c.ContactService.load('seven', ['Id']), [0]],
    ['an id with decimals', c => c.ContactService.load(7.5, ['Id']), [0]],
    ['an id beyond 32 bits', c => c.ContactService.load(2 ** 31, ['Id']), [0]],
    ['an id that is missing', c => c.ContactService.load(untyped(undefined), ['Id']), [0]],
    ['no fields', c => c.ContactService.load(7, []), [1]],
    ['a field that is no text', c => c.ContactService.load(7, untyped(['Id', 7])), [1, 1]],
    ['a record that is none', c => c.ContactService.add(untyped('Ada')), [0]],
    ['a record that is a list', c => c.ContactService.add(untyped([])), [0]],
    [
      'a field that holds a record',
      c => c.ContactService.add(untyped({ Email: { at: new Map() } })),
      [0, 'Email', 'at'],
    ],
    ['a whole number that is none', c => c.ContactService.add({ OwnerID: 'Mara' }), [0, 'OwnerID']],
    [
      'an amount that is no number',
      c => c.DataService.add('Product', { ProductPrice: Number.NaN }),
      [1, 'ProductPrice'],
    ],
    ['a custom field that holds itself', c => c.ContactService.add(untyped(loop)), [0, '_again', '_again']],
    ['a record that throws', c => c.ContactService.add(trap), []],
    ['a Date without a time zone', c => c.ContactService.add({ Birthday: new Date(0) }), [0, 'Birthday']],
    ['a day that does not exist', c => c.ContactService.add({ Birthday: '20230229T00:00:00' }), [0, 'Birthday']],
    ['text that XML cannot carry', c => c.ContactService.add({ FirstName: 'a\u0000' }), [0, 'FirstName']],
    ['a table of no name', c => c.DataService.load('', 7, ['Id']), [0]],
    ['a page below 0', c => c.DataService.query('Contact', 10, -1, {}, ['Id']), [2]],
    ['a page of too many', c => c.DataService.query('Contact', 1_001, 0, {}, ['Id']), [1]],
    [
      'an amount that is a text',
      c => c.InvoiceService.addManualPayment(1, untyped('5'), '20240229T07:05:09', 'Cash', '', false),
      [1],
    ],
    ['a time that is none', c => c.InvoiceService.updateJobRecurringNextBillDate(1, '2024-02-29'), [1]],
    ['a list of ids with a hole', c => c.APIAffiliateService.affRunningTotals(untyped([1, undefined])), [0, 1]],
    ['a parameter of an untyped method', c => c.call('Some.method', [{ a: [untyped(undefined)] }]), [0, 'a', 0]],
    ['a method of no name', c => c.call('no such', []), ['method']],
  ])('%s', async (_, call, path) => {
    const fault = (await call(api))._unsafeUnwrapErr()
    expect(fault).toMatchObject({
      kind: 'request',
      problem: 'invalid-input',
      applied: 'no',
      dialect: 'keap',
      operation: expect.any(String),
      issues: [{ path }],
    })
    expect(JSON.stringify(fault)).not.toContain('canary')
    expect(sandbox.calls).toHaveLength(0)
  })

  test.each<[string, unknown, readonly (string | number)[]]>([
    ['options that are missing', undefined, []],
    ['no fields', { match: {} }, ['fields']],
    ['no match', { fields: ['Id'] }, ['match']],
    ['a match that cannot be sent', { match: { Id: Number.NaN }, fields: ['Id'] }, ['match', 'Id']],
    ['pages of nothing', { match: {}, fields: ['Id'], limit: 0 }, ['limit']],
    ['pages of too much', { match: {}, fields: ['Id'], limit: 1_001 }, ['limit']],
    ['pages of no number', { match: {}, fields: ['Id'], limit: Number.NaN }, ['limit']],
    ['an order that is none', { match: {}, fields: ['Id'], orderBy: 7 }, ['orderBy']],
    ['a misspelled option', { match: {}, fields: ['Id'], order: 'Id' }, []],
  ])('a query with %s', async (_, options, path) => {
    const all = await collected(api.query('Contact', untyped(options)))
    expect(all).toHaveLength(1)
    expect(all[0]?._unsafeUnwrapErr()).toMatchObject({
      kind: 'request',
      problem: 'invalid-input',
      operation: 'DataService.query',
      issues: [{ path }],
    })
    expect(sandbox.calls).toHaveLength(0)
  })

  test('a query of a table without a name', async () => {
    const [first] = await collected(api.query('', { match: {}, fields: ['Id'] }))
    expect(first?._unsafeUnwrapErr()).toMatchObject({ kind: 'request', issues: [{ path: ['table'] }] })
  })
})
