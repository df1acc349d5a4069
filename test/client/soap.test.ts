import { readFileSync } from 'node:fs'
import { ClientSSLSecurity, createClientAsync } from 'soap'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  fromSoapClient,
  type ReplyEvent,
  type SoapOptions,
  soapClient,
  soapDialect,
  type XmlElement,
} from '../../src/soap.ts'
import { deadPort, scriptedPeer } from './peers.ts'
import { type Answer, envelope, faulted, placed, type Received, soapPeer, WSDL } from './soap-peer.ts'

interface Orders {
  PlaceOrder(input: { sku: string; password?: string }): { id: number; line?: { sku: string; count: number }[] }
  Notify(input: { text: string }): void
  Add(input: { a: number; b: number }): { sum: number }
}

async function orders(answer: (request: Received) => Answer, options: SoapOptions = {}) {
  const peer = await soapPeer(answer)
  const made = await soapClient<Orders>(WSDL, { endpoint: `${peer.url}orders`, retry: false, ...options })
  return { peer, service: made._unsafeUnwrap() }
}

async function order(answer: Answer, options?: SoapOptions) {
  const { service } = await orders(() => answer, options)
  return service.operations.PlaceOrder({ sku: 'A-1' })
}

describe('soapClient', () => {
  test('has every operation of the WSDL as a function', async () => {
    const { service } = await orders(() => ({ body: '' }))
    expect(Object.keys(service.operations)).toEqual(['PlaceOrder', 'Notify', 'Add'])
  })

  test('sends what node-soap writes and gives the output as the WSDL types it', async () => {
    const content = `<id>17</id><open>true</open><color>red</color><total>12.50</total><placed>2026-11-26T08:00:00Z</placed>
      <line currency="EUR"><sku>0042</sku><count>3</count></line><more>1e5</more>`
    const { service, peer } = await orders(() => ({ body: placed(content) }))
    const result = await service.operations.PlaceOrder({ sku: 'A-1' })
    expect(result._unsafeUnwrap()).toEqual({
      id: 17,
      open: true,
      color: 'red',
      total: 12.5,
      placed: new Date('2026-11-26T08:00:00Z'),
      line: [{ attributes: { currency: 'EUR' }, sku: '0042', count: 3 }],
      more: '1e5',
    })
    expect(peer.received[0]?.body).toContain('<PlaceOrder xmlns="urn:example:orders"><sku>A-1</sku></PlaceOrder>')
    expect(peer.received[0]?.headers.soapaction).toBe('"urn:example:orders#PlaceOrder"')
  })

  test.each([
    ['an integer that a number cannot hold', '<id>12345678901234567890</id>', { id: '12345678901234567890' }],
    [
      'a decimal of many digits',
      '<id>1</id><total>1234567890.123456789</total>',
      { id: 1, total: '1234567890.123456789' },
    ],
    ['nil', '<id xsi:nil="true"/>', { id: null }],
    ['an empty number', '<id/>', { id: null }],
    ['two prefixes of one name', '<a:x xmlns:a="urn:a">1</a:x><b:x xmlns:b="urn:b">2</b:x>', { x: ['1', '2'] }],
    [
      'a child called attributes',
      '<row k="v"><attributes>a</attributes></row>',
      { row: { attributes: 'a', $attributes: { k: 'v' } } },
    ],
    ['text beside attributes', '<row k="v">t</row>', { row: { attributes: { k: 'v' }, $value: 't' } }],
    ['types and encodings', '<row xsi:type="xsd:string" soapenc:root="1">t</row>', { row: 't' }],
    [
      'attributes of types that are named like a prototype',
      '<row xsi:__proto__="a" xsi:toString="b">t</row>',
      { row: 't' },
    ],
    ['an encoded array of one', '<rows soapenc:arrayType="xsd:string[1]"><any>1</any></rows>', { rows: ['1'] }],
    ['an empty encoded array', '<rows soapenc:arrayType="xsd:string[0]"/>', { rows: [] }],
    ['__proto__', '<__proto__>1</__proto__>', JSON.parse('{"__proto__":"1"}')],
    ['nothing', '', {}],
  ])('loses nothing of %s', async (_, content, expected) => {
    expect((await order({ body: placed(content) }))._unsafeUnwrap()).toEqual(expected)
  })

  test('follows references, also where the list has one item', async () => {
    const body = envelope(
      '<o:PlaceOrderResponse xmlns:o="urn:example:orders"><id href="#i0"/><line href="#i1"/></o:PlaceOrderResponse><multiRef id="i0">7</multiRef><multiRef id="i1"><sku>A</sku><count>1</count></multiRef>',
    )
    expect((await order({ body }))._unsafeUnwrap()).toEqual({ id: 7, line: [{ sku: 'A', count: 1 }] })
  })

  test('speaks rpc/encoded', async () => {
    const { service, peer } = await orders(() => ({
      body: envelope('<n:AddResponse xmlns:n="x"><sum xsi:type="xsd:int">3</sum></n:AddResponse>'),
    }))
    expect((await service.operations.Add({ a: 1, b: 2 }))._unsafeUnwrap()).toEqual({ sum: 3 })
    expect(peer.received[0]?.body).toContain('<a>1</a><b>2</b>')
  })

  test('gives header, attachments and warnings to who asks for them', async () => {
    const body = envelope(
      '<PlaceOrderResponse xmlns="urn:example:orders"><id>1</id><error>stock is low</error></PlaceOrderResponse>',
      '<soap:Header><session>4</session></soap:Header>',
    )
    const { service } = await orders(() => ({ body }))
    const answer = (await service.call('PlaceOrder', { sku: 'A' }))._unsafeUnwrap()
    expect([answer.output.id, answer.header?.child('session')?.text, answer.status]).toEqual([1, '4', 200])
    expect(answer.warnings).toHaveLength(1)
  })

  test('reads a reply of several parts, what they include among it', async () => {
    const message = placed(
      '<id>1</id><scan><x:Include xmlns:x="http://www.w3.org/2004/08/xop/include" href="cid:p%40x"/></scan>',
    )
    const body = `--b\r\nContent-ID: <p@x>\r\n\r\nhello\r\n--b\r\nContent-ID: <m>\r\nContent-Type: application/xop+xml; charset=utf-8\r\n\r\n${message}\r\n--b--`
    const { service } = await orders(() => ({ body, type: 'multipart/related; boundary=b; start="<m>"' }))
    const answer = (await service.call('PlaceOrder', { sku: 'A' }))._unsafeUnwrap()
    expect(answer.output).toEqual({ id: 1, scan: Buffer.from('hello').toString('base64') })
    expect(Buffer.from(answer.attachments.get('p@x')?.bytes ?? []).toString()).toBe('hello')
  })

  test('sends attachments as node-soap packs them', async () => {
    const { service, peer } = await orders(() => ({ body: placed('<id>1</id>') }))
    const attachments = [{ mimetype: 'text/plain', contentId: 'a1', name: 'a.txt', body: Buffer.from('attached') }]
    expect((await service.operations.PlaceOrder({ sku: 'A' }, { soap: { attachments } })).isOk()).toBe(true)
    expect(peer.received[0]?.headers['content-type']).toMatch(/^multipart\/related/)
    expect(peer.received[0]?.body).toContain('attached')
  })
})

