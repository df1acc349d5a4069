import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { type SoapCallOptions, type SoapClient, type SoapOptions, soapClient, type XmlElement } from '../../src/soap.ts'
import { forbiddenCharacter } from '../../src/xml/characters.ts'
import { descendants } from '../../src/xml/descendants.ts'
import { parse } from '../../src/xml/parse.ts'
import { envelope, placed, soapPeer, WSDL, wsdlOf } from './soap-peer.ts'

/** What stands in the Body of the message that goes out, or the fault for which none does. */
async function sent(input: unknown, { wsdl = WSDL, ...options }: SoapOptions & { readonly wsdl?: string } = {}) {
  const peer = await soapPeer(() => ({ body: envelope('') }))
  const { call, close } = (await soapClient(wsdl, { endpoint: peer.url, retry: false, ...options }))._unsafeUnwrap()
  const result = await call(wsdl === WSDL ? 'PlaceOrder' : 'Take', input)
  await close()
  const [, body = ''] = /<soap:Body>(.*)<\/soap:Body>/s.exec(peer.received[0]?.body ?? '') ?? []
  return { body, count: peer.received.length, fault: result._unsafeUnwrapErr() }
}

const order = (content: string) => `<PlaceOrder xmlns="urn:example:orders">${content}</PlaceOrder>`

const circle: { sku?: unknown } = {}
circle.sku = { again: circle }
const deep = JSON.parse(`${'{"a":'.repeat(600)}1${'}'.repeat(600)}`)
const twice = (inner: object, times: number): object => (times === 0 ? inner : twice({ a: inner, b: inner }, times - 1))

describe('an input that node-soap would write as something else', () => {
  test.each<[string, unknown, (string | number)[], RegExp]>([
    ['bytes', { sku: Buffer.from('A-1') }, ['sku'], /base64/],
    ['a buffer of bytes', { sku: new ArrayBuffer(3) }, ['sku'], /base64/],
    ['a function', { sku: () => 'A-1' }, ['sku'], /type function/],
    ['a symbol', { sku: Symbol('A-1') }, ['sku'], /type symbol/],
    ['NaN', { line: [{ count: 1 }, { count: Number.NaN }] }, ['line', 1, 'count'], /finite number/],
    ['infinity', { sku: Number.POSITIVE_INFINITY }, ['sku'], /finite number/],
    ['a lone surrogate', { sku: 'A\ud800' }, ['sku'], /character that XML cannot carry/],
    ['a control character', { sku: 'A\u0000' }, ['sku'], /character that XML cannot carry/],
    ['a name with a space', { 'na me': 'x' }, ['na me'], /not the name of an XML element/],
    ['a name that is markup', { 'a><evil/>': 'x' }, ['a><evil/>'], /not the name/],
    ['a name that is empty', { '': 'x' }, [''], /not the name/],
    ['an attribute that is markup', { attributes: { 'a="1" b': 'x' } }, ['attributes', 'a="1" b'], /attribute/],
    ['an attribute that is null', { attributes: { id: null } }, ['attributes', 'id'], /type object/],
    ['attributes that are none', { attributes: 'id' }, ['attributes', ''], /object of attributes/],
    [
      'a type that is markup',
      { sku: { attributes: { xsi_type: { type: 'a" b="' } } } },
      ['sku', 'attributes', 'xsi_type'],
      /texts/,
    ],
    ['text that ends a CDATA section', { sku: '<![CDATA[a]]><evil/><![CDATA[b]]>' }, ['sku'], /one CDATA section/],
    ['an object as $value', { sku: { $value: {} } }, ['sku', '$value'], /Must be text/],
    ['an object as $xml', { sku: { $xml: {} } }, ['sku', '$xml'], /Must be text/],
    ['a circle', circle, ['sku', 'again'], /hold itself/],
    ['a hole in a list', { line: [{ sku: 'a' }, undefined] }, ['line', 1], /undefined/],
    ['a Map', { sku: new Map([['a', 1]]) }, ['sku'], /of the type Map/],
    ['an address', { sku: new URL('http://x.example') }, ['sku'], /of the type URL/],
    ['a promise', { sku: Promise.resolve('A-1') }, ['sku'], /of the type Promise/],
    ['a Date that is none', { sku: new Date('never') }, ['sku'], /Date that exists/],
    ['a list', ['A-1'], [], /Must be an object/],
    [
      'a property that throws',
      Object.defineProperty({}, 'sku', {
        enumerable: true,
        get: () => {
          throw new Error('canary')
        },
      }),
      ['sku'],
      /Cannot be read/,
    ],
  ])('%s is a fault that names the place, and nothing is sent', async (_, input, path, message) => {
    const { fault, count } = await sent(input)
    expect(fault).toMatchObject({ kind: 'request', problem: 'invalid-input', applied: 'no', operation: 'PlaceOrder' })
    expect(fault.kind === 'request' && fault.issues).toEqual([{ path, message: expect.stringMatching(message) }])
    expect(count).toBe(0)
    expect(JSON.stringify(fault)).not.toContain('canary')
  })

  test('what lies too deep, or stands for too much, is a fault and no stack that overflows', async () => {
    expect((await sent({ sku: deep })).fault.message).toMatch(/deeper than 500 levels/)
    expect((await sent(twice({ a: 1 }, 40))).fault.message).toMatch(/more than 1000000 values/)
  })

  test('text for an rpc operation is a fault', async () => {
    expect((await sent('A-1', { wsdl: wsdlOf() })).fault).toMatchObject({ problem: 'invalid-input' })
  })

  test('everything that is wrong is told at once', async () => {
    const { fault } = await sent({ sku: Number.NaN, password: () => {} })
    expect(fault.kind === 'request' && fault.issues?.map(({ path }) => path)).toEqual([['sku'], ['password']])
  })
})

