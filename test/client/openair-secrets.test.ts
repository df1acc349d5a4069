import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openAirXml, type ReplyEvent, type RequestEvent } from '../../src/openair.ts'

const PASSWORD = 'canary-password-<&">'
const KEY = 'canary-key-7731'
const TOKEN = 'canary-token-90210'
const NEW_PASSWORD = 'canary-new-password'
const CANARIES = [PASSWORD, KEY, TOKEN, NEW_PASSWORD, 'canary']

let server: Server
let url: string
let answer: (request: string) => string

beforeEach(async () => {
  server = createServer((request, reply) => {
    const pieces: Buffer[] = []
    request.on('data', piece => pieces.push(piece))
    request.on('end', () => reply.end(answer(Buffer.concat(pieces).toString())))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api.pl?token=canary-in-query`
})

afterEach(() => new Promise(resolve => server.close(resolve)))

const byPassword = { company: 'harbor', user: 'mara', password: PASSWORD }
const byToken = { accessToken: async () => TOKEN }

function expectClean(...shown: readonly unknown[]) {
  for (const value of shown) {
    const texts = [JSON.stringify(value), String(value), inspect(value, { depth: 20, showHidden: true, getters: true })]
    for (const canary of CANARIES) for (const text of texts) expect(text ?? '').not.toContain(canary)
  }
}

describe('credentials', () => {
  const echoes: readonly [string, (request: string) => string][] = [
    ['as text of an unparsable request', request => `<response status="1"><![CDATA[${request}]]></response>`],
    [
      'in the errors of a command',
      request =>
        `<response><Auth status="0"/><Add status="1106"><errors><![CDATA[${request}]]></errors></Add></response>`,
    ],
    ['in a page', request => `<!DOCTYPE html><html><body>${request}</body></html>`],
    ['as plain text', request => request.replaceAll(/<[^>]*>/g, ' ')],
    ['in half a document', request => `<response><Add status="821"><errors>${request}`],
  ]

  test.each(echoes)('do not appear where the service echoes them %s', async (_, echo) => {
    answer = echo
    for (const auth of [byPassword, byToken]) {
      const seen: unknown[] = []
      const hooks = {
        onRequest: (event: RequestEvent) => seen.push(event),
        onReply: (event: ReplyEvent) => seen.push(event),
      }
      const api = openAirXml({ url, namespace: 'harbor', key: KEY, auth, hooks, retry: false })
      const result = await api.createUser({
        company: { nickname: 'h' },
        user: { nickname: 'i', password: NEW_PASSWORD },
      })
      expect(result.isErr()).toBe(true)
      expect(seen).toHaveLength(2)
      expectClean(result, result._unsafeUnwrapErr(), seen, api, api.commands)
      await api.close()
    }
  })

  test('do not appear where a transport quotes its request', async () => {
    const transport = (request: object) => {
      throw Object.assign(new Error(`cannot send ${JSON.stringify(request)}`), { request, code: 'ECONNRESET' })
    }
    const api = openAirXml({ url, namespace: 'harbor', key: KEY, auth: byPassword, transport, retry: false })
    expectClean((await api.whoami())._unsafeUnwrapErr())
  })

  test('do not appear where the function that gives them fails', async () => {
    for (const accessToken of [
      () => Promise.reject(new Error(`refused ${TOKEN}`)),
      () => {
        throw new Error(`refused ${TOKEN}`)
      },
      async () => '',
      (async () => 7) as never,
    ]) {
      const api = openAirXml({ url, namespace: 'harbor', key: KEY, auth: { accessToken }, retry: false })
      const fault = (await api.whoami())._unsafeUnwrapErr()
      expect(fault).toMatchObject({ kind: 'request', problem: 'credentials', applied: 'no', operation: 'Whoami' })
      expectClean(fault)
    }
  })

  test('do not appear in a command that holds some', () => {
    const { commands } = openAirXml({ url, namespace: 'harbor', key: KEY, auth: byPassword })
    const command = commands.createUser({ company: {}, user: { password: NEW_PASSWORD } })
    expectClean(command, commands.remoteAuth({ company: 'c', user: 'u', password: NEW_PASSWORD }))
  })

  test('are shown to a hook as ***, and the address without its query', async () => {
    answer = () => '<response><Auth status="0"/><Time status="5"/></response>'
    const texts: string[] = []
    const onRequest = (event: RequestEvent) => texts.push(event.url, event.text)
    const api = openAirXml({ url, namespace: 'harbor', key: KEY, auth: byPassword, hooks: { onRequest }, retry: false })
    await api.time()
    await api.close()
    expect(texts[0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\.pl$/)
    expect(texts[1]).toContain('key="***"')
    expect(texts[1]).toContain('<company>harbor</company><user>mara</user><password>***</password>')
  })
})

describe('a wrong construction', () => {
  const right = { url: 'http://127.0.0.1:9/api.pl', namespace: 'harbor', key: KEY, auth: byPassword }
  const cases: readonly [string, object, string][] = [
    ['without an address', { url: undefined }, '`url`'],
    ['with an address that is none', { url: `ftp://mara:${PASSWORD}` }, '`url`'],
    ['with a password in the address', { url: 'http://mara:canary@127.0.0.1/api.pl' }, '`url`'],
    ['without a namespace', { namespace: '' }, '`namespace`'],
    ['without a key', { key: undefined }, '`key`'],
    ['with a key that XML cannot carry', { key: 'canary\u0000' }, '`key`'],
    ['without credentials', { auth: undefined }, '`auth`'],
    ['without a password', { auth: { company: 'c', user: 'u' } }, '`auth.password`'],
    ['with an empty token', { auth: { accessToken: '' } }, '`auth.accessToken`'],
    ['with a timeout of no length', { timeouts: { bodyMs: 0 } }, '`timeouts.bodyMs`'],
    ['with a timeout that is a text', { timeouts: { connectMs: '5000' } }, '`timeouts.connectMs`'],
    ['with a timeout that is no number', { timeouts: { headersMs: Number.NaN } }, '`timeouts.headersMs`'],
    ['with a misspelled timeout', { timeouts: { conectMs: 5_000 } }, '`timeouts.conectMs`'],
    ['with one number for all timeouts', { timeouts: 5_000 }, '`timeouts`'],
    ['with a byte limit of nothing', { maxBytes: 0 }, '`maxBytes`'],
    ['with a byte limit that is a text', { maxBytes: '1000' }, '`maxBytes`'],
    ['with a time to keep answers that is negative', { errors: { ttlMs: -1 } }, '`errors.ttlMs`'],
    ['with a time to keep misses that is a text', { errors: { missMs: '60' } }, '`errors.missMs`'],
    ['with a misspelled time to keep answers', { errors: { ttl: 60 } }, '`errors.ttl`'],
    ['with a misspelled option', { timeout: 5_000 }, '`timeout`'],
    ['with a transport that is none', { transport: 'undici' }, '`transport`'],
  ]

  test.each(cases)('%s throws a TypeError that names the option', (_, change, named) => {
    const construct = () => openAirXml({ ...right, ...change } as never)
    expect(construct).toThrow(TypeError)
    expect(construct).toThrow(named)
    try {
      construct()
    } catch (error) {
      expectClean(error)
    }
  })
})

describe('a construction', () => {
  test.each([
    { timeouts: { connectMs: 1, headersMs: Number.POSITIVE_INFINITY } },
    { timeouts: { connectMs: undefined }, maxBytes: undefined, errors: undefined },
    { maxBytes: Number.POSITIVE_INFINITY, errors: { ttlMs: 0, missMs: Number.POSITIVE_INFINITY } },
  ])('takes %o', change => {
    const right = { url: 'http://127.0.0.1:9/api.pl', namespace: 'harbor', key: KEY, auth: byPassword }
    expect(openAirXml({ ...right, ...change } as never)).toHaveProperty('read')
  })
})

function thrower(): never {
  throw new Error('observer')
}

describe('observers', () => {
  test.each([
    [
      'throws',
      () => {
        throw new Error('observer')
      },
    ],
    ['rejects', () => Promise.reject(new Error('observer'))],
    ['never comes back', () => new Promise(() => {})],
    ['returns what throws when it is awaited', () => Object.defineProperty({}, 'then', { get: thrower })],
  ] as const)('change nothing where one %s', async (_, hook) => {
    answer = () => '<response><Auth status="0"/><Whoami status="0"><User><id>7</id></User></Whoami></response>'
    const api = openAirXml({
      url,
      namespace: 'n',
      key: KEY,
      auth: byToken,
      hooks: { onRequest: hook, onReply: hook },
      retry: false,
    })
    expect((await api.whoami())._unsafeUnwrap()).toEqual({ id: '7' })
    await api.close()
  })

  test('are told the size, the status and what became of each command', async () => {
    answer = () => '<response><Auth status="0"/><Time status="5">é</Time><Delete status="0"/></response>'
    const events: ReplyEvent[] = []
    const hooks = { onReply: (event: ReplyEvent) => events.push(event) }
    const api = openAirXml({ url, namespace: 'n', key: KEY, auth: byToken, hooks, retry: false })
    await api.batch([api.commands.time(), api.commands.delete('Project', 4)])
    await api.close()
    expect(events).toHaveLength(1)
    expect(events[0]).toMatchObject({
      dialect: 'openair-xml',
      operations: ['Time', 'Delete'],
      status: 200,
      bytes: Buffer.byteLength(answer('')),
      outcomes: [{ operation: 'Time', fault: { code: '5' } }, { operation: 'Delete' }],
    })
    expect(events[0]).not.toHaveProperty('fault')
    expect(events[0]?.durationMs).toBeGreaterThanOrEqual(0)
  })
})
