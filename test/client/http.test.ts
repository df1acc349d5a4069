import { inspect } from 'node:util'
import { describe, expect, expectTypeOf, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import {
  type Clock,
  type HttpAnswer,
  type HttpCallOptions,
  type HttpOptions,
  httpClient,
  type Result,
} from '../../src/http.ts'
import type { Fault } from '../../src/index.ts'
import { deadPort, httpPeer } from './peers.ts'
import { type Step, scriptedHttp } from './scripted-http.ts'

/** Repeats at once. */
const quick = { backoff: () => 0 }

function connect(url: string, options: Partial<HttpOptions> = {}) {
  const api = httpClient({ url, retry: quick, ...options })
  onTestFinished(api.close)
  return api
}

type Call = (api: ReturnType<typeof connect>, call?: HttpCallOptions) => PromiseLike<Result<HttpAnswer<unknown>, Fault>>
const calls: Readonly<Record<string, Call>> = {
  get: (api, call) => api.get('users/7', call),
  delete: (api, call) => api.delete('users/7', call),
  guarded: (api, call) => api.post('users', { email: 'a@example.com' }, { uniqueBy: 'email', ...call }),
  post: (api, call) => api.post('users', { email: 'a@example.com' }, call),
  patch: (api, call) => api.patch('users/7', { name: 'a' }, call),
}

const ok = { status: 200, body: '{}' }
const failed = (status: number) => ({ status, body: '{"message":"no"}' })

describe('the decision table of facts/privo.md, row by row', () => {
  test.each<[keyof typeof calls, Step, string, string, string, number]>([
    ['post', failed(400), 'validation', 'no', 'fix', 1],
    ['get', failed(400), 'validation', 'no', 'fix', 1],
    ['post', failed(403), 'permission', 'no', 'contact', 1],
    ['get', failed(404), 'not-found', 'no', 'fix', 1],
    ['post', failed(404), 'not-found', 'no', 'fix', 1],
    ['delete', failed(404), 'not-found', 'no', 'fix', 1],
    ['post', failed(409), 'conflict', 'no', 'fix', 1],
    ['guarded', failed(409), 'conflict', 'no', 'fix', 1],
    ['post', failed(413), 'validation', 'no', 'shrink', 1],
    ['post', failed(422), 'validation', 'no', 'fix', 1],
    ['post', failed(418), 'validation', 'no', 'fix', 1],
    ['get', failed(500), 'server', 'no', 'wait', 4],
    ['get', failed(502), 'unavailable', 'no', 'wait', 4],
    ['get', failed(504), 'timeout', 'no', 'wait', 4],
    ['delete', failed(500), 'server', 'maybe', 'wait', 4],
    ['guarded', failed(503), 'unavailable', 'maybe', 'wait', 4],
    ['post', failed(500), 'server', 'maybe', 'reconcile', 1],
    ['patch', failed(503), 'unavailable', 'maybe', 'reconcile', 1],
    ['patch', failed(504), 'timeout', 'maybe', 'reconcile', 1],
    ['get', 'reset', 'unavailable', 'no', 'wait', 4],
    ['delete', 'reset', 'unavailable', 'maybe', 'wait', 4],
    ['post', 'reset', 'unavailable', 'maybe', 'reconcile', 1],
    ['get', 'half', 'unavailable', 'no', 'wait', 4],
    ['post', 'half', 'unavailable', 'maybe', 'reconcile', 1],
    ['get', { status: 200, body: '{"id": 7, "na' }, 'malformed-response', 'no', 'wait', 4],
    ['post', { status: 200, body: '{"id": 7, "na' }, 'malformed-response', 'maybe', 'reconcile', 1],
    ['get', { status: 200, body: '<html><body>Welcome</body></html>' }, 'malformed-response', 'no', 'wait', 4],
    ['post', { status: 200, body: 'done, I guess' }, 'malformed-response', 'maybe', 'reconcile', 1],
    ['post', { status: 200, body: '<ok/>' }, 'malformed-response', 'maybe', 'reconcile', 1],
    ['get', { status: 200 }, 'malformed-response', 'no', 'wait', 4],
    ['post', { status: 302, headers: { location: '/elsewhere' } }, 'unsupported', 'no', 'fix', 1],
  ])(
    '%s answered with %j: %s, applied %s, %s, %i requests',
    async (call, step, category, applied, remedy, requests) => {
      const server = await scriptedHttp(step)
      const fault = (await calls[call]?.(connect(server.url)))?._unsafeUnwrapErr()
      expect(fault).toMatchObject({ category, applied, remedy, dialect: 'http' })
      expect(server.received).toHaveLength(requests)
    },
  )

  test.each([200, 201, 202, 204, 208])('%i is a success', async status => {
    const server = await scriptedHttp({ status, body: status === 204 ? '' : '{"id":7}' })
    const answer = (await connect(server.url).post('users', {}))._unsafeUnwrap()
    expect(answer).toMatchObject({ status, alreadyReported: status === 208, replayed: false })
  })

  test('429 is waited out as long as the service asks, and uses no try', async () => {
    const server = await scriptedHttp(...Array(5).fill({ status: 429, headers: { 'retry-after': '7' } }), ok)
    const waits: number[] = []
    const clock: Clock = {
      now: Date.now,
      after: (delayMs, callback) => {
        waits.push(delayMs)
        const timer = setTimeout(callback, Math.min(delayMs, 1e9) / 200)
        return () => clearTimeout(timer)
      },
    }
    const answer = await connect(server.url, { clock, retry: {} }).post('users', {})
    expect(answer.isOk()).toBe(true)
    expect(waits.filter(wait => wait >= 7_000 && wait <= 7_700)).toHaveLength(5)
  })

  test('a connection that was refused is tried again, for nothing was sent', async () => {
    const fault = (await connect(`http://127.0.0.1:${await deadPort()}/`).post('users', {}))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ kind: 'network', category: 'unavailable', applied: 'no', remedy: 'wait' })
    expect(fault.attempts).toHaveLength(4)
  })

  test('a silence after sending began leaves open what was done', async () => {
    const silent = await httpPeer(() => {})
    const timeouts = { headersMs: 30 }
    const fault = (await connect(silent.url, { timeouts }).patch('users/7', {}))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ category: 'timeout', applied: 'maybe', remedy: 'reconcile' })
    expect(fault.stopped?.because).toBe('unsafe')
  })

  test('a call that was cancelled after sending began leaves open what was done', async () => {
    const controller = new AbortController()
    const silent = await httpPeer(() => controller.abort())
    const fault = (await connect(silent.url).post('users', {}, { signal: controller.signal }))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ category: 'cancelled', applied: 'maybe', remedy: 'reconcile' })
  })
})