describe('an input that is written', () => {
  const noon = new Date(Date.UTC(2026, 10, 26, 12))

  test.each<[string, unknown, string]>([
    ['a Date, which was an empty element', { sku: noon }, '<sku>2026-11-26T12:00:00.000Z</sku>'],
    ['a Date as attribute', { sku: { attributes: { at: noon } } }, '<sku at="2026-11-26T12:00:00.000Z"></sku>'],
    ['whole numbers beyond 2^53', { sku: 2n ** 64n }, '<sku>18446744073709551616</sku>'],
    ['truth values', { sku: false }, '<sku>false</sku>'],
    ['null', { sku: null }, '<sku xsi:nil="true"></sku>'],
    ['null in a list, which was an empty element', { sku: [null] }, '<sku xsi:nil="true"></sku>'],
    ['one CDATA section', { sku: '<![CDATA[a<b]]>' }, '<sku><![CDATA[a<b]]></sku>'],
    ['a member that is undefined', { sku: undefined, password: 'p' }, '<password>p</password>'],
    ['characters beyond the first 65,536', { sku: '\u{1F6A2}' }, '<sku>\u{1F6A2}</sku>'],
    [
      'an object of a class',
      new (class {
        sku = 'A-1'
      })(),
      '<sku>A-1</sku>',
    ],
    ['an object without a prototype', Object.assign(Object.create(null), { sku: 'A-1' }), '<sku>A-1</sku>'],
    ['one object in two places', (one => ({ a: one, b: one }))({ x: 1 }), '<a><x>1</x></a><b><x>1</x></b>'],
  ])('%s', async (_, input, content) => {
    expect((await sent(input)).body).toBe(order(content))
  })

  test('null and attributes of a part of an rpc message, which threw or broke it', async () => {
    const wsdl = wsdlOf()
    expect((await sent({ key: null }, { wsdl })).body).toContain('<key xsi:nil="true"></key>')
    const marked = { key: { attributes: { id: 'a"<&' }, $value: 'v' } }
    expect((await sent(marked, { wsdl })).body).toContain('<key id="a&quot;&lt;&amp;">v</key>')
  })

  test('a Date for a day alone is a fault, for which day it is depends on the time zone', async () => {
    const wsdl = wsdlOf().replace('name="key" type="xs:string"', 'name="key" type="xs:date"')
    expect((await sent({ key: noon }, { wsdl })).fault.message).toMatch(/^key: Must be text such as 2026-11-26/)
    const instant = wsdlOf().replace('name="key" type="xs:string"', 'name="key" type="xs:dateTime"')
    expect((await sent({ key: noon }, { wsdl: instant })).body).toContain('<key>2026-11-26T12:00:00.000Z</key>')
    const number = wsdlOf().replace('name="key" type="xs:string"', 'name="key" type="xs:int"')
    expect((await sent({ key: noon }, { wsdl: number })).fault.message).toMatch(/Must not be a Date/)
  })

  test('is that of the moment of the call, however often it is tried', async () => {
    let calls = 0
    const peer = await soapPeer(() => {
      calls += 1
      return calls === 1 ? { status: 503, body: '' } : { body: placed('<id>1</id>') }
    })
    const options = { endpoint: peer.url, retry: { backoff: () => 1 }, idempotency: { PlaceOrder: 'read' } } as const
    const made = (await soapClient(WSDL, options))._unsafeUnwrap()
    const input = { sku: 'A-1' }
    const calling = made.call('PlaceOrder', input)
    input.sku = 'B-2'
    expect((await calling).isOk()).toBe(true)
    expect(peer.received.map(({ body }) => body.includes('<sku>A-1</sku>'))).toEqual([true, true])
    expect(input).toEqual({ sku: 'B-2' })
    await made.close()
  })
})

