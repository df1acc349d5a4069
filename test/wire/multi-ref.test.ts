import { describe, expect, test } from 'vitest'
import { withReferences } from '../../src/wire/multi-ref.ts'
import { readEnvelope } from '../../src/wire/soap.ts'
import type { XmlElement } from '../../src/xml/element.ts'
import { parse } from '../../src/xml/parse.ts'

const ENCODING = 'xmlns:enc="http://www.w3.org/2003/05/soap-encoding"'

function bodyOf(content: string): XmlElement {
  const text = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${content}</s:Body></s:Envelope>`
  const body = parse(text)._unsafeUnwrap().root.child('Body')
  if (body === undefined) throw new Error('no Body')
  return body
}

function resultIn(content: string): XmlElement | undefined {
  return withReferences(bodyOf(content)).children[0]
}

describe('withReferences', () => {
  test('a Body without anything to refer to is given back as it is', () => {
    const body = bodyOf('<r><a href="#x"/></r>')
    expect(withReferences(body)).toBe(body)
  })

  test.each([
    ['text', '<r><a href="#i"/></r><m id="i">one</m>', { a: 'one' }],
    ['an object', '<r><a href="#i"/></r><m id="i" k="v"><b>1</b><b>2</b></m>', { a: { '@k': 'v', b: ['1', '2'] } }],
    ['several', '<r><a href="#i"/><a href="#j"/></r><m id="i">1</m><m id="j">2</m>', { a: ['1', '2'] }],
    ['one shared', '<r><a href="#i"/><b href="#i"/></r><m id="i"><c>1</c></m>', { a: { c: '1' }, b: { c: '1' } }],
    ['a chain', '<r><a href="#i"/></r><m id="i" href="#j"/><m id="j">end</m>', { a: 'end' }],
    ['one within another', '<r><a href="#i"/></r><m id="i"><b href="#j"/></m><m id="j">in</m>', { a: { b: 'in' } }],
    ['text beside attributes', '<r><a href="#i"/></r><m id="i" k="v">t</m>', { a: { '@k': 'v', '#text': 't' } }],
    ['__proto__', '<r><__proto__ href="#i"/></r><m id="i">x</m>', JSON.parse('{"__proto__":"x"}')],
  ])('follows a reference to %s', (_, content, expected) => {
    expect(resultIn(content)?.toPlain()).toEqual(expected)
  })

  test('follows the references of SOAP 1.2 to elements inside the result', () => {
    const content = `<r ${ENCODING} s:encodingStyle="x"><a enc:id="i">1</a><b enc:ref="i"/><c ref="i"/></r>`
    const result = resultIn(content)
    expect(result?.children.map(({ name, text }) => `${name}=${text}`)).toEqual(['a=1', 'b=1', 'c='])
  })

  test.each([
    ['leads to nothing', '<r><a href="#no"/></r><m id="i">1</m>'],
    ['leads elsewhere', '<r><a href="http://other.example/#i"/></r><m id="i">1</m>'],
    ['is empty', '<r><a href="#"/></r><m id="i">1</m>'],
    ['stands beside text', '<r><a href="#i">own</a></r><m id="i">1</m>'],
    ['stands above children', '<r><a href="#i"><b/></a></r><m id="i">1</m>'],
    ['leads to itself', '<r><a href="#i"/></r><m id="i" href="#i"/>'],
  ])('leaves a reference alone that %s', (_, content) => {
    const [inside] = resultIn(content)?.children ?? []
    expect(inside?.attributeNamed('href')).toMatch(/#/)
  })

  test('a circle ends where it comes back to itself', () => {
    const plain = resultIn('<r><a href="#i"/></r><m id="i"><b href="#j"/></m><m id="j"><a href="#i"/></m>')?.toPlain()
    expect(plain).toEqual({ a: { b: { a: { '@href': '#i' } } } })
  })

  test('the name is of the element that refers, the type and the namespaces of what it refers to', () => {
    const result = resultIn('<r><a href="#i"/></r><m id="i" xmlns:q="urn:q" type="q:Order">1</m>')
    const inside = result?.child('a')
    expect([inside?.localName, inside?.attribute('type'), inside?.resolve('q')]).toEqual(['a', 'q:Order', 'urn:q'])
  })

  test.each([
    ['many that stand for the same many', 2_000],
    ['one that stands for many', 1],
  ])('references end after 100,000 elements that were given before: %s', (_, times) => {
    const content = '<c/>'.repeat(2_000)
    const result = resultIn(`<r>${'<a href="#i"/>'.repeat(times)}</r><m id="i">${content}</m>`)
    const followed = result?.all('a').filter(one => one.attributeNamed('href') === undefined) ?? []
    expect(followed.length).toBe(Math.min(times, 50)) // the first is free, and 49 of 2,001 each fit into 100,000
    expect(JSON.stringify(result?.toRuled(() => 'data')).split('"c"').length - 1).toBe(followed.length)
  })

  test('a few references that stand for billions of elements end', () => {
    const levels = Array.from(
      { length: 40 },
      (_, at) => `<m id="i${at}"><a href="#i${at + 1}"/><b href="#i${at + 1}"/></m>`,
    )
    const result = resultIn(`<r><a href="#i0"/></r>${levels.join('')}`)
    const text = JSON.stringify(result?.toPlain())
    expect(text.length).toBeLessThan(4_000_000)
    expect(text).toContain('"@href"')
  })

  test('a chain of 100,000 references and one that goes ever deeper end after 512 levels', () => {
    const chain = Array.from({ length: 100_000 }, (_, at) => `<m id="i${at}" href="#i${at + 1}"/>`).join('')
    expect(resultIn(`<r><a href="#i0"/></r>${chain}`)?.child('a')?.attributeNamed('href')).toBe('#i511')
    const deep = Array.from({ length: 5_000 }, (_, at) => `<m id="i${at}"><a href="#i${at + 1}"/></m>`).join('')
    expect(JSON.stringify(resultIn(`<r><a href="#i0"/></r>${deep}`)?.toPlain()).split('"a"').length).toBeLessThan(520)
  })

  test('an envelope gives its results without references', () => {
    const root = parse(
      '<Envelope><Body><r><a href="#i"/></r><multiRef id="i">1</multiRef></Body></Envelope>',
    )._unsafeUnwrap().root
    expect(readEnvelope(root).results.map(one => one.toPlain())).toEqual([{ a: '1' }])
  })
})
