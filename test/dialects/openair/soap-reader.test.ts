import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Asked } from '../../../src/dialects/contract.ts'
import { openAirSoapDialect } from '../../../src/dialects/openair/soap-dialect.ts'
import { readOpenAirSoap } from '../../../src/dialects/openair/soap-reader.ts'
import { parse } from '../../../src/xml/parse.ts'

const rootOf = (text: string) => parse(text)._unsafeUnwrap().root
const envelope = (body: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:p="http://namespaces.soaplite.com/perl"><s:Body>${body}</s:Body></s:Envelope>`
const OPERATIONS = 'https://www.openair.com/OAirService'

function asked(name: string, count: number): Asked {
  const command = { name, idempotency: 'once', objects: 1, output: true } as const
  return { commands: Array.from({ length: count }, () => command) }
}

describe('every reply', () => {
  const result = fc.constantFrom(
    '<i><errors/><id>1</id></i>',
    '<i><status>A</status></i>',
    '<i><status>-1</status></i>',
    '<i><errors><e><code>821</code></e></errors></i>',
    '<i/>',
  )

  test('has as many outcomes as objects, and none is done where results and objects differ in number', () => {
    fc.assert(
      fc.property(fc.array(result, { maxLength: 6 }), fc.integer({ min: 1, max: 6 }), (results, count) => {
        const root = rootOf(
          envelope(`<addResponse xmlns="${OPERATIONS}"><Array>${results.join('')}</Array></addResponse>`),
        )
        const reading = readOpenAirSoap(root, asked('add', count))
        const outcomes = reading.kind === 'outcomes' ? reading.outcomes : []
        expect(outcomes.map(({ index }) => index)).toEqual(Array.from({ length: count }, (_, index) => index))
        const done = outcomes.filter(one => one.result.kind === 'done')
        if (results.length !== count) expect(done).toEqual([])
        for (const { index } of done) expect(results[index]).toMatch(/<errors\/>|>A</)
      }),
    )
  })

  const NIL = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"'
  const saysNo = fc.constantFrom(
    '<errors><e><code>821</code></e></errors>',
    `<errors ${NIL}><e><code>821</code></e></errors>`,
    '<errors>too late</errors>',
    '<errors><e/></errors>',
    '<Errors><e><code>821</code></e></Errors>',
    '<status>-1</status>',
    `<status ${NIL}>-1</status>`,
    '<status>F</status>',
    '<status>821</status>',
    '<approval_errors>too late</approval_errors>',
  )
  const saysYes = fc.constantFrom(
    '<errors/>',
    `<errors ${NIL}/>`,
    '<status>A</status>',
    '<status>1</status>',
    '<id>7</id>',
    '<url>https://pier.example</url>',
    '<objects><i><id>7</id></i></objects>',
  )

  test('with a sign of failure in a result is no success, however many signs of success stand around it', () => {
    const operation = fc.constantFrom('add', 'modify', 'delete', 'upsert', 'read', 'submit', 'makeURL', 'createUser')
    const signs = fc.tuple(fc.array(saysYes, { maxLength: 5 }), saysNo, fc.array(saysYes, { maxLength: 5 }))
    fc.assert(
      fc.property(operation, signs, (name, [before, no, behind]) => {
        const result = `<i>${before.join('')}${no}${behind.join('')}</i>`
        const root = rootOf(
          envelope(`<${name}Response xmlns="${OPERATIONS}"><Array>${result}</Array></${name}Response>`),
        )
        const reading = readOpenAirSoap(root, asked(name, 1))
        expect(reading.kind === 'outcomes' ? reading.outcomes.map(one => one.result.kind) : []).not.toContain('done')
      }),
    )
  })

  test('is read without a throw, whatever it is made of', () => {
    const name = fc.constantFrom(
      's:Body',
      's:Fault',
      'addResponse',
      'Array',
      'errors',
      'item',
      'detail',
      'Error',
      'code',
    )
    const tree = fc.letrec<{ tree: string }>(tie => ({
      tree: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom('', '9', 'x'),
        fc
          .tuple(name, fc.array(tie('tree'), { maxLength: 3 }))
          .map(([one, inner]) => `<${one}>${inner.join('')}</${one}>`),
      ),
    })).tree
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 3 }), inner => {
        const root = rootOf(
          `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">${inner.join('')}</s:Envelope>`,
        )
        openAirSoapDialect.recognize(root)
        readOpenAirSoap(root)
        readOpenAirSoap(root, asked('add', 2))
      }),
    )
  })
})

describe('the dialect', () => {
  const typed = '<Array><item xsi:type="p:UpdateResult"><errors/></item></Array>'
  test.each([
    ['a response in the namespace of the operations', `<addResponse xmlns="${OPERATIONS}"/>`, true],
    ['one in the older namespace', '<addResponse xmlns="http://www.openair.com/OAirService"/>', true],
    [
      'one in another namespace with the types of the service',
      `<addResponse xmlns="urn:x">${typed}</addResponse>`,
      true,
    ],
    ['an unknown operation in the namespace', `<purgeResponse xmlns="${OPERATIONS}"/>`, true],
    ['an unknown operation elsewhere', `<purgeResponse xmlns="urn:x">${typed}</purgeResponse>`, false],
    [
      'a known operation elsewhere without types',
      '<addResponse xmlns="urn:x"><addResult>3</addResult></addResponse>',
      false,
    ],
    [
      'a login of another service',
      '<loginResponse xmlns="urn:x"><loginReturn>abc</loginReturn></loginResponse>',
      false,
    ],
    ['a request', `<add xmlns="${OPERATIONS}"/>`, false],
    ['an empty Body', '', false],
    ['a number that stands twice', fault('s:9', '<Error><code>9</code></Error>'), true],
    ['a number in a typed detail', fault('s:Server', '<Error xsi:type="p:Error"><code>9</code></Error>'), true],
    ['a number in the faultcode alone', fault('s:9', ''), false],
    ['a number in the detail of another service', fault('s:Server', '<Error><code>9</code></Error>'), false],
    ['a word that stands twice', fault('s:Denied', '<Error><code>Denied</code></Error>'), false],
  ])('tells whether it is the service that sends %s', (_, body, isOwn) => {
    expect(openAirSoapDialect.recognize(rootOf(envelope(body)))).toBe(isOwn)
  })

  function fault(code: string, detail: string): string {
    return `<s:Fault><faultcode>${code}</faultcode><faultstring>no</faultstring><detail>${detail}</detail></s:Fault>`
  }
})