describe('what a repeat learns', () => {
  test.each<[string, keyof typeof calls, readonly Step[], object]>([
    ['GET: 503, then 200', 'get', [failed(503), ok], { status: 200, replayed: false }],
    ['DELETE: reset, then 404', 'delete', ['reset', failed(404)], { status: 404, replayed: true }],
    ['DELETE: 500, then 410', 'delete', [failed(500), failed(410)], { status: 410, replayed: true }],
    ['guarded POST: reset, then 208', 'guarded', ['reset', { status: 208, body: '{}' }], { alreadyReported: true }],
    ['guarded POST: 500, then 201', 'guarded', [failed(500), { status: 201, body: '{}' }], { status: 201 }],
  ])('%s is a success', async (_, call, steps, answer) => {
    const server = await scriptedHttp(...steps)
    expect((await calls[call]?.(connect(server.url)))?._unsafeUnwrap()).toMatchObject(answer)
    expect(server.received).toHaveLength(2)
  })

  test.each([409, 422])('guarded POST: reset, then %i: it is there, and nobody knows whose', async status => {
    const server = await scriptedHttp('reset', failed(status))
    const fault = (await calls.guarded?.(connect(server.url)))?._unsafeUnwrapErr()
    expect(fault).toMatchObject({ applied: 'maybe', remedy: 'reconcile', status })
    expect(server.received).toHaveLength(2)
  })

  test('a deletion of an earlier run is known by its 404 where the program says so', async () => {
    const server = await scriptedHttp(failed(404))
    const answer = await connect(server.url).delete('users/7', { repeat: true })
    expect(answer._unsafeUnwrap()).toMatchObject({ replayed: true })
  })

  test('404 after a busy service that did nothing is no deletion', async () => {
    const server = await scriptedHttp({ status: 429, headers: { 'retry-after': '0' } }, failed(404))
    expect((await connect(server.url).delete('users/7'))._unsafeUnwrapErr().category).toBe('not-found')
  })

  test('what the service documents beyond the method can be declared', async () => {
    const server = await scriptedHttp(failed(503), ok)
    const answer = await connect(server.url).put('users/7', {}, { idempotency: 'repeatable' })
    expect(answer.isOk()).toBe(true)
  })
})

