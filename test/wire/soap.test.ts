import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isBareFault, isEnvelope, readEnvelope, soapVersion } from '../../src/wire/soap.ts'
import { readSoapFault, soapCode, soapCodes, soapRefusal } from '../../src/wire/soap-fault.ts'
import type { XmlElement } from '../../src/xml/element.ts'
import { parse } from '../../src/xml/parse.ts'

const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/'
const SOAP_12 = 'http://www.w3.org/2003/05/soap-envelope'

function tree(xml: string): XmlElement {
  return parse(xml)._unsafeUnwrap().root
}

function fault(children: string, namespace = SOAP_11): XmlElement {
  return tree(`<s:Fault xmlns:s="${namespace}">${children}</s:Fault>`)
}

describe('isEnvelope', () => {
  test.each([
    ['version 1.1', `<s:Envelope xmlns:s="${SOAP_11}"/>`, true],
    ['version 1.1 without the last slash', `<s:Envelope xmlns:s="${SOAP_11.slice(0, -1)}"/>`, true],
    ['version 1.2', `<Envelope xmlns="${SOAP_12}"/>`, true],
    ['the draft of June 2002', '<Envelope xmlns="http://www.w3.org/2002/06/soap-envelope"/>', true],
    ['the draft of December 2001', '<e:Envelope xmlns:e="http://www.w3.org/2001/12/soap-envelope"/>', true],
    ['no namespace', '<Envelope/>', true],
    ['a prefix that nobody bound', '<soap:Envelope/>', true],
    ['another vocabulary', '<Envelope xmlns="urn:post:letters"/>', false],
    ['another name', `<s:envelope xmlns:s="${SOAP_11}"/>`, false],
  ])('judges %s', (_, xml, expected) => {
    expect(isEnvelope(tree(xml))).toBe(expected)
  })
})

test.each([
  [SOAP_11, '1.1'],
  [SOAP_12, '1.2'],
  ['http://www.w3.org/2002/12/soap-envelope', '1.2'],
  ['http://www.w3.org/2005/12/soap-envelope', undefined],
  [undefined, undefined],
])('the namespace %s stands for version %s', (namespace, version) => {
  expect(soapVersion(namespace)).toBe(version)
})

describe('readEnvelope', () => {
  test('finds the Fault behind other children and keeps it out of the results', () => {
    const { fault, results, header, body } = readEnvelope(
      tree('<Envelope><Header/><Body><a/><Fault/></Body></Envelope>'),
    )
    expect(fault?.localName).toBe('Fault')
    expect(results.map(one => one.localName)).toEqual(['a'])
    expect([header?.localName, body?.localName]).toEqual(['Header', 'Body'])
  })

  test('takes values that carry an id for targets of references, except in first place', () => {
    const body = '<a id="x"/><multiRef id="0"/><b/><multiRef soapenc:id="1"/>'
    const { results } = readEnvelope(tree(`<Envelope><Body>${body}</Body></Envelope>`))
    expect(results.map(one => one.localName)).toEqual(['a', 'b'])
  })

  test('finds nothing where there is no Body', () => {
    expect(readEnvelope(tree('<Envelope><Corpus/></Envelope>'))).toEqual({
      header: undefined,
      body: undefined,
      fault: undefined,
      results: [],
    })
  })
})

test.each([
  [`<s:Fault xmlns:s="${SOAP_11}"/>`, true],
  ['<Fault><faultcode/></Fault>', true],
  ['<Fault><Code/><Reason/></Fault>', true],
  ['<Fault xmlns="urn:x"><faultString>no</faultString></Fault>', true],
  ['<Fault><Code>7</Code><Message>no</Message></Fault>', false],
  ['<Fault/>', false],
  ['<Error><faultcode/></Error>', false],
])('isBareFault(%s) is %s', (xml, expected) => {
  expect(isBareFault(tree(xml))).toBe(expected)
})