describe('a reply that is no success', () => {
  test.each<[string, Answer, object]>([
    [
      'HTTP 500 without a Fault',
      { status: 500, body: placed('<id>1</id>') },
      { kind: 'http', status: 500, applied: 'maybe', remedy: 'reconcile' },
    ],
    [
      'HTTP 403 over a result',
      { status: 403, body: placed('<id>1</id>') },
      { kind: 'http', status: 403, category: 'permission' },
    ],
    ['an empty 200', { body: '' }, { kind: 'http', body: 'empty', category: 'malformed-response', applied: 'maybe' }],
    ['an empty Body', { body: envelope('') }, { kind: 'shape', problem: 'empty-body' }],
    [
      'a redirect',
      { status: 302, body: '', headers: { location: '/login' } },
      { kind: 'http', category: 'unsupported' },
    ],
    [
      'a page',
      { status: 200, type: 'text/html', body: '<!doctype html><title>Login</title>' },
      { kind: 'http', body: 'html' },
    ],
    [
      'JSON',
      { status: 429, type: 'application/json', body: '{"a":1}', headers: { 'retry-after': '7' } },
      { kind: 'http', category: 'rate-limit', retryAfterMs: 7000 },
    ],
    ['half a document', { body: placed('<id>1</id>').slice(0, -20) }, { kind: 'xml', problem: 'truncated' }],
    [
      'a word for a number',
      { body: placed('<id>many</id>') },
      {
        kind: 'shape',
        problem: 'unreadable-output',
        applied: 'yes',
        issues: [{ path: ['id'], message: 'Must be a whole number' }],
      },
    ],
    [
      'a Fault under 500',
      { status: 500, body: faulted('soap:Server.Busy', 'later') },
      { kind: 'service', code: 'Server.Busy', message: 'later', status: 500 },
    ],
    [
      'a Fault under 400',
      { status: 400, body: faulted('soap:Client', 'wrong') },
      { kind: 'service', category: 'validation', status: 400 },
    ],
    [
      'a Fault under 200',
      { body: faulted('soap:Client', 'wrong') },
      { kind: 'service', category: 'validation', status: 200 },
    ],
    [
      'WS-Security',
      { status: 500, body: faulted('wsse:FailedAuthentication', 'no') },
      { category: 'authentication', remedy: 'sign-in', applied: 'no' },
    ],
  ])('%s is a fault', async (_, answer, expected) => {
    expect((await order(answer))._unsafeUnwrapErr()).toMatchObject({
      operation: 'PlaceOrder',
      dialect: 'soap',
      ...expected,
    })
  })

  test('an empty answer is a success for an operation without output, and only under 2xx', async () => {
    let status = 202
    const { service } = await orders(() => ({ status, body: '' }))
    expect((await service.operations.Notify({ text: 'x' }))._unsafeUnwrap()).toBeUndefined()
    status = 500
    expect((await service.operations.Notify({ text: 'x' }))._unsafeUnwrapErr().category).toBe('server')
  })

  test('a Fault refuses an operation without output as well', async () => {
    const { service } = await orders(() => ({ status: 500, body: faulted('soap:Client', 'no') }))
    expect((await service.operations.Notify({ text: 'x' }))._unsafeUnwrapErr().message).toBe('no')
  })

  test.each([
    [
      '200 KB of a valid answer without a prefix',
      `<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><PlaceOrderResponse xmlns="urn:example:orders"><id>1</id>${'<more>x</more>'.repeat(15_000)}</PlaceOrderResponse></Body></Envelope>`,
      200,
    ],
    ['160 KB of HTML', `<html><body>${'<p>a < b</p>'.repeat(13_000)}</body></html>`, 502],
  ])('%s does not stall', async (_, body, status) => {
    const { service } = await orders(() => ({ status, body, type: 'text/html' }))
    let longest = 0
    let last = performance.now()
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 5)
    const result = await service.operations.PlaceOrder({ sku: 'A' })
    longest = Math.max(longest, performance.now() - last)
    clearInterval(timer)
    expect(result.isOk()).toBe(status === 200)
    expect(longest).toBeLessThan(1_500) // node-soap needs 4 seconds and more
  })

  test('more bytes than allowed, a silence and an abort are told apart', async () => {
    const tooLarge = await order({ body: placed(`<id>1</id>${'x'.repeat(5000)}`) }, { maxBytes: 1000 })
    expect(tooLarge._unsafeUnwrapErr()).toMatchObject({ kind: 'network', problem: 'too-large' })

    const silent = await scriptedPeer('')
    const late = (
      await soapClient<Orders>(WSDL, { endpoint: silent.url, timeouts: { headersMs: 30 }, retry: false })
    )._unsafeUnwrap()
    expect((await late.operations.PlaceOrder({ sku: 'A' }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'network',
      problem: 'timeout',
      phase: 'headers',
      applied: 'maybe',
      remedy: 'reconcile',
    })

    const abort = new AbortController()
    const waiting = late.operations.PlaceOrder({ sku: 'A' }, { signal: abort.signal })
    abort.abort()
    expect((await waiting)._unsafeUnwrapErr().category).toBe('cancelled')
    await late.close()
  })

  test('nothing listens there: nothing was sent', async () => {
    const made = await soapClient<Orders>(WSDL, { endpoint: `http://127.0.0.1:${await deadPort()}/`, retry: false })
    const result = await made._unsafeUnwrap().operations.PlaceOrder({ sku: 'A' })
    expect(result._unsafeUnwrapErr()).toMatchObject({ kind: 'network', problem: 'refused', applied: 'no' })
  })

  test('a read changes nothing, whatever became of it', async () => {
    const fault = (await order({ status: 503, body: '' }, { idempotency: { PlaceOrder: 'read' } }))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ applied: 'no', remedy: 'wait' })
  })
})

