import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type OpenAirSoapOptions, openAirSoap, type ReplyEvent, type RequestEvent } from '../../src/openair-soap.ts'

const PASSWORD = 'canary-password-<&">'
const KEY = 'canary-key-7731'
const TOKEN = 'canary-token-90210'
const SESSION = 'canary-session-4Kx/9+'
const NEW_PASSWORD = 'canary-new-password'
const CANARIES = ['canary', KEY, 'Kx/9', '4Kx%2F9']

let server: Server
let url: string
let answer: (request: string) => string

beforeEach(async () => {
  server = createServer((request, reply) => {
    const pieces: Buffer[] = []
    request.on('data', piece => pieces.push(piece))
    request.on('end', () => {
      const text = Buffer.concat(pieces).toString()
      reply.end(text.includes('<op:login>') && !loginEchoes ? signedIn : answer(text))
    })
  })
  loginEchoes = false
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/soap?token=canary-in-query`
})

afterEach(() => new Promise(resolve => server.close(resolve)))

let loginEchoes = false
const envelope = (body: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`
const signedIn = envelope(
  `<loginResponse xmlns="https://www.openair.com/OAirService"><loginReturn><sessionId>${SESSION}</sessionId></loginReturn></loginResponse>`,
)

const auths: readonly [string, OpenAirSoapOptions['auth']][] = [
  ['a password', { company: 'harbor', user: 'mara', password: PASSWORD }],
  ['a token', { accessToken: async () => TOKEN }],
  ['a session', { sessionId: SESSION }],
]

function expectClean(...shown: readonly unknown[]) {
  for (const value of shown) {
    const texts = [JSON.stringify(value), String(value), inspect(value, { depth: 20, showHidden: true, getters: true })]
    for (const canary of CANARIES) for (const text of texts) expect(text ?? '').not.toContain(canary)
  }
}

const echoes: readonly [string, (request: string) => string][] = [
  [
    'in a Fault',
    request =>
      envelope(
        `<s:Fault><faultcode>s:8</faultcode><faultstring><![CDATA[${request}]]></faultstring><detail><Error><code>8</code><sessionId>${SESSION}</sessionId></Error></detail></s:Fault>`,
      ),
  ],
  [
    'in the errors of an object',
    request =>
      envelope(
        `<createUserResponse xmlns="https://www.openair.com/OAirService"><UpdateResult><errors><item><code>8</code><text><![CDATA[${request}]]></text></item></errors></UpdateResult></createUserResponse>`,
      ),
  ],
  ['in a page', request => `<!DOCTYPE html><html><body>${request}</body></html>`],
  ['as plain text', request => request.replaceAll(/<[^>]*>/g, ' ')],
  ['in half a document', request => `<s:Envelope><s:Body>${request.slice(0, -30)}`],
]

describe.each(auths)('%s', (_, auth) => {
  test.each(echoes)('does not appear where the service echoes it %s', async (_where, echo) => {
    answer = echo
    const seen: unknown[] = []
    const hooks = {
      onRequest: (event: RequestEvent) => seen.push(event),
      onReply: (event: ReplyEvent) => seen.push(event),
    }
    const api = openAirSoap({ url, namespace: 'harbor', key: KEY, auth, hooks, retry: false })
    const user = { nickname: 'i', password: NEW_PASSWORD }
    const result = await api.createUser({ company: { nickname: 'h' }, user })
    expect(result.isErr()).toBe(true)
    expect(seen.length).toBeGreaterThanOrEqual(2)
    expectClean(result, result._unsafeUnwrapErr(), seen, api)
    await api.close()
  })
})

test.each(echoes)('a refused login shows nothing of what it sent, echoed %s', async (_, echo) => {
  loginEchoes = true
  answer = echo
  const seen: unknown[] = []
  const hooks = {
    onRequest: (event: RequestEvent) => seen.push(event),
    onReply: (event: ReplyEvent) => seen.push(event),
  }
  const auth = { company: 'harbor', user: 'mara', password: PASSWORD }
  const api = openAirSoap({ url, namespace: 'harbor', key: KEY, auth, hooks, retry: false })
  const results = [await api.whoami(), await api.login()]
  for (const one of results) expect(one.isErr()).toBe(true)
  expectClean(results, seen, api)
  await api.close()
})

test('a login that is cut off shows nothing of its session', async () => {
  loginEchoes = true
  answer = () => signedIn.slice(0, signedIn.indexOf(SESSION) + 18)
  const auth = { company: 'harbor', user: 'mara', password: PASSWORD }
  const api = openAirSoap({ url, namespace: 'harbor', key: KEY, auth, retry: false })
  expectClean((await api.login())._unsafeUnwrapErr())
  await api.close()
})

test('an address that is already signed in does not appear where the reply that holds it is cut off', async () => {
  const page = 'https://harbor.example/open.pl?uid=canary-31&amp;sign=canary-in-page'
  answer = () =>
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><makeURLResponse><Array><item><url>${page}</url`
  const api = openAirSoap({ url, namespace: 'harbor', key: KEY, auth: { sessionId: SESSION }, retry: false })
  const fault = (await api.makeURL({ page: 'dashboard', app: 'pm' }))._unsafeUnwrapErr()
  expect(fault.kind).toBe('xml')
  expectClean(fault)
  await api.close()
})

describe('a wrong construction', () => {
  const right = { url: 'http://127.0.0.1:9/soap', namespace: 'harbor', key: KEY, auth: { sessionId: SESSION } }
  test.each<[string, object, string]>([
    ['without an address', { url: undefined }, '`url`'],
    ['with an address that is none', { url: `ftp://mara:${PASSWORD}` }, '`url`'],
    ['with a password in the address', { url: 'http://mara:canary@127.0.0.1/soap' }, '`url`'],
    ['without a namespace', { namespace: '' }, '`namespace`'],
    ['without a key', { key: undefined }, '`key`'],
    ['without credentials', { auth: undefined }, '`auth`'],
    ['without a password', { auth: { company: 'c', user: 'u' } }, '`auth.password`'],
    ['with an empty token', { auth: { accessToken: '' } }, '`auth.accessToken`'],
    ['with an empty session', { auth: { sessionId: ' ' } }, '`auth.sessionId`'],
    ['with a WSDL that is no text', { wsdl: 7 }, '`wsdl`'],
    ['with a password in the address of a WSDL', { wsdl: 'http://mara:canary@127.0.0.1/wsdl' }, '`wsdl`'],
    ['with a misspelled timeout', { timeouts: { conectMs: 5_000 } }, '`timeouts.conectMs`'],
    ['with a misspelled option', { wdsl: 'x' }, '`wdsl`'],
    ['with a transport that is none', { transport: 'undici' }, '`transport`'],
  ])('%s throws a TypeError that names the option', (_, change, named) => {
    const construct = () => openAirSoap({ ...right, ...change } as never)
    expect(construct).toThrow(TypeError)
    expect(construct).toThrow(`openAirSoap: ${named}`)
    try {
      construct()
    } catch (error) {
      expectClean(error)
    }
  })
})