describe('readSoapFault', () => {
  test.each([
    ['a name of the envelope', '<faultcode>s:Client</faultcode>', 's:Client', 'Client', SOAP_11],
    ['white space around it', '<faultcode>\n s:Client \n</faultcode>', 's:Client', 'Client', SOAP_11],
    ['its own declaration', '<faultcode xmlns:q="urn:q">q:Late</faultcode>', 'q:Late', 'Late', 'urn:q'],
    ['a prefix that nobody bound', '<faultcode>soap:Client</faultcode>', 'soap:Client', 'Client', undefined],
    ['a number behind a prefix', '<faultcode>s:0042</faultcode>', 's:0042', '0042', SOAP_11],
    ['a bare number', '<faultcode>-239</faultcode>', '-239', '-239', undefined],
    ['a bare word', '<faultcode>INVALID_LOGIN</faultcode>', 'INVALID_LOGIN', 'INVALID_LOGIN', undefined],
    ['a bare word under a default namespace', '<faultcode xmlns="urn:d">Late</faultcode>', 'Late', 'Late', 'urn:d'],
    ['dotted parts', '<faultcode>s:Client.A.B</faultcode>', 's:Client.A.B', 'Client.A.B', SOAP_11],
    ['an expanded name', '<faultcode>{urn:e}Late</faultcode>', '{urn:e}Late', 'Late', 'urn:e'],
    ['an expanded name of no namespace', '<faultcode>{}Late</faultcode>', '{}Late', 'Late', undefined],
    ['an address', '<faultcode>http://x.example/f</faultcode>', 'http://x.example/f', 'http://x.example/f', undefined],
    ['a sentence', '<faultcode>s: it broke</faultcode>', 's: it broke', 's: it broke', undefined],
    ['the layout of 1.2', '<Code><Value>s:Sender</Value></Code>', 's:Sender', 'Sender', SOAP_11],
    ['a Code without Value', '<Code>s:Sender</Code>', 's:Sender', 'Sender', SOAP_11],
  ])('reads a code with %s', (_, children, text, localName, namespace) => {
    expect(readSoapFault(fault(children)).code).toEqual({ text, localName, ...(namespace && { namespace }) })
  })

  test.each(['<faultcode/>', '<faultcode> </faultcode>', '<faultcode>null</faultcode>', '<Code/>', ''])(
    'finds no code in %s',
    children => {
      expect(readSoapFault(fault(children))).not.toHaveProperty('code')
    },
  )

  test.each([
    ['the children of 1.1 in an envelope of 1.2', '<faultcode/>', SOAP_12, '1.1'],
    ['the children of 1.2 in an envelope of 1.1', '<Code/>', SOAP_11, '1.2'],
    ['the namespace where there are no children', '', SOAP_12, '1.2'],
  ])('takes the version from %s', (_, children, namespace, version) => {
    expect(readSoapFault(fault(children, namespace)).version).toBe(version)
  })

  test('knows no version of a Fault without namespace and children', () => {
    expect(readSoapFault(tree('<Fault/>'))).toEqual({ subcodes: [], reasons: [] })
  })

  test('lists nested subcodes outermost first and leaves out empty ones', () => {
    const inner = '<Subcode><Value/><Subcode><Value>deep</Value></Subcode></Subcode>'
    const { subcodes } = readSoapFault(
      fault(`<Code><Value>s:Sender</Value><Subcode><Value>top</Value>${inner}</Subcode></Code>`),
    )
    expect(subcodes.map(one => one.localName)).toEqual(['top', 'deep'])
  })

  test.each([
    ['faultstring, untrimmed', '<faultstring> no </faultstring>', [{ text: ' no ' }]],
    [
      'the language of faultstring',
      '<faultstring xml:lang="de">nein</faultstring>',
      [{ language: 'de', text: 'nein' }],
    ],
    ['Reason without Text', '<Reason>no</Reason>', [{ text: 'no' }]],
    [
      'an inherited language',
      '<Reason xml:lang="es"><Text>no</Text><Text xml:lang="it">no!</Text></Reason>',
      [
        { language: 'es', text: 'no' },
        { language: 'it', text: 'no!' },
      ],
    ],
    ['nothing but blanks', '<faultstring>  </faultstring>', []],
    ['the word null', '<faultstring>null</faultstring>', []],
    ['markup', '<faultstring><b>very</b> <i>wrong</i></faultstring>', [{ text: 'very wrong' }]],
  ])('reads a reason with %s', (_, children, reasons) => {
    expect(readSoapFault(fault(children)).reasons).toEqual(reasons)
  })

  test('keeps a reason whole, for it is shortened only after credentials are masked', () => {
    const [reason] = readSoapFault(fault(`<faultstring>${'x'.repeat(100_000)}</faultstring>`)).reasons
    expect(reason?.text).toHaveLength(100_000)
  })

  test('keeps children that nobody knows at the end of the detail', () => {
    const { detail } = readSoapFault(fault('<faultfactor>me</faultfactor><detail><no>3</no></detail><extra/>'))
    expect(detail?.children?.map(child => child.name)).toEqual(['no', 'faultfactor', 'extra'])
    expect(readSoapFault(fault('<extra/>')).detail?.children?.map(child => child.name)).toEqual(['extra'])
  })

  test('takes code and detail from the headers that SOAP 1.1 needs for them', () => {
    const header = tree(
      '<Header><SequenceFault><FaultCode>r:UnknownSequence</FaultCode></SequenceFault><FaultDetail><a/></FaultDetail></Header>',
    )
    const soap = readSoapFault(fault('<faultcode>s:Client</faultcode>'), header)
    expect(soapCode(soap)).toBe('UnknownSequence')
    expect(soap.detail?.children?.map(child => child.name)).toEqual(['a'])
  })

  test('reads 500 nested subcodes without recursion of its own', () => {
    const nested = '<Subcode><Value>x</Value>'.repeat(400) + '</Subcode>'.repeat(400)
    expect(readSoapFault(fault(`<Code><Value>s:Sender</Value>${nested}</Code>`)).subcodes).toHaveLength(400)
  })
})