describe('credentials', () => {
  const SECRET = 'canary-0c5d7e'

  test.each<[string, HttpOptions['auth'], string, string]>([
    ['a token', { bearer: SECRET }, 'authorization', `Bearer ${SECRET}`],
    ['a key', { header: 'X-Api-Key', key: SECRET }, 'x-api-key', SECRET],
    ['a password', { user: 'u', password: SECRET }, 'authorization', `Basic ${btoa(`u:${SECRET}`)}`],
  ])('%s goes where it belongs and appears nowhere else', async (_, auth, name, value) => {
    const server = await scriptedHttp({ status: 400, body: `{"message":"not ${value}, nor ${SECRET}"}` })
    const seen: unknown[] = []
    const hooks = { onRequest: (event: unknown) => seen.push(event), onReply: (event: unknown) => seen.push(event) }
    const fault = (
      await connect(server.url, { ...(auth && { auth }), hooks }).post('u', { a: SECRET })
    )._unsafeUnwrapErr()
    expect(server.received[0]?.headers[name]).toBe(value)
    for (const text of [inspect(fault, { depth: null }), JSON.stringify(fault), inspect(seen, { depth: null })]) {
      expect(text).not.toContain(SECRET)
      expect(text).not.toContain(btoa(`u:${SECRET}`))
    }
    expect(seen).toHaveLength(2)
  })

  test('a token that is refused is asked for anew, once', async () => {
    const server = await scriptedHttp(failed(401), ok)
    const tokens = ['old', 'new']
    const answer = await connect(server.url, { auth: { bearer: () => tokens.shift() ?? 'new' } }).get('users')
    expect(answer.isOk()).toBe(true)
    expect(server.received.at(-1)?.headers.authorization).toBe('Bearer new')
  })

  test('the same token is not sent again', async () => {
    const server = await scriptedHttp(failed(401))
    const fault = (await connect(server.url, { auth: { bearer: () => 'same' } }).get('users'))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ category: 'authentication', stopped: { because: 'final' } })
    expect(server.received).toHaveLength(1)
  })

  test('a key that nobody can renew is to be fixed', async () => {
    const server = await scriptedHttp(failed(401))
    const fault = (await connect(server.url, { auth: { bearer: 'k' } }).get('users'))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ category: 'authentication', remedy: 'fix' })
    expect(server.received).toHaveLength(1)
  })

  test.each(['http://127.0.0.1:1/', '//127.0.0.1:1/x', '../admin', 'users/../../admin', 'users/%2e%2e/x', 'a\\..\\b'])(
    'do not follow the path %s',
    async path => {
      const server = await scriptedHttp(ok)
      const result = await connect(`${server.url}v1`, { auth: { bearer: SECRET } }).get(path)
      const went = server.received.map(one => one.path).filter(one => !one.startsWith('/v1/'))
      expect(went).toEqual([])
      if (result.isErr()) expect(result.error).toMatchObject({ kind: 'request', problem: 'invalid-input' })
    },
  )
})

describe('bodies', () => {
  test.each<[string, unknown, string, string | undefined]>([
    ['an object', { a: 1 }, '{"a":1}', 'application/json'],
    ['a list', [1, 2], '[1,2]', 'application/json'],
    ['null', null, 'null', 'application/json'],
    ['a form', new URLSearchParams({ a: '1 2' }), 'a=1+2', 'application/x-www-form-urlencoded'],
    ['a text', 'ä', 'ä', 'text/plain; charset=utf-8'],
    ['bytes', new Uint8Array([65]), 'A', 'application/octet-stream'],
    ['nothing', undefined, '', undefined],
  ])('%s is sent', async (_, body, text, type) => {
    const server = await scriptedHttp(ok)
    await connect(server.url).post('x', body as object)
    expect(server.received[0]?.body).toBe(text)
    expect(server.received[0]?.headers['content-type']).toBe(type)
  })

  const circle: Record<string, unknown> = {}
  circle.self = circle
  test.each<[string, unknown]>([
    ['a circle', circle],
    ['a number that is none', { price: Number.NaN }],
    ['a bigint', { id: 1n }],
    ['a function', () => 1],
  ])('%s is refused before anything is sent', async (_, body) => {
    const server = await scriptedHttp(ok)
    const fault = (await connect(server.url).post('x', body as object))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ kind: 'request', problem: 'invalid-input', applied: 'no' })
    expect(server.received).toEqual([])
  })

  test('without the field that was to make a repeat safe are refused', async () => {
    const server = await scriptedHttp(ok)
    const fault = (await connect(server.url).post('x', { email: ' ' }, { uniqueBy: 'email' }))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ kind: 'request', issues: [{ path: ['body', 'email'] }] })
    expect(server.received).toEqual([])
  })

  test('a query is added to the path', async () => {
    const server = await scriptedHttp(ok)
    await connect(`${server.url}v1`).get('/users', { query: { q: 'a&b', n: [1, 2], none: undefined } })
    expect(server.received[0]?.path).toBe('/v1/users?q=a%26b&n=1&n=2')
  })
})