describe('a reply that only looks like a success', () => {
  const envelopes = (content: string) => ({ body: envelope(content) })
  const response = (content: string) => `<PlaceOrderResponse xmlns="urn:example:orders">${content}</PlaceOrderResponse>`

  test.each<[string, Answer, object]>([
    [
      'another element answers',
      envelopes('<ErrorResponse><code>17</code></ErrorResponse>'),
      { problem: 'mismatched-outcome', applied: 'maybe' },
    ],
    ['the answer of another operation comes', envelopes('<NotifyResponse/>'), { problem: 'mismatched-outcome' }],
    [
      'two results stand side by side',
      envelopes(`${response('<id>1</id>')}<extra/>`),
      { problem: 'mismatched-outcome' },
    ],
    [
      'a second Body holds another result',
      { body: placed('<id>1</id>').replace('</soap:Envelope>', `<soap:Body>${response('<id>2</id>')}</soap:Body>$&`) },
      { problem: 'unexpected-element', applied: 'maybe' },
    ],
    ['words stand in place of a result', envelopes('Internal failure'), { problem: 'unexpected-element' }],
    ['words stand in place of members', envelopes(response('Internal failure')), { problem: 'unreadable-output' }],
    [
      'an element stands in place of a number',
      envelopes(response('<id><error>x</error></id>')),
      { problem: 'unreadable-output', issues: [{ path: ['id'], message: 'Must be text alone' }] },
    ],
  ])('%s', async (_, answer, expected) => {
    expect((await order(answer))._unsafeUnwrapErr()).toMatchObject({ kind: 'shape', ...expected })
  })

  test('a Fault stands in a second Body', async () => {
    const fault = '<soap:Fault><faultcode>soap:Client</faultcode><faultstring>no</faultstring></soap:Fault>'
    const body = placed('<id>1</id>').replace('</soap:Envelope>', `<soap:Body>${fault}</soap:Body>$&`)
    expect((await order({ body }))._unsafeUnwrapErr()).toMatchObject({ kind: 'service', code: 'Client', message: 'no' })
  })

  test.each([
    ['a reply without parts', 'text/xml', (message: string) => message],
    [
      'a reply with other parts',
      'multipart/related; boundary=b',
      (message: string) =>
        `--b\r\nContent-Type: application/xop+xml\r\n\r\n${message}\r\n--b\r\nContent-ID: <other>\r\n\r\nx\r\n--b--`,
    ],
  ])('%s includes a part that it does not have', async (_, type, packed) => {
    const include = '<x:Include xmlns:x="http://www.w3.org/2004/08/xop/include" href="cid:gone"/>'
    const files = `<file>${include}</file>`.repeat(2)
    const answer = { type, body: packed(placed(`<id>1</id><scan>${include}</scan><files>${files}</files>`)) }
    const message = 'Refers to a part that the reply does not have: gone'
    expect((await order(answer))._unsafeUnwrapErr()).toMatchObject({
      kind: 'shape',
      problem: 'unreadable-output',
      issues: [
        { path: ['scan'], message },
        { path: ['files', 'file', 0], message },
        { path: ['files', 'file', 1], message },
      ],
    })
  })

  test('an encoded result refers to what is not there', async () => {
    const sum = (content: string) => envelope(`<n:AddResponse xmlns:n="x">${content}</n:AddResponse>`)
    const { service, peer } = await orders(({ body }) => ({
      body: body.includes('<a>1') ? sum('<sum href="#gone"/>') : sum('<sum href="#s"/><other id="s">3</other>'),
    }))
    expect((await service.operations.Add({ a: 1, b: 2 }))._unsafeUnwrapErr()).toMatchObject({
      problem: 'unreadable-output',
      issues: [{ path: ['sum'], message: 'Refers to something that the reply does not have' }],
    })
    expect((await service.operations.Add({ a: 2, b: 2 }))._unsafeUnwrap()).toMatchObject({ sum: 3 })
    expect(peer.received).toHaveLength(2)
  })

  test('a dialect of the caller’s own refuses the second of two outcomes', async () => {
    const dialect = {
      ...soapDialect,
      read: (root: XmlElement) => ({
        kind: 'outcomes' as const,
        outcomes: [
          { index: 0, operation: 'a', result: { kind: 'done' as const, payload: root } },
          {
            index: 1,
            operation: 'b',
            result: {
              kind: 'refused' as const,
              refusals: [{ signal: 'error-object' as const, level: 'object' as const, code: '7', texts: [] }],
            },
          },
        ],
        warnings: [],
      }),
    }
    expect((await order({ body: placed('<id>1</id>') }, { dialect }))._unsafeUnwrapErr()).toMatchObject({ code: '7' })
    const acknowledging = { ...soapDialect, read: () => ({ kind: 'acknowledged' as const, warnings: [] }) }
    expect((await order({ body: placed('<id>1</id>') }, { dialect: acknowledging }))._unsafeUnwrapErr()).toMatchObject({
      problem: 'missing-outcome',
    })
  })

  test('a result that is nil is null', async () => {
    const body = envelope('<PlaceOrderResponse xmlns="urn:example:orders" xsi:nil="true"/>')
    expect((await order({ body }))._unsafeUnwrap()).toBeNull()
  })

  test('a few references to much do not stand for more', async () => {
    const lines = '<x/>'.repeat(2_000)
    const body = envelope(
      `<n:AddResponse xmlns:n="x">${'<a href="#i"/>'.repeat(2_000)}</n:AddResponse><m id="i">${lines}</m>`,
    )
    const { service } = await orders(() => ({ body }))
    const fault = (await service.operations.Add({ a: 1, b: 2 }))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ problem: 'unexpected-element', path: 'Envelope/Body' })
  })
})

