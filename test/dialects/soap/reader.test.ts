import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Asked } from '../../../src/dialects/contract.ts'
import { soapCatalog } from '../../../src/dialects/soap/catalog.ts'
import { soap } from '../../../src/dialects/soap/dialect.ts'
import { parse } from '../../../src/xml/parse.ts'

const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/'

const tree = (xml: string) => parse(xml)._unsafeUnwrap().root

const envelope = (body: string) => tree(`<s:Envelope xmlns:s="${SOAP_11}"><s:Body>${body}</s:Body></s:Envelope>`)

const asked = (output: boolean): Asked => ({
  commands: [{ name: 'GetOrder', id: 'c1', idempotency: 'read', objects: 1, output }],
})

test.each([
  ['an envelope', `<s:Envelope xmlns:s="${SOAP_11}"/>`, true],
  ['a Fault by itself', '<Fault><faultcode/></Fault>', true],
  ['a Fault of another vocabulary', '<Fault><Number>7</Number></Fault>', false],
  ['an envelope of another vocabulary', '<Envelope xmlns="urn:post"/>', false],
  ['anything else', '<response status="0"/>', false],
])('recognizes %s: %s', (_, xml, expected) => {
  expect(soap.recognize(tree(xml))).toBe(expected)
})

describe('read', () => {
  test('gives the one result and names it after its call', () => {
    const reading = soap.read(envelope('<AddOrderResponse><id>1</id></AddOrderResponse>'))
    expect(reading).toMatchObject({
      kind: 'outcomes',
      warnings: [],
      outcomes: [
        { index: 0, operation: 'AddOrder', result: { kind: 'done', payload: { localName: 'AddOrderResponse' } } },
      ],
    })
  })

  test('keeps a result that is called nothing but Response', () => {
    expect(soap.read(envelope('<Response/>'))).toMatchObject({ outcomes: [{ operation: 'Response' }] })
  })

  test('gives the Body where several results stand side by side', () => {
    expect(soap.read(envelope('<a/><b/>'))).toMatchObject({
      outcomes: [{ operation: 'a', result: { payload: { localName: 'Body' } } }],
    })
  })

  test('gives the one result beside values that it refers to', () => {
    expect(soap.read(envelope('<a/><multiRef id="1"/><multiRef id="2"/>'))).toMatchObject({
      outcomes: [{ result: { payload: { localName: 'a' } } }],
    })
  })

  test.each([
    ['a success where nothing is known', undefined, { kind: 'outcomes', outcomes: [{ result: { kind: 'done' } }] }],
    ['a success where no output is declared', asked(false), { outcomes: [{ operation: 'GetOrder', id: 'c1' }] }],
    ['misshapen where output is declared', asked(true), { kind: 'misshapen', shape: { problem: 'empty-body' } }],
  ])('finds an empty Body %s', (_, sent, expected) => {
    expect(soap.read(envelope(''), sent)).toMatchObject(expected)
  })

  test('finds a message without Body misshapen', () => {
    expect(soap.read(tree(`<s:Envelope xmlns:s="${SOAP_11}"><s:Header/></s:Envelope>`))).toEqual({
      kind: 'misshapen',
      shape: { problem: 'missing-signal', message: 'The SOAP message has no Body', path: 'Envelope' },
    })
  })

  test('takes a Fault for a refusal wherever it stands in the Body, whatever is in it', () => {
    const junk = fc.constantFrom('<a/>', '<b id="1">x</b>', '<Code/>', 'text', '<detail/>', '<Fault/>')
    const some = fc.array(junk, { maxLength: 4 }).map(pieces => pieces.join(''))
    fc.assert(
      fc.property(some, some, some, (before, inside, after) => {
        expect(soap.read(envelope(`${before}<s:Fault>${inside}</s:Fault>${after}`)).kind).toBe('refused')
      }),
    )
  })

  test('never takes text or a deeper element for a Fault', () => {
    const depth = fc.integer({ min: 1, max: 5 })
    fc.assert(
      fc.property(depth, fc.constantFrom('<s:Fault/>', '&lt;Fault/>', '<![CDATA[<s:Fault/>]]>'), (levels, inner) => {
        const body = `${'<x>'.repeat(levels)}${inner}${'</x>'.repeat(levels)}`
        expect(soap.read(envelope(body)).kind).toBe('outcomes')
      }),
    )
  })
})

describe('the catalog', () => {
  const sender = ['Client', 'Sender', 'BadArguments']
  test.each(sender)('%s wants the request fixed', code => {
    expect(soapCatalog.codes).toHaveProperty([code], expect.objectContaining({ category: 'validation', remedy: 'fix' }))
  })

  test.each(['Server', 'Receiver'])('%s may have done the work', code => {
    expect(soapCatalog.codes).toHaveProperty([code], expect.objectContaining({ category: 'server', applied: 'maybe' }))
  })

  test('names a source for every code', () => {
    const sources = Object.values(soapCatalog.codes).map(entry => entry.source)
    expect(sources.filter(source => source !== 'inferred' && !/^https?:\/\/\S+$/.test(source))).toEqual([])
  })
})