describe('answers', () => {
  test('are judged by the schema, and typed by it', async () => {
    const server = await scriptedHttp({ status: 200, body: '{"name":"Ada","extra":1}' })
    const answer = await connect(server.url).get('users/7', { schema: z.object({ name: z.string() }) })
    expectTypeOf(answer).toEqualTypeOf<Result<HttpAnswer<{ name: string }>, Fault>>()
    expect(answer._unsafeUnwrap().data).toEqual({ name: 'Ada' })
  })

  test('that the schema refuses were done all the same', async () => {
    const server = await scriptedHttp({ status: 200, body: '{"name":7}' })
    const schema = z.object({ name: z.string() })
    const fault = (await connect(server.url).post('users', {}, { schema }))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ kind: 'shape', applied: 'yes', issues: [{ path: ['name'] }] })
    expect(server.received).toHaveLength(1)
  })

  test('can be texts', async () => {
    const server = await scriptedHttp({ status: 200, body: 'pong', headers: { 'content-type': 'text/plain' } })
    expect((await connect(server.url).get('ping', { as: 'text', schema: z.string() }))._unsafeUnwrap().data).toBe(
      'pong',
    )
  })

  test.each<[string, Step, object]>([
    [
      'a problem document',
      {
        status: 403,
        headers: { 'content-type': 'application/problem+json' },
        body: '{"type":"urn:x:credit","title":"No credit","detail":"30 left, 50 asked","status":403}',
      },
      {
        signal: 'problem-document',
        code: 'urn:x:credit',
        message: '30 left, 50 asked; No credit',
        category: 'permission',
      },
    ],
    [
      'a problem document in XML',
      {
        status: 422,
        headers: { 'content-type': 'application/problem+xml' },
        body: '<problem xmlns="urn:ietf:rfc:7807"><type>urn:x:age</type><detail>Too young</detail></problem>',
      },
      { signal: 'problem-document', code: 'urn:x:age', message: 'Too young', category: 'validation' },
    ],
    [
      'a problem that comes under 200',
      {
        status: 200,
        headers: { 'content-type': 'application/problem+json' },
        body: '{"type":"urn:x:credit","title":"No credit"}',
      },
      { signal: 'problem-document', code: 'urn:x:credit' },
    ],
    ['code and message', { status: 400, body: '{"code":"E7","message":"bad"}' }, { code: 'E7', message: 'bad' }],
    ['an error within', { status: 400, body: '{"error":{"code":7,"message":"bad"}}' }, { code: '7', message: 'bad' }],
    [
      'an error of OAuth',
      { status: 400, body: '{"error":"invalid_grant","error_description":"old"}' },
      { code: 'invalid_grant', message: 'old' },
    ],
    [
      'a list of errors',
      { status: 422, body: '{"errors":[{"code":"a","field":"x","message":"m"},{"code":"b"}]}' },
      { code: 'a', reasons: [{ code: 'a', field: 'x' }, { code: 'b' }] },
    ],
    [
      'words',
      { status: 400, headers: { 'content-type': 'text/plain' }, body: 'no such plan' },
      { message: 'no such plan' },
    ],
    [
      'a page of a proxy',
      { status: 502, headers: { 'content-type': 'text/html' }, body: '<html><h1>Bad gateway</h1></html>' },
      { kind: 'http', body: 'html' },
    ],
  ])('%s says no', async (_, step, expected) => {
    const server = await scriptedHttp(step)
    expect((await connect(server.url).post('x', {}))._unsafeUnwrapErr()).toMatchObject(expected)
  })
})

describe('mistakes in the program are told at once', () => {
  test.each<[string, object, RegExp]>([
    ['no address', {}, /`url`/],
    ['a query in the address', { url: 'http://h/?a=b' }, /`url`/],
    ['a password in the address', { url: 'http://u:p@h/' }, /`url`/],
    ['an unknown option', { url: 'http://h/', autth: {} }, /`autth`/],
    ['auth without anything', { url: 'http://h/', auth: {} }, /`auth.user`/],
    ['an empty secret', { url: 'http://h/', secrets: [''] }, /`secrets`/],
  ])('%s', (_, options, message) => {
    expect(() => httpClient(options as HttpOptions)).toThrow(message)
  })

  const api = httpClient({ url: 'http://127.0.0.1:9/' })
  test.each<[string, () => unknown, RegExp]>([
    ['an unknown option of a call', () => api.get('x', { schemaa: 1 } as object), /call.schemaa/],
    ['a schema that is none', () => api.get('x', { schema: {} } as object), /call.schema/],
    ['uniqueBy of a GET', () => api.get('x', { uniqueBy: 'a' }), /call.uniqueBy/],
    ['a path that is none', () => api.get(7 as never), /path/],
  ])('%s', (_, work, message) => {
    expect(work).toThrow(message)
  })
})