describe('what is called wrongly', () => {
  test.each<[string, object, RegExp]>([
    ['a misspelled option', { idempotensy: 'read' }, /`idempotensy` is none of/],
    ['a signal that is none', { signal: {} }, /`signal` is no AbortSignal/],
    ['an idempotency that is none', { idempotency: 'always' }, /`idempotency`/],
    ['headers that are none', { headers: 'x' }, /`headers` is not an object/],
    ['a retry that is none', { retry: { maxAttempts: 0 } }, /`retry.maxAttempts`/],
    ['no object', 5 as never, /not an object/],
  ])('%s throws at once', async (_, call, message) => {
    const { service } = await orders(() => ({ body: placed('<id>1</id>') }))
    expect(() => service.operations.PlaceOrder({ sku: 'A' }, call as never)).toThrow(message)
  })

  test.each<[string, object]>([
    ['an attachment without a body', { soap: { attachments: [{ mimetype: 'a/b', contentId: 'c', name: 'n' }] } }],
    [
      'a header that cannot be text',
      {
        headers: {
          x: {
            toString: () => {
              throw new Error('canary')
            },
          },
        },
      },
    ],
  ])('%s is a fault, and nothing is sent', async (_, call) => {
    const { service, peer } = await orders(() => ({ body: placed('<id>1</id>') }))
    expect((await service.operations.PlaceOrder({ sku: 'A' }, call as never))._unsafeUnwrapErr().kind).toBe('request')
    expect(peer.received).toEqual([])
  })

  test('timeouts of one call hold', async () => {
    const silent = await scriptedPeer('')
    const made = await soapClient<Orders>(WSDL, { endpoint: silent.url, retry: false })
    const call = made._unsafeUnwrap().operations.PlaceOrder({ sku: 'A' }, { timeouts: { headersMs: 30 } })
    expect((await call)._unsafeUnwrapErr()).toMatchObject({ problem: 'timeout', phase: 'headers' })
  })
})

