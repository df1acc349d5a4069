import { inspect } from 'node:util'
import { BasicAuthSecurity, type Client, createClientAsync } from 'soap'
import { describe, expect, test } from 'vitest'
import { httpClient, type SoapTransportError } from '../../src/soap.ts'
import { deadPort, scriptedPeer } from './peers.ts'
import { type Answer, envelope, faulted, placed, soapPeer, WSDL } from './soap-peer.ts'

async function plainClient(url: string, options = {}): Promise<Client> {
  const client = await createClientAsync(WSDL, { disableCache: true, httpClient: httpClient(options) }, url)
  client.setSecurity(new BasicAuthSecurity('mara', 'canary-password'))
  return client
}

async function order(answer: Answer, operation = 'PlaceOrder', perCall = {}): Promise<unknown> {
  const peer = await soapPeer(() => answer)
  const client = await plainClient(peer.url)
  const [result] = await client[`${operation}Async`]({ sku: 'A', password: 'canary-body' }, perCall)
  return result
}

const failure = (calling: Promise<unknown>): Promise<SoapTransportError> =>
  calling.then(
    () => {
      throw new Error('it resolved')
    },
    (thrown: SoapTransportError) => thrown,
  )

describe('node-soap over the hardened HTTP client', () => {
  test('gets what it decodes itself', async () => {
    expect(await order({ body: placed('<id>5</id>') })).toEqual({ id: 5 })
  })

  test('gets text in the encoding that the bytes are in', async () => {
    const body = Buffer.from(placed('<color>blå</color>'), 'latin1')
    expect(await order({ body, type: 'text/xml; charset=iso-8859-1' })).toEqual({ color: 'blå' })
  })

  test('gets the message of a reply of several parts', async () => {
    const body = `--b\r\nContent-Type: text/xml\r\n\r\n${placed('<id>5</id>')}\r\n--b--`
    expect(await order({ body, type: 'multipart/related; boundary=b' })).toEqual({ id: 5 })
  })

  test.each<[string, Answer, object]>([
    ['HTTP 500 without a Fault', { status: 500, body: placed('<id>1</id>') }, { kind: 'http', status: 500 }],
    ['an empty 200', { body: '' }, { kind: 'http', body: 'empty' }],
    ['an empty Body', { body: envelope('') }, { kind: 'shape', problem: 'empty-body' }],
    ['a redirect', { status: 302, body: '', headers: { location: '/login' } }, { kind: 'http', status: 302 }],
    [
      'JSON',
      { type: 'application/json', body: '{"Body":{"PlaceOrderResponse":{"id":1}}}' },
      { kind: 'http', body: 'json' },
    ],
    ['half a document', { body: placed('<id>1</id>').slice(0, -9) }, { kind: 'xml', problem: 'truncated' }],
    ['a Fault', { status: 500, body: faulted('soap:Server.Busy', 'later') }, { kind: 'service', code: 'Server.Busy' }],
    ['a Fault under 200', { body: faulted('soap:Server.Busy', 'later') }, { kind: 'service', code: 'Server.Busy' }],
  ])('%s rejects with its fault', async (_, answer, expected) => {
    const thrown = await failure(order(answer))
    expect(thrown).toBeInstanceOf(Error)
    expect(thrown.fault).toMatchObject(expected)
    expect(thrown.message).toBe(thrown.fault.message)
  })

  test('an empty answer is a success for an operation without output only', async () => {
    expect(await order({ status: 202, body: '' }, 'Notify')).toBeNull()
    expect((await failure(order({ status: 202, body: '' }))).fault.kind).toBe('http')
    expect((await failure(order({ status: 500, body: '' }, 'Notify'))).fault.kind).toBe('http')
  })

  test('tells operations apart over SOAP 1.2, which has no SOAPAction', async () => {
    const peer = await soapPeer(() => ({ status: 202, body: '' }))
    const options = { disableCache: true, httpClient: httpClient(), forceSoap12Headers: true }
    const client = await createClientAsync(WSDL, options, peer.url)
    expect((await client.NotifyAsync({ text: 'x' }))[0]).toBeNull()
    expect((await failure(client.PlaceOrderAsync({ sku: 'A' }))).fault.kind).toBe('http')
  })

  test.each([
    ['160 KB of HTML', { status: 502, type: 'text/html', body: `<html>${'<p>a < b</p>'.repeat(13_000)}</html>` }],
    [
      '160 KB of a Fault without a prefix',
      {
        status: 500,
        body: `<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><Fault><faultcode>Client</faultcode><detail>${'<a>b</a>'.repeat(20_000)}</detail></Fault></Body></Envelope>`,
      },
    ],
  ])('%s does not stall', async (_, answer) => {
    const before = performance.now()
    await failure(order(answer))
    expect(performance.now() - before).toBeLessThan(2_000) // node-soap's own client needs 4 seconds and more
  })

  test('a limit of bytes, a timeout and a signal of one call hold', async () => {
    const large = { body: placed(`<color>${'x'.repeat(5_000)}</color>`) }
    expect((await failure(order(large, 'PlaceOrder', { maxContentLength: 1_000 }))).fault).toMatchObject({
      problem: 'too-large',
    })

    const silent = await plainClient((await scriptedPeer('')).url)
    const late = await failure(silent.PlaceOrderAsync({ sku: 'A' }, { timeout: 30 }))
    expect(late.fault).toMatchObject({ kind: 'network', problem: 'timeout' })

    const abort = new AbortController()
    const waiting = failure(silent.PlaceOrderAsync({ sku: 'A' }, { signal: abort.signal }))
    abort.abort()
    expect((await waiting).fault.category).toBe('cancelled')
  })

  test('nothing listens there', async () => {
    const client = await plainClient(`http://127.0.0.1:${await deadPort()}/`)
    expect((await failure(client.PlaceOrderAsync({ sku: 'A' }))).fault).toMatchObject({
      problem: 'refused',
      applied: 'no',
    })
  })

  test('an error shows no credential, however it is looked at', async () => {
    const peer = await soapPeer(({ body, headers }) => ({
      status: 500,
      body: faulted('soap:Client', 'no', `<a><![CDATA[${body} ${headers.authorization}]]></a>`),
    }))
    const client = await plainClient(peer.url)
    const thrown = await failure(client.PlaceOrderAsync({ sku: 'A', password: 'canary-body' }))
    const basic = Buffer.from('mara:canary-password').toString('base64')
    for (const text of [inspect(thrown, { depth: 20 }), JSON.stringify(thrown), String(thrown), thrown.stack ?? '']) {
      expect(text).not.toContain('canary')
      expect(text).not.toContain(basic)
    }
  })

  test('a mistake in the options throws at once', () => {
    expect(() => httpClient({ maxBytes: -1 })).toThrow(/`maxBytes` is not a positive number/)
  })
})
