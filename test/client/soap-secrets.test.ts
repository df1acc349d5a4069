import { inspect } from 'node:util'
import { BasicAuthSecurity, BearerSecurity, WSSecurity } from 'soap'
import { describe, expect, test } from 'vitest'
import { httpClient, type ReplyEvent, type RequestEvent, type SoapOptions, soapClient } from '../../src/soap.ts'
import { type Answer, envelope, faulted, type Received, soapPeer, WSDL } from './soap-peer.ts'

const CANARY = /canary|bWFyYTpjYW5hcnktb25l/

const SECEXT = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd'

/** Says everything back that was sent, and the session of a cookie by itself. */
const echo = ({ headers, body }: Received): Answer => ({
  status: 500,
  body: faulted(
    'soap:Client',
    `${/sid=([^;]+)/.exec(`${headers.cookie}`)?.[1]} ${headers.authorization} ${headers['x-session']}`.replaceAll(
      /[<&]/g,
      ' ',
    ),
    `<sent><![CDATA[${body} ${JSON.stringify(headers)}]]></sent>`,
  ),
})

async function watched(answer: (request: Received) => Answer, options: SoapOptions = {}) {
  const peer = await soapPeer(answer)
  const seen: (RequestEvent | ReplyEvent)[] = []
  const hooks = {
    onRequest: (event: RequestEvent) => seen.push(event),
    onReply: (event: ReplyEvent) => seen.push(event),
  }
  const made = await soapClient(WSDL, { endpoint: peer.url, retry: false, hooks, ...options })
  return { peer, seen, ...made._unsafeUnwrap() }
}

type Client = Awaited<ReturnType<typeof watched>>['client']

function shown(value: unknown): string {
  return `${inspect(value, { depth: 20, showHidden: true })}${JSON.stringify(value)}${String(value)}`
}

describe('credentials', () => {
  test.each<[string, (client: Client) => void]>([
    ['Basic', client => client.setSecurity(new BasicAuthSecurity('mara', 'canary-one'))],
    ['a bearer token', client => client.setSecurity(new BearerSecurity('canary-one'))],
    ['WS-Security', client => client.setSecurity(new WSSecurity('mara', 'canary-one', {}))],
    ['a header of its own', client => client.addHttpHeader('x-api-key', 'canary-one')],
    ['a header of a session', client => client.addHttpHeader('X-Session', 'canary-one')],
    ['a SOAP header', client => client.addSoapHeader({ sessionId: 'canary-one' })],
    ['a cookie among others', client => client.addHttpHeader('Cookie', 'lang=en; sid=canary-one')],
    [
      'a binary token',
      client =>
        client.addSoapHeader(
          `<w:Security xmlns:w="${SECEXT}"><w:BinarySecurityToken>canary-one</w:BinarySecurityToken></w:Security>`,
        ),
    ],
    [
      'a nonce and an attribute',
      client =>
        client.addSoapHeader('<w:Token xmlns:w="urn:w" w:password="canary-one"><w:Nonce>canary-n</w:Nonce></w:Token>'),
    ],
  ])('by %s appear in no fault, hook or client', async (_, tell) => {
    const { client, operations, peer, seen } = await watched(echo, { secrets: ['canary-given'] })
    tell(client)
    const result = await operations.PlaceOrder?.({ sku: 'canary-given', password: 'canary-two' })
    const packed = await operations.PlaceOrder?.({ sku: 'x', password: 'canary-two' }, { soap: { forceGzip: true } })
    const [asked] = peer.received
    expect(`${asked?.body}${JSON.stringify(asked?.headers)}`).toMatch(/canary-one|Basic/)
    expect(seen).toHaveLength(4)
    for (const one of [result, packed, ...seen]) expect(shown(one)).not.toMatch(CANARY)
    const { lastRequest, lastMessage, lastResponse } = client
    expect([lastRequest, lastMessage, lastResponse]).toEqual([undefined, undefined, undefined])
  })

  test('a password digest and its nonce appear nowhere', async () => {
    const { client, operations, peer, seen } = await watched(echo)
    client.setSecurity(new WSSecurity('mara', 'canary-one', { passwordType: 'PasswordDigest' }))
    const result = await operations.PlaceOrder?.({ sku: 'A' })
    const sent = peer.received[0]?.body ?? ''
    const secrets = [/Password[^>]*>([^<]+)</, /Nonce[^>]*>([^<]+)</].map(one => one.exec(sent)?.[1] ?? '')
    expect(secrets.every(secret => secret.length > 10)).toBe(true)
    for (const one of [result, ...seen]) for (const secret of secrets) expect(shown(one)).not.toContain(secret)
  })

  test('a session that the refusal itself sets and names appears nowhere', async () => {
    const answer = (): Answer => ({
      status: 500,
      headers: { 'Set-Cookie': 'sid="canary-set"; Path=/; HttpOnly' },
      body: faulted('soap:Client', 'Your session canary-set is new'),
    })
    const { operations, seen } = await watched(answer)
    const result = await operations.PlaceOrder?.({ sku: 'A' })
    expect(result?.isErr()).toBe(true)
    for (const one of [result, ...seen]) expect(shown(one)).not.toMatch(CANARY)
  })

  test('words as short as a language are no credential, though they came in a cookie', async () => {
    const { client, operations } = await watched(() => ({ status: 500, body: faulted('soap:Client', 'No en here') }))
    client.addHttpHeader('Cookie', 'lang=en; sid=canary-one')
    expect((await operations.PlaceOrder?.({ sku: 'A' }))?._unsafeUnwrapErr().message).toBe('No en here')
  })

  test('a cookie that node-soap itself sends appears in no error of the hardened transport', async () => {
    const peer = await soapPeer(echo)
    const headers = { 'Content-Type': 'text/xml', Cookie: 'sid=canary-one' }
    const error = await new Promise(resolve => {
      void httpClient().request(peer.url, envelope('<a/>'), resolve, headers)
    })
    expect(error).toBeInstanceOf(Error)
    expect(shown(error)).not.toMatch(CANARY)
  })
})
