import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { type ReplyEvent, type RequestEvent, type XmlRpcOptions, xmlRpc } from '../../src/xmlrpc.ts'
import { deadPort } from './peers.ts'
import { type Step, scriptedHttp } from './scripted-http.ts'

function connect(url: string, options: Partial<XmlRpcOptions> = {}) {
  const api = xmlRpc({ url, retry: { backoff: () => 0 }, ...options })
  onTestFinished(api.close)
  return api
}

const answer = (value: string): Step => ({
  status: 200,
  body: `<methodResponse><params><param><value>${value}</value></param></params></methodResponse>`,
})
const several = (...values: readonly string[]) =>
  answer(`<array><data>${values.map(one => `<value>${one}</value>`).join('')}</data></array>`)
const good = (inside: string) => `<array><data><value>${inside}</value></data></array>`
const bad = (code: number, text: string) =>
  `<struct><member><name>faultCode</name><value><int>${code}</int></value></member>` +
  `<member><name>faultString</name><value>${text}</value></member></struct>`
const fault = (code: number, text: string): Step => ({
  status: 200,
  body: `<methodResponse><fault><value>${bad(code, text)}</value></fault></methodResponse>`,
})
const methods = ({ body }: { readonly body: string }) =>
  [...body.matchAll(/<methodName>(.*?)<|<name>methodName<\/name><value><string>(.*?)</g)].map(
    ([, one, inner]) => one ?? inner,
  )

describe('a call', () => {
  test('is one that must not run twice, unless it says otherwise', async () => {
    const { url, received } = await scriptedHttp('reset', answer('12'), 'half', answer('12'), 'reset')
    const api = connect(url)
    expect((await api.call('ledger.add', [7], { idempotency: 'repeatable' }))._unsafeUnwrap()).toBe('12')
    expect((await api.call('ledger.sum', [7], { idempotency: 'read', schema: z.string() }))._unsafeUnwrap()).toBe('12')
    expect((await api.call('ledger.add', [7]))._unsafeUnwrapErr()).toMatchObject({
      kind: 'network',
      applied: 'maybe',
      remedy: 'reconcile',
      operation: 'ledger.add',
      dialect: 'xmlrpc',
      stopped: { because: 'unsafe' },
    })
    expect(received).toHaveLength(5)
  })

  test('that found nobody is made again, for nothing was sent', async () => {
    const api = connect(`http://127.0.0.1:${await deadPort()}/`)
    const refused = (await api.call('ledger.add'))._unsafeUnwrapErr()
    expect(refused).toMatchObject({ applied: 'no', attempts: { length: 4 }, stopped: { because: 'exhausted' } })
  })

  test('carries its headers and what it is signed with', async () => {
    const { url, received } = await scriptedHttp(answer('1'))
    await connect(`${url}RPC2`, { auth: { user: 'mara', password: 'pw' }, headers: { 'x-tenant': 'h' } }).call('a')
    await connect(url, { auth: { bearer: () => 't' } }).call('b')
    expect(received.map(({ path, headers }) => [path, headers.authorization, headers['x-tenant']])).toEqual([
      ['/RPC2', `Basic ${btoa('mara:pw')}`, 'h'],
      ['/', 'Bearer t', undefined],
    ])
    expect(received[0]?.headers['content-type']).toBe('text/xml; charset=utf-8')
  })

  test('whose token was refused asks for another one, once', async () => {
    const { url, received } = await scriptedHttp({ status: 401 }, answer('1'), { status: 401 })
    const tokens = ['old', 'new', 'newer', 'newer']
    const api = connect(url, { auth: { bearer: () => tokens.shift() ?? 'newer' } })
    expect((await api.call('ledger.add'))._unsafeUnwrap()).toBe('1')
    expect((await api.call('ledger.add'))._unsafeUnwrapErr()).toMatchObject({ status: 401, applied: 'no' })
    expect(received.length).toBeLessThanOrEqual(4)
  })

  test('is cancelled by its signal, and none is sent after the client was closed', async () => {
    const { url, received } = await scriptedHttp(answer('1'))
    const api = connect(url, { retry: false })
    const cancelled = await api.call('ledger.add', [], { signal: AbortSignal.abort() })
    expect(cancelled._unsafeUnwrapErr()).toMatchObject({ kind: 'request', category: 'cancelled', applied: 'no' })
    await api.close()
    expect((await api.call('ledger.add'))._unsafeUnwrapErr()).toMatchObject({ applied: 'no' })
    expect(received).toHaveLength(0)
  })

  test('is told to hooks before it leaves and when it is back', async () => {
    const { url } = await scriptedHttp(fault(7, 'no'))
    const events: (RequestEvent | ReplyEvent)[] = []
    const note = (event: RequestEvent | ReplyEvent) => events.push(event)
    await connect(url, { hooks: { onRequest: note, onReply: note } }).call('ledger.add', [{ password: 'canary' }])
    expect(events).toMatchObject([
      { operations: ['ledger.add'], url, dialect: 'xmlrpc' },
      {
        operations: ['ledger.add'],
        status: 200,
        fault: { kind: 'service', code: '7' },
        outcomes: [{ operation: 'ledger.add' }],
      },
    ])
    expect(JSON.stringify(events)).not.toContain('canary')
  })
})