describe('repeats', () => {
  test('what a repeat cannot harm is repeated, what may have been done is not', async () => {
    let calls = 0
    const retry = { backoff: () => 1 }
    const { service } = await orders(
      () => (++calls % 2 === 1 ? { status: 503, body: '' } : { body: placed('<id>1</id>') }),
      { retry },
    )
    const unsure = await service.operations.PlaceOrder({ sku: 'A' })
    expect(unsure._unsafeUnwrapErr()).toMatchObject({
      applied: 'maybe',
      stopped: { because: 'unsafe' },
      attempts: [{ category: 'unavailable' }],
    })
    expect(calls).toBe(1)
    calls = 0
    expect((await service.operations.PlaceOrder({ sku: 'A' }, { idempotency: 'read' })).isOk()).toBe(true)
    expect(calls).toBe(2)
  })
})

describe('the detail of a Fault', () => {
  const detail =
    '<o:OrderFault xmlns:o="urn:example:orders"><o:reason>closed</o:reason><o:line>1</o:line></o:OrderFault>'
  const schema = z.object({ reason: z.string(), line: z.coerce.number() })
  const faults = { '{urn:example:orders}OrderFault': schema }

  test('is what its schema makes of it, typed by the name of its element', async () => {
    const peer = await soapPeer(() => ({ status: 500, body: faulted('soap:Server', 'no', `<other/>${detail}`) }))
    const made = (await soapClient<Orders, typeof faults>(WSDL, { endpoint: peer.url, faults }))._unsafeUnwrap()
    const fault = (await made.operations.PlaceOrder({ sku: 'A' }))._unsafeUnwrapErr()
    if (fault.kind !== 'service' || fault.detail?.name !== '{urn:example:orders}OrderFault') throw new Error('untyped')
    const line: number = fault.detail.value.line
    expect([line, fault.detail.value.reason]).toEqual([1, 'closed'])
  })

  test('that its schema refuses is told as a warning, and stays in soap.detail', async () => {
    const strict = { '{urn:example:orders}OrderFault': z.object({ reason: z.number() }) }
    const fault = (
      await order({ status: 500, body: faulted('soap:Server', 'no', detail) }, { faults: strict })
    )._unsafeUnwrapErr()
    expect(fault).toMatchObject({
      kind: 'service',
      warnings: [{ message: expect.stringContaining('at reason') }],
      soap: { detail: { children: [{ name: 'o:OrderFault' }] } },
    })
    expect(fault).not.toHaveProperty('detail')
  })

  test('of a schema that throws is told as a warning', async () => {
    const throwing = {
      '{urn:example:orders}OrderFault': {
        safeParse: () => {
          throw new Error('bug')
        },
      },
    }
    const fault = (
      await order({ status: 500, body: faulted('soap:Server', 'no', detail) }, { faults: throwing })
    )._unsafeUnwrapErr()
    expect(fault.kind === 'service' && fault.warnings[0]?.message).toMatch(/it throws/)
  })
})