test('whatever an input holds, every text of it is sent as it is or refused, and nothing else', async () => {
  const peer = await soapPeer(() => ({ body: envelope('') }))
  const { call, close } = (await soapClient(WSDL, { endpoint: peer.url, retry: false }))._unsafeUnwrap()
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.constantFrom('<b/>', ']]>', '<![CDATA[x', '&amp;', '\r\n'),
  )
  const { tree } = fc.letrec<{ tree: object; value: unknown }>(tie => ({
    tree: fc.dictionary(fc.constantFrom('a', 'b.c', 'd-e', '\u00e9', 'constructor', 'then'), tie('value'), {
      maxKeys: 4,
    }),
    value: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.integer(),
      fc.boolean(),
      tie('tree'),
      fc.array(tie('tree'), { maxLength: 3 }),
    ),
  }))
  await fc.assert(
    fc.asyncProperty(tree, async input => {
      peer.received.length = 0
      const fault = (await call('PlaceOrder', input))._unsafeUnwrapErr()
      const texts = textsOf(input)
      if (fault.kind === 'request') {
        expect(texts.some(one => forbiddenCharacter(one) !== -1)).toBe(true)
        expect(peer.received).toEqual([])
        return
      }
      const body = parse(peer.received[0]?.body ?? '')
        ._unsafeUnwrap()
        .root.child('Body')
      const leaves = descendants(body as XmlElement).filter(({ children }) => children.length === 0)
      expect(leaves.map(leaf => leaf.text).filter(one => one !== '')).toEqual(texts.filter(one => one !== ''))
    }),
    { numRuns: 200 },
  )
  await close()
})

function textsOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [String(value)]
}

describe('what a program adds to messages', () => {
  test('is that of the moment of the call: calls of one tick went out with the header of the last', async () => {
    const peer = await soapPeer(() => ({ body: placed('<id>1</id>') }))
    const { client, call, close } = (await soapClient(WSDL, { endpoint: peer.url }))._unsafeUnwrap()
    const calls = ['one', 'two', 'three'].map(session => {
      client.clearSoapHeaders()
      client.addSoapHeader({ session })
      return call('PlaceOrder', { sku: session })
    })
    await Promise.all(calls)
    const pairs = peer.received.map(({ body }) => [/<session>(.*?)</.exec(body)?.[1], /<sku>(.*?)</.exec(body)?.[1]])
    expect(pairs.sort()).toEqual([
      ['one', 'one'],
      ['three', 'three'],
      ['two', 'two'],
    ])
    await close()
  })

  const throws = () => {
    throw new Error('canary')
  }
  const nothing = () => {}

  test.each<[string, (client: SoapClient['client']) => void, SoapCallOptions]>([
    ['a SOAP header', client => client.addSoapHeader(throws), {}],
    ['a security object', client => client.setSecurity({ toXML: throws } as never), {}],
    [
      'headers of a security object',
      client => client.setSecurity({ toXML: () => '', addHeaders: throws } as never),
      {},
    ],
    [
      'a security object that signs',
      client => client.setSecurity({ toXML: () => '', postProcess: throws } as never),
      {},
    ],
    ['a listener', client => client.on('request', throws), {}],
    ['postProcess', nothing, { soap: { postProcess: throws } }],
  ])('%s that throws is a fault that does not blame the input', async (_, tell, options) => {
    const peer = await soapPeer(() => ({ body: placed('<id>1</id>') }))
    const made = (await soapClient(WSDL, { endpoint: peer.url, retry: false }))._unsafeUnwrap()
    tell(made.client)
    const fault = (await made.call('PlaceOrder', { sku: 'A-1' }, options))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ kind: 'request', problem: 'not-sent', applied: 'no' })
    expect(fault).not.toHaveProperty('issues')
    expect(JSON.stringify(fault)).not.toContain('canary')
    expect(peer.received).toEqual([])
    await made.close()
  })

  test.each<[string, unknown, (client: SoapClient['client']) => void, SoapCallOptions]>([
    ['$xml', { $xml: '<sku>A-1' }, nothing, {}],
    ['_xml', { _xml: '<PlaceOrder>&nbsp;</PlaceOrder>' }, nothing, {}],
    ['a SOAP header', {}, client => client.addSoapHeader('<a>'), {}],
    ['an attribute of the Body', {}, client => client.addBodyAttribute('id=1'), {}],
    ['postProcess', {}, nothing, { soap: { postProcess: (xml: string) => xml.slice(0, -9) } }],
  ])('%s that makes it no XML is a fault, and nothing is sent', async (_, input, tell, options) => {
    const peer = await soapPeer(() => ({ body: placed('<id>1</id>') }))
    const made = (await soapClient(WSDL, { endpoint: peer.url, retry: false }))._unsafeUnwrap()
    tell(made.client)
    const fault = (await made.call('PlaceOrder', input, options))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ problem: 'not-sent', message: expect.stringContaining('not well-formed XML') })
    expect(peer.received).toEqual([])
    await made.close()
  })
})