describe('several calls in one request', () => {
  test('have one result each, and only what failed and may run twice goes out again', async () => {
    const { url, received } = await scriptedHttp(
      several(
        good('<int>1</int>'),
        bad(-32500, 'busy'),
        bad(-32500, 'busy'),
        bad(-32602, 'wrong'),
        good('<int>5</int>'),
      ),
      answer('<int>2</int>'),
    )
    const api = connect(url)
    const { command } = api
    const results = (
      await api.multicall([
        command('first', [], { schema: z.number() }),
        command('second', [], { schema: z.number(), idempotency: 'read' }),
        command('third'),
        command('fourth', [], { idempotency: 'read' }),
        command('fifth', [], { schema: z.string() }),
      ])
    )._unsafeUnwrap()
    expect(results.map(one => one.unwrapOr('err'))).toEqual([1, 2, 'err', 'err', 'err'])
    expect(results[2]._unsafeUnwrapErr()).toMatchObject({ code: '-32500', applied: 'maybe', remedy: 'reconcile' })
    expect(results[3]._unsafeUnwrapErr()).toMatchObject({ code: '-32602', category: 'validation', operation: 'fourth' })
    expect(results[4]._unsafeUnwrapErr()).toMatchObject({ kind: 'shape', applied: 'yes' })
    expect(received.map(methods)).toEqual([
      ['system.multicall', 'first', 'second', 'third', 'fourth', 'fifth'],
      ['second'],
    ])
  })

  test('none of which can be sent are not sent, and one that cannot holds up no other', async () => {
    const { url, received } = await scriptedHttp(answer('<int>1</int>'))
    const api = connect(url)
    const [fine, broken] = (
      await api.multicall([api.command('a'), api.command('b', [{ text: 'a\u0000' }])])
    )._unsafeUnwrap()
    expect(fine._unsafeUnwrap()).toBe(1)
    expect(broken._unsafeUnwrapErr()).toMatchObject({ kind: 'request', issues: [{ path: [0, 'text'] }] })
    expect((await api.multicall([]))._unsafeUnwrap()).toEqual([])
    expect(received.map(methods)).toEqual([['a']])
  })

  test('are refused as a whole where the service offers nothing of the kind', async () => {
    const { url } = await scriptedHttp(fault(-32601, 'no method system.multicall'))
    const api = connect(url)
    const refused = await api.multicall([api.command('a'), api.command('b')])
    expect(refused._unsafeUnwrapErr()).toMatchObject({ code: '-32601', category: 'unsupported', applied: 'no' })
  })

  test('get no result where their number is not that of the calls', async () => {
    const { url } = await scriptedHttp(several(good('<int>1</int>')))
    const api = connect(url)
    const results = (await api.multicall([api.command('a'), api.command('b')]))._unsafeUnwrap()
    for (const one of results)
      expect(one._unsafeUnwrapErr()).toMatchObject({ kind: 'shape', problem: 'mismatched-outcome', applied: 'maybe' })
  })
})