describe('the WSDL', () => {
  test('may be its text, with or without a declaration', async () => {
    const text = readFileSync(WSDL, 'utf8')
    for (const wsdl of [text, text.replace(/<\?xml.*\?>/, '')]) expect((await soapClient(wsdl)).isOk()).toBe(true)
  })

  test('may be got from an address, with headers', async () => {
    const peer = await soapPeer(({ method }) =>
      method === 'GET' ? { body: readFileSync(WSDL) } : { body: placed('<id>1</id>') },
    )
    const made = await soapClient<Orders>(`${peer.url}?wsdl`, {
      endpoint: peer.url,
      wsdlHeaders: { authorization: 'Bearer abcdefgh' },
    })
    expect((await made._unsafeUnwrap().operations.PlaceOrder({ sku: 'A' })).isOk()).toBe(true)
    expect(peer.received[0]?.headers.authorization).toBe('Bearer abcdefgh')
  })

  test.each<[string, (url: string) => string, Answer, object]>([
    ['is a file that is not there', () => '/no/such/file.wsdl', { body: '' }, { kind: 'request', problem: 'not-sent' }],
    ['is text that is no WSDL', () => '<a/>', { body: '' }, { kind: 'request' }],
    [
      'is half a text',
      () => '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"><types>',
      { body: '' },
      { kind: 'request' },
    ],
    ['is not at its address', url => url, { status: 404, body: '<html>no</html>' }, { kind: 'http', status: 404 }],
    ['answers with 500', url => url, { status: 500, body: '' }, { kind: 'http', applied: 'no' }],
    ['is a login page', url => url, { body: '<!doctype html><html>sign in</html>' }, { kind: 'http', body: 'html' }],
    ['is cut off', url => url, { body: '<definitions><types>' }, { kind: 'xml', problem: 'truncated' }],
    ['is another document', url => url, { body: '<a/>' }, { kind: 'request' }],
  ])('that %s is a fault', async (_, wsdlOf, answer, expected) => {
    const peer = await soapPeer(() => answer)
    expect((await soapClient(wsdlOf(peer.url)))._unsafeUnwrapErr()).toMatchObject(expected)
  })

  test.each<[string, SoapOptions, RegExp]>([
    ['a service', { service: 'Nobody' }, /no service "Nobody".*Orders/],
    ['a port', { port: 'Nobody' }, /no port "Nobody"/],
    ['an operation', { idempotency: { Nothing: 'read' } }, /idempotency\.Nothing/],
  ])('that lacks %s is a fault that names it', async (_, options, message) => {
    expect((await soapClient(WSDL, options))._unsafeUnwrapErr().message).toMatch(message)
  })

  test('an operation that it has not is a fault that names those it has', async () => {
    const { service } = await orders(() => ({ body: '' }))
    const fault = (await service.call('Nothing' as 'Add', { a: 1, b: 2 }))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ kind: 'request', issues: [{ message: 'Must be one of PlaceOrder, Notify, Add' }] })
  })

  test.each<[string, object, RegExp]>([
    ['an option', { transpot: 1 }, /`transpot` is none of/],
    ['a limit', { timeouts: { connect: 1 } }, /`timeouts\.connect`/],
    ['an address', { endpoint: 'ftp://x' }, /`endpoint` is not an http/],
    ['a schema', { faults: { '{a}b': {} } }, /has no safeParse/],
    ['a schema without a name', { faults: { '{a': z.string() } }, /no name of the form/],
    ['an idempotency', { idempotency: { Add: 'always' } }, /`idempotency\.Add` is none of/],
    ['a clock', { clock: 5 }, /`clock` is not a clock/],
    ['a signal', { signal: 7 }, /`signal` is not an AbortSignal/],
    ['hooks', { hooks: 3 }, /`hooks` is not an object/],
    ['a dialect', { dialect: 'soap' }, /`dialect` is not a dialect/],
    ['an address with a password', { endpoint: 'http://u:canary@x/' }, /`endpoint` holds a user or a password/],
    ['secrets', { secrets: 'x' }, /`secrets` is not a list/],
    ['a secret that is blank and would hide everything or nothing', { secrets: [''] }, /`secrets` is not a list/],
    ['faults', { faults: 5 }, /`faults` is not an object/],
    ['idempotencies', { idempotency: 'read' }, /`idempotency` is not an object/],
    ['the name of a hook', { hooks: { onRequests: () => {} } }, /`hooks\.onRequests` is none of onRequest, onReply/],
    ['a hook', { hooks: { onReply: 'log' } }, /`hooks\.onReply` is not a function/],
    ['an HTTP client of node-soap', { soap: { httpClient: {} } }, /`soap\.httpClient` cannot be given/],
    ['an axios of node-soap', { soap: { request: () => {} } }, /`soap\.request` cannot be given/],
    ['a stream of node-soap', { soap: { stream: true } }, /`soap\.stream` cannot be given/],
    ['headers for every document', { soap: { wsdl_headers: {} } }, /`soap\.wsdl_headers` cannot be given/],
    ['an agent for documents', { soap: { wsdl_options: { agent: {} } } }, /`soap\.wsdl_options\.agent` is none of/],
  ])('a mistake in %s throws at once and names it', (_, options, message) => {
    expect(() => soapClient(WSDL, options as SoapOptions)).toThrow(message)
  })

  test.each([
    [
      'a circle',
      () => {
        const loop: Record<string, unknown> = {}
        loop.sku = loop
        return loop
      },
    ],
    [
      'a property that throws',
      () => ({
        get sku() {
          throw new Error('canary')
        },
      }),
    ],
  ])('an input that is %s is a fault, and nothing is sent', async (_, make) => {
    const { service, peer } = await orders(() => ({ body: placed('<id>1</id>') }))
    expect((await service.operations.PlaceOrder(make() as never))._unsafeUnwrapErr()).toMatchObject({
      kind: 'request',
      applied: 'no',
    })
    expect(peer.received).toEqual([])
  })
})