test('codes to look up go from the most specific to the least', () => {
  const xml = '<Code><Value>s:Sender.A</Value><Subcode><Value>q:B.C.D</Value></Subcode></Code>'
  expect(soapCodes(readSoapFault(fault(xml)))).toEqual(['B.C.D', 'B.C', 'B', 'Sender.A', 'Sender'])
})

describe('soapRefusal', () => {
  test.each([
    ['English wherever it stands', ['de', 'en-US', 'fr'], 'en-US'],
    ['the first of other languages', ['de', 'fr'], 'de'],
    ['no other language that begins alike', ['de', 'enm'], 'de'],
  ])('prefers %s', (_, languages, chosen) => {
    const texts = languages.map(language => `<Text xml:lang="${language}">${language}</Text>`).join('')
    expect(soapRefusal(fault(`<Reason>${texts}</Reason>`)).texts).toEqual([chosen])
  })

  test.each([
    ['the addressing of 2005', 'xmlns:w="http://www.w3.org/2005/08/addressing"', 'w', 1500],
    ['the addressing of 2004', 'xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing"', 'w', 1500],
    ['the usual prefix that nobody bound', '', 'wsa', 1500],
    ['a vocabulary of its own', 'xmlns:w="urn:own"', 'w', undefined],
    ['no namespace', '', '', undefined],
  ])('reads RetryAfter of %s', (_, declaration, prefix, expected) => {
    const name = prefix === '' ? 'RetryAfter' : `${prefix}:RetryAfter`
    expect(soapRefusal(fault(`<detail ${declaration}><${name}> 1500 </${name}></detail>`)).retryAfterMs).toBe(expected)
  })

  test('holds no pause beyond what a number can carry', () => {
    const detail = `<detail><wsa:RetryAfter>${'9'.repeat(30)}</wsa:RetryAfter></detail>`
    expect(soapRefusal(fault(detail)).retryAfterMs).toBe(Number.MAX_SAFE_INTEGER)
  })

  test('keeps every code and reason of whatever mix of versions', () => {
    const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/).filter(one => one !== 'null')
    fc.assert(
      fc.property(
        word,
        word,
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom(SOAP_11, SOAP_12),
        (code, text, newCode, newText, ns) => {
          const children = [
            newText ? `<s:Reason><s:Text>${text}</s:Text></s:Reason>` : `<faultstring>${text}</faultstring>`,
            newCode ? `<s:Code><s:Value>s:${code}</s:Value></s:Code>` : `<faultcode>s:${code}</faultcode>`,
          ]
          const refusal = soapRefusal(fault(children.join(''), ns))
          expect([refusal.code, refusal.texts, refusal.soap?.code?.namespace]).toEqual([code, [text], ns])
        },
      ),
    )
  })
})
