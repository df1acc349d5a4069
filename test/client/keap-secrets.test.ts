import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type KeapAuth, type KeapOptions, keap, type ReplyEvent, type RequestEvent } from '../../src/keap.ts'
import { httpPeer } from './peers.ts'

const SECRET = 'canary-secret-<&">'
const HEADER_SECRET = 'canary+secret/7731=='
const HASH = 'canary5f4dcc3b5aa765d61d8327deb882cf99'
const CARD = 'canary4111111111111111'
const CANARIES = [SECRET, HEADER_SECRET, HASH, CARD, 'canary']

/** Where a credential may stand in a request. */
interface Asked {
  readonly body: string
  readonly headers: string
}

/** A server that answers with what it was sent, some way or other. */
async function echoing(answer: (asked: Asked) => string, status = 200, type = 'text/xml') {
  const peer = await httpPeer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', piece => pieces.push(piece))
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString()
      response
        .writeHead(status, { 'content-type': type })
        .end(answer({ body, headers: JSON.stringify(request.headers) }))
    })
  })
  return peer.url
}

function connect(url: string, options: Partial<KeapOptions>) {
  const api = keap({ url, auth: { apiKey: SECRET }, retry: false, ...options })
  onTestFinished(api.close)
  return api
}

function expectClean(...shown: readonly unknown[]) {
  for (const value of shown) {
    const texts = [JSON.stringify(value), String(value), inspect(value, { depth: 20, showHidden: true, getters: true })]
    for (const canary of CANARIES) for (const text of texts) expect(text ?? '').not.toContain(canary)
  }
}

const AUTHS: readonly (readonly [string, KeapAuth])[] = [
  ['an application key', { apiKey: SECRET }],
  ['an application key that a function gives', { apiKey: async () => SECRET }],
  ['a token', { accessToken: HEADER_SECRET }],
  ['a token that a function gives', { accessToken: async () => HEADER_SECRET }],
  ['a service key', { serviceKey: HEADER_SECRET }],
]

const faultOf = (text: string) => `<methodResponse><fault><value><struct>
  <member><name>faultCode</name><value><int>0</int></value></member>
  <member><name>faultString</name><value><![CDATA[${text}]]></value></member></struct></value></fault></methodResponse>`

const ECHOES: [how: string, answer: (asked: Asked) => string, status: number, type: string][] = [
  ['in the words of a fault', ({ body, headers }) => faultOf(`${body} ${headers}`), 200, 'text/xml'],
  ['in a page', ({ body, headers }) => `<!DOCTYPE html><html><body>${body} ${headers}</body></html>`, 502, 'text/html'],
  ['as plain text', ({ body, headers }) => `${body.replaceAll(/<[^>]*>/g, ' ')} ${headers}`, 403, 'text/plain'],
  [
    'in the JSON of the gateway',
    ({ body, headers }) => JSON.stringify({ code: '429', message: body, details: headers }),
    429,
    'application/json',
  ],
  ['in half a document', ({ body, headers }) => faultOf(`${body} ${headers}`).slice(0, -60), 200, 'text/xml'],
  [
    'in a value of the wrong type',
    ({ body }) =>
      `<methodResponse><params><param><value><i4><![CDATA[${body}]]></i4></value></param></params></methodResponse>`,
    200,
    'text/xml',
  ],
]

describe.each(AUTHS)('%s', (_, auth) => {
  test.each(ECHOES)('does not appear where the service echoes it %s', async (_, echo, status, type) => {
    const url = await echoing(echo, status, type)
    const seen: unknown[] = []
    const hooks = {
      onRequest: (event: RequestEvent) => seen.push(event),
      onReply: (event: ReplyEvent) => seen.push(event),
    }
    const api = connect(url, { auth, hooks })
    const results = [
      await api.DataService.authenticateUser('mara@harbor.example', HASH),
      await api.DataService.getTemporaryKey('canary-vendor', 'mara', HASH),
      await api.call('DataService.authenticateUser', ['mara@harbor.example', HASH]),
      await api.ContactService.add({ Email: 'a@b.example', Password: 'canary-password' }),
      await api.DataService.add('CreditCard', { CardNumber: CARD, CVV2: 'canary7', ContactId: 7 }),
      await api.InvoiceService.validateCreditCard({ CardNumber: CARD }),
      await api.CreditCardSubmissionService.requestCreditCardId('canary-submission'),
    ]
    expect(results.map(result => result.isErr())).toEqual(results.map(() => true))
    expect(seen).toHaveLength(2 * results.length)
    expectClean(api, seen, results, ...results.map(result => result._unsafeUnwrapErr()))
  })

  test('does not appear where a transport quotes its request', async () => {
    const transport = (request: object) => {
      throw Object.assign(new Error(`cannot send ${JSON.stringify(request)}`), { request, code: 'ECONNRESET' })
    }
    expectClean((await connect('http://127.0.0.1:9/', { auth, transport }).DataService.echo('x'))._unsafeUnwrapErr())
  })
})

describe('a function that gives the credential', () => {
  const bad: readonly (readonly [string, () => unknown])[] = [
    ['rejects', () => Promise.reject(new Error(`refused ${SECRET}`))],
    [
      'throws',
      () => {
        throw new Error(`refused ${SECRET}`)
      },
    ],
    ['gives nothing', async () => ''],
    ['gives a number', () => 7],
    ['gives what nothing can carry', () => 'canary\u0000'],
  ]

  test.each(bad)('and %s makes a fault that shows nothing', async (_, give) => {
    for (const kind of ['apiKey', 'accessToken', 'serviceKey']) {
      const auth = { [kind]: give } as unknown as KeapAuth
      const fault = (await connect('http://127.0.0.1:9/', { auth }).DataService.echo('x'))._unsafeUnwrapErr()
      expect(fault).toMatchObject({
        kind: 'request',
        problem: 'credentials',
        applied: 'no',
        operation: 'DataService.echo',
      })
      expectClean(fault)
    }
  })
})

test('a hook sees the request with *** for what is secret, and the address alone', async () => {
  const url = await echoing(() => faultOf('no'))
  const events: RequestEvent[] = []
  const api = connect(url, { hooks: { onRequest: event => events.push(event) } })
  await api.DataService.authenticateUser('mara@harbor.example', HASH)
  await api.ContactService.add({ Password: 'canary-password', FirstName: 'Ada' })
  expect(events.map(event => event.url)).toEqual([url, url])
  const [first = '', second = ''] = events.map(({ text }) => text.replaceAll(/<\/?(?:value|param|string)>/g, ''))
  expect(first).toContain('<params>***mara@harbor.example***</params>')
  expect(second).toContain('<name>Password</name>***</member><member><name>FirstName</name>Ada</member>')
  expect(events.map(({ operations }) => operations)).toEqual([['DataService.authenticateUser'], ['ContactService.add']])
})