describe('fromSoapClient', () => {
  test('takes over what the client was told, and leaves its own calls alone', async () => {
    const peer = await soapPeer(() => ({ body: placed('<id>5</id>') }))
    const client = await createClientAsync(WSDL, { disableCache: true }, peer.url)
    client.addSoapHeader({ session: 'four' })
    client.addHttpHeader('x-tenant', 'harbor')
    const service = fromSoapClient<Orders>(client)
    expect((await service.operations.PlaceOrder({ sku: 'A' }))._unsafeUnwrap()).toEqual({ id: 5 })
    expect(peer.received[0]?.body).toContain('<session>four</session>')
    expect(peer.received[0]?.headers['x-tenant']).toBe('harbor')
    const [direct] = await client.PlaceOrderAsync({ sku: 'A' })
    expect(direct).toEqual({ id: 5 })
    fromSoapClient(client)
    expect((await service.operations.PlaceOrder({ sku: 'A' })).isOk()).toBe(true)
    await service.close()
  })

  test('hears of the fault that the caller gets', async () => {
    const seen: ReplyEvent[] = []
    const { service } = await orders(() => ({ status: 503, body: '' }), {
      hooks: { onReply: event => seen.push(event) },
    })
    const result = await service.operations.PlaceOrder({ sku: 'A' }, { idempotency: 'read' })
    const { attempts: _, stopped: __, ...fault } = result._unsafeUnwrapErr()
    expect(seen[0]?.fault).toEqual(fault)
  })

  test('works beside a client that streams', async () => {
    const peer = await soapPeer(() => ({ body: placed('<id>5</id>') }))
    const client = await createClientAsync(WSDL, { disableCache: true, stream: true }, peer.url)
    const service = fromSoapClient<Orders>(client)
    expect((await service.operations.PlaceOrder({ sku: 'A' }))._unsafeUnwrap()).toEqual({ id: 5 })
    const [direct] = await client.PlaceOrderAsync({ sku: 'A' })
    expect(direct).toEqual({ id: 5 })
    await service.close()
  })

  test('calls go to the address that the client has at that time', async () => {
    const peer = await soapPeer(() => ({ body: placed('<id>5</id>') }))
    const client = await createClientAsync(WSDL, { disableCache: true })
    const service = fromSoapClient<Orders>(client)
    client.setEndpoint(peer.url)
    expect((await service.operations.PlaceOrder({ sku: 'A' })).isOk()).toBe(true)
  })

  test('an option that a transport cannot keep is a fault that names it, and nothing is sent', async () => {
    const peer = await soapPeer(() => ({ body: placed('<id>5</id>') }))
    const client = await createClientAsync(WSDL, { disableCache: true }, peer.url)
    client.setSecurity(new ClientSSLSecurity(Buffer.from('key'), Buffer.from('cert'), {}))
    const fault = (await fromSoapClient<Orders>(client).operations.PlaceOrder({ sku: 'A' }))._unsafeUnwrapErr()
    expect(fault).toMatchObject({
      kind: 'request',
      category: 'unsupported',
      message: expect.stringContaining('"key"'),
    })
    expect(peer.received).toEqual([])
  })

  test('throws for what is no client', () => {
    expect(() => fromSoapClient({} as never)).toThrow(/no client of node-soap/)
    expect(() => fromSoapClient({} as never, { endpoint: 'x' } as never)).toThrow(
      /fromSoapClient: `endpoint` is none of/,
    )
  })
})