describe('credentials', () => {
  const body = ({ body: sent }: { readonly body: string }) => sent

  test('are hidden wherever they stood: in parameters, members, headers and the address', async () => {
    const shown: unknown[] = []
    const echoes: readonly Step[] = ['canary-named', 'canary-password', 'canary-token', 'canary-query'].map(word =>
      fault(9, `got ${word}`),
    )
    const { url, received } = await scriptedHttp(...echoes)
    const api = connect(`${url}?key=canary-query`, {
      auth: { bearer: 'canary-token' },
      secrets: ['canary-named'],
      hooks: { onRequest: event => shown.push(event), onReply: event => shown.push(event) },
    })
    for (const _ of echoes)
      shown.push((await api.call('sign.in', ['canary-named', { password: 'canary-password' }]))._unsafeUnwrapErr())
    expect(body(received[0] ?? { body: '' })).toContain('canary-named')
    for (const one of [...shown, api])
      for (const text of [JSON.stringify(one), inspect(one, { depth: 20, showHidden: true })])
        expect(text ?? '').not.toContain('canary')
  })
})

describe('a wrong construction is a TypeError that names the option and shows no value', () => {
  test.each<[string, object, string]>([
    ['no address', { url: undefined }, '`url`'],
    ['a password in the address', { url: 'http://mara:canary@127.0.0.1/' }, '`url`'],
    ['headers that are none', { headers: { 'x-a': 7 } }, '`headers`'],
    ['secrets that are a text', { secrets: 'canary' }, '`secrets`'],
    ['a secret of nothing', { secrets: [''] }, '`secrets`'],
    ['nil that is a text', { nil: 'canary' }, '`nil`'],
    ['a time zone that nobody knows', { timeZone: 'Canary' }, '`timeZone`'],
    ['credentials that are a text', { auth: 'canary' }, '`auth`'],
    ['a user without a password', { auth: { user: 'mara' } }, '`auth.password`'],
    ['a token that no header can carry', { auth: { bearer: 'canary\n' } }, '`auth.bearer`'],
    ['a misspelled option', { secret: ['canary'] }, '`secret`'],
  ])('%s', (_, wrong, name) => {
    let thrown: unknown
    try {
      xmlRpc({ url: 'http://127.0.0.1:9/', ...wrong } as XmlRpcOptions)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(TypeError)
    expect(String(thrown)).toContain(`xmlRpc: ${name}`)
    expect(String(thrown)).not.toContain('canary')
  })

  test.each<[string, (api: ReturnType<typeof connect>) => unknown, RegExp]>([
    ['a method that is no text', api => api.call(7 as never), /method/],
    ['parameters that are no list', api => api.call('a', 'x' as never), /params/],
    ['options that are null', api => api.call('a', [], null as never), /options/],
    ['a schema that is none', api => api.command('a', [], { schema: {} as never }), /schema/],
    ['an idempotency of no kind', api => api.call('a', [], { idempotency: 'often' as never }), /idempotency/],
    ['a signal that is none', api => api.call('a', [], { signal: {} as never }), /signal/],
    ['a multicall of promises', api => api.multicall([api.listMethods()] as never), /commands\[0\]/],
  ])('and so is a call with %s', (_, call, words) => {
    const api = connect('http://127.0.0.1:9/', { retry: false })
    expect(() => call(api)).toThrow(TypeError)
    expect(() => call(api)).toThrow(words)
  })
})
