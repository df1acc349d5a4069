import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { parse } from '../../src/xml/parse.ts'
import { open } from './exchange.ts'
import { add, byToken, call, envelope, faultOf, item, postSoap, type SoapReply } from './soap-exchange.ts'

const SOAP = 'xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"'

/** Throws where another parser, which knows namespaces, finds the text not well formed. */
function checkWithSaxes(text: string): void {
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', error => {
    throw error
  })
  parser.write(text).close()
}

function expectClientFault({ status, text }: SoapReply, words: RegExp): void {
  expect([status, faultOf(text)]).toMatchObject([500, { code: 'SOAP-ENV:Client', words: expect.stringMatching(words) }])
  expect(text).not.toContain('<detail>')
  checkWithSaxes(text)
}

describe('a body that is no message', () => {
  test.each([
    ['', /^Application failed during request deserialization: \nno element found at line 1, column \d+ at XML\/Parser/],
    ['garbage', /deserialization: \n.* at line 1, column \d+/],
    ['{"a":1}', /deserialization: /],
    [`<e:Envelope ${SOAP}><e:Body>`, /deserialization: \nunclosed token/],
    [`<e:Envelope ${SOAP}><e:Body></e:Envelope>`, /deserialization: \nmismatched tag/],
    [`<e:Envelope ${SOAP}><e:Body>&lol;</e:Body></e:Envelope>`, /deserialization: \nundefined entity/],
    [`<!DOCTYPE x [<!ENTITY a "b">]><e:Envelope ${SOAP}/>`, /deserialization: \nsyntax error/],
    [`<!DOCTYPE x><e:Envelope ${SOAP}/>`, /document type declaration/],
    ['<request/>', /^Can't find root element in the message/],
    [`<e:Envelope ${SOAP}/>`, /^Can't find method element in the message/],
    [`<e:Envelope ${SOAP}><e:Header/></e:Envelope>`, /^Can't find method element/],
    [`<e:Envelope ${SOAP}><e:Body> text </e:Body></e:Envelope>`, /^Can't find method element/],
    [`<e:Envelope ${SOAP}><e:Body><e:Fault/></e:Body></e:Envelope>`, /^Failed to locate method \(Fault\)/],
  ])('%j is a Fault of the client', async (body, words) => {
    const sandbox = await open()
    expectClientFault(await postSoap(sandbox, body), words)
    expect(sandbox.openAir.performed).toEqual([])
  })

  test('bytes that are not UTF-8 are not well formed', async () => {
    const sandbox = await open()
    expectClientFault(await postSoap(sandbox, new Uint8Array([0x3c, 0x61, 0xff, 0x2f, 0x3e])), /invalid token/)
  })

  test.each([
    ['SOAP 1.2', 'http://www.w3.org/2003/05/soap-envelope'],
    ['another vocabulary', 'urn:other'],
  ])('an Envelope of %s is a mismatch of versions', async (_what, namespace) => {
    const sandbox = await open()
    const body = `<e:Envelope xmlns:e="${namespace}"><e:Body><whoami/></e:Body></e:Envelope>`
    const reply = await postSoap(sandbox, body)
    expect([reply.status, faultOf(reply.text).code]).toEqual([500, 'SOAP-ENV:VersionMismatch'])
  })

  test('a refused body does not count as a request', async () => {
    const sandbox = await open({ speed: 0, limits: { perMinute: 1 } })
    await postSoap(sandbox, 'garbage')
    expect((await postSoap(sandbox, envelope(byToken(sandbox), '<OP:whoami/>'))).status).toBe(200)
  })
})

describe('references that lead astray', () => {
  test.each([
    [
      'to nothing',
      '<OP:add><objects href="#nope"/></OP:add>',
      /Unresolved \(wrong\?\) href \(nope\) in element 'objects'/,
    ],
    ['to itself', '<OP:add id="a"><objects href="#a"/></OP:add>', /Out of memory/],
    [
      'in a circle',
      '<OP:add><objects href="#a"/></OP:add><m id="a"><i href="#b"/></m><m id="b"><i href="#a"/></m>',
      /memory/,
    ],
    ['to another reference only', '<OP:add><objects id="a" href="#a"/></OP:add>', /Unresolved/],
  ])('%s are a Fault of the client', async (_what, body, words) => {
    const sandbox = await open()
    expectClientFault(await postSoap(sandbox, envelope(byToken(sandbox), body)), words)
  })

  test('a small message that unfolds to millions of parts is refused at once', async () => {
    const sandbox = await open()
    const levels = Array.from(
      { length: 30 },
      (_, n) => `<m id="m${n}"><i href="#m${n + 1}"/><i href="#m${n + 1}"/></m>`,
    )
    const body = `<OP:add><objects href="#m0"/></OP:add>${levels.join('')}<m id="m30"/>`
    const began = performance.now()
    expectClientFault(await postSoap(sandbox, envelope(byToken(sandbox), body)), /Out of memory/)
    expect(performance.now() - began).toBeLessThan(5_000)
  })

  test('the header may not lead astray either', async () => {
    const sandbox = await open()
    const header = '<SessionHeader><sessionId href="#x"/></SessionHeader>'
    expectClientFault(await postSoap(sandbox, envelope(header, '<OP:whoami/>')), /Unresolved/)
  })
})

describe('too much of it', () => {
  test.each([100, 500, 5_000, 100_000])('%i levels of nesting are a Fault', async depth => {
    const sandbox = await open()
    const deep = `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`
    const record = `<ITEM xsi:type="PERL:oaVendor"><notes>${deep}</notes></ITEM>`
    expectClientFault(await postSoap(sandbox, envelope(byToken(sandbox), add(record))), /memory/)
  })

  test('a field with parts nobody knows is kept as it is', async () => {
    const sandbox = await open()
    const record = '<ITEM xsi:type="PERL:oaVendor"><notes><a><b>1</b></a></notes><x xsi:type="PERL:oaDate"/></ITEM>'
    await call(sandbox, add(record))
    expect(sandbox.openAir.records('Vendor')).toMatchObject([{ notes: { a: { b: '1' } } }])
  })

  test('a hundred thousand objects are refused without a stir', async () => {
    const sandbox = await open()
    const many = add('<ITEM xsi:type="PERL:oaVendor"/>'.repeat(100_000))
    const reply = await postSoap(sandbox, envelope(byToken(sandbox), many))
    expect([reply.status, faultOf(reply.text).code]).toEqual([500, 'SOAP-ENV:555'])
  })
})

describe('laws', () => {
  test('any bytes get one well-formed Fault', async () => {
    const sandbox = await open({ habits: true })
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async bytes => {
        const reply = await postSoap(sandbox, bytes)
        expect(reply.status).toBe(500)
        checkWithSaxes(reply.text)
      }),
      { numRuns: 100 },
    )
  })

  const operation = fc.constantFrom(
    ...['read', 'add', 'modify', 'upsert', 'delete', 'submit', 'approve', 'reject', 'unapprove', 'createUser'],
    ...['makeURL', 'whoami', 'servertime', 'version', 'login', 'logout', 'nothing'],
  )
  const name = fc.constantFrom(
    ...[
      'method',
      'objects',
      'requests',
      'attributes',
      'user',
      'company',
      'Item',
      'submit',
      'arg',
      'approval',
      'fields',
    ],
    ...[
      'type',
      'name',
      'value',
      'id',
      'externalid',
      'nickname',
      'password',
      'addr_city',
      'addr_email',
      'flags',
      'date',
    ],
    ...['__proto__', 'constructor', 'Address', 'Date', 'x__c', 'multiRef', 'starts', 'updated', 'page', 'app'],
  )
  const type = fc.constantFrom(
    '',
    'oaCustomer',
    'oaTimesheet',
    'oaUser',
    'oaDate',
    'oa__proto__',
    'oa',
    'Attribute',
    'a:b:c',
  )
  const text = fc.constantFrom(
    '',
    '1',
    'all',
    'equal to',
    'Customer',
    'Error',
    'limit',
    'lookup',
    'externalid',
    '2025-04-07',
  )
  const extra = fc.constantFrom('', ' href="#a"', ' id="a"', ' xsi:nil="true"', ' xsi:nil="1"')
  const part = fc.letrec<{ part: string }>(tie => ({
    part: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.record({ name, text }).map(({ name, text }) => `<${name}>${text}</${name}>`),
      fc
        .record({ name, type, extra, parts: fc.array(tie('part'), { maxLength: 4 }) })
        .map(({ name, type, extra, parts }) => {
          const typed = type === '' ? '' : ` xsi:type="PERL:${type}"`
          return `<${name}${typed}${extra}>${parts.join('')}</${name}>`
        }),
    ),
  })).part

  test('any call gets one well-formed answer: its response under 200, or a Fault under 500', async () => {
    const sandbox = await open({ habits: true })
    await fc.assert(
      fc.asyncProperty(operation, fc.array(part, { maxLength: 5 }), async (operation, parts) => {
        const body = `<OP:${operation}>${parts.join('')}</OP:${operation}>`
        const { status, text } = await postSoap(sandbox, envelope(byToken(sandbox), body))
        checkWithSaxes(text)
        const inside = parse(text)._unsafeUnwrap().root.child('Body')?.children[0]
        expect([status, inside?.localName]).toEqual(status === 200 ? [200, `${operation}Response`] : [500, 'Fault'])
      }),
      { numRuns: 400 },
    )
  })

  test('as many results as objects, in order', async () => {
    const sandbox = await open({ habits: true })
    const record = fc.constantFrom(item('oaVendor', { name: 'v' }), item('oaTask', {}), item('oaNothing', {}))
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 8 }), async records => {
        const array = parse(await call(sandbox, add(...records)))
          ._unsafeUnwrap()
          .root.child('Body')
          ?.children[0]?.child('Array')
        const statuses = array?.children.map(result => result.child('status')?.text)
        expect(statuses).toEqual(records.map(one => (one.includes('oaVendor') ? 'A' : '-1')))
      }),
      { numRuns: 60 },
    )
  })

  test('a namespace that XML keeps to itself is not given to a prefix of the answer', async () => {
    const sandbox = await open({ habits: true })
    for (let times = 0; times < 5; times += 1) {
      checkWithSaxes((await postSoap(sandbox, envelope(byToken(sandbox), '<xml:whoami/>'))).text)
    }
  })
})
