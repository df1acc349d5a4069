import { describe, expect, test } from 'vitest'
import { readEnvelope } from '../../src/wire/soap.ts'
import { soapCodes, soapRefusal } from '../../src/wire/soap-fault.ts'
import { parse } from '../../src/xml/parse.ts'

const SIZE = 100_000

function many(one: string): string {
  return one.repeat(SIZE)
}

/** The Fault of a message whose sender wants the reader to work, and how many codes there are to look up. */
const shapes: [shape: string, codes: number, attributes: string, fault: string, header: string][] = [
  ['dots in a code', 1, '', `<faultcode>s:${many('.')}</faultcode>`, ''],
  ['dotted parts of a code', 1, '', `<faultcode>s:Client${many('.A')}</faultcode>`, ''],
  ['dotted parts of a subcode', 1, '', `<Code><Subcode><Value>${many('A.')}</Value></Subcode></Code>`, ''],
  [
    'subcodes of 16 parts each, as deep as a document may go',
    500,
    '',
    `<Code>${Array.from({ length: 500 }, (_, at) => `<Subcode><Value>c${at}${'.x'.repeat(15)}</Value>`).join('')}${'</Subcode>'.repeat(500)}</Code>`,
    '',
  ],
  ['letters in a code', 1, '', `<faultcode>${many('ab')}</faultcode>`, ''],
  ['colons in a code', 1, '', `<faultcode>${many('a:')}</faultcode>`, ''],
  ['braces in a code', 1, '', `<faultcode>${many('{')}</faultcode>`, ''],
  ['codes', 1, '', many('<faultcode>Late</faultcode>'), ''],
  ['reasons', 0, '', many('<faultstring>no</faultstring>'), ''],
  [
    'reasons below as many attributes',
    0,
    Array.from({ length: SIZE }, (_, at) => `a${at}=""`).join(' '),
    many('<faultstring>no</faultstring>'),
    '',
  ],
  ['texts of one reason', 0, '', `<Reason>${many('<Text>no</Text>')}</Reason>`, ''],
  ['elements in a reason', 0, '', `<Reason>${many('<b>no</b>')}</Reason>`, ''],
  ['children that nobody knows', 0, '', many('<x/>'), ''],
  ['pauses in the detail', 0, '', `<detail>${many('<w:RetryAfter>1</w:RetryAfter>')}</detail>`, ''],
  ['details', 0, '', many('<detail><a/></detail>'), ''],
  ['header faults', 1, '', '', many('<SequenceFault><FaultCode>Late</FaultCode></SequenceFault>')],
]

describe('a Fault made to keep its reader busy', () => {
  // At this size work that grows with the square takes minutes, and the runner gives up after seconds.
  test.each(shapes)('with 100,000 %s is read in one go', (_, codes, attributes, children, headers) => {
    const xml = `<Envelope><Header>${headers}</Header><Body><Fault ${attributes}>${children}</Fault></Body></Envelope>`
    const { fault, header } = readEnvelope(parse(xml)._unsafeUnwrap().root)
    const { signal, soap } = fault === undefined ? {} : soapRefusal(fault, header)
    expect(signal).toBe('soap-fault')
    expect(soap === undefined ? [] : soapCodes(soap)).toHaveLength(codes)
  })
})

test.each([
  ['eight parts', 'a.b.c.d.e.f.g.h', 8],
  ['nine parts', 'a.b.c.d.e.f.g.h.i', 1],
  ['256 characters', `${'a'.repeat(254)}.b`, 2],
  ['257 characters', `${'a'.repeat(255)}.b`, 1],
])('a code of %s is looked up under so many names', (_, text, count) => {
  const codes = soapCodes({ code: { text, localName: text }, subcodes: [], reasons: [] })
  expect(codes).toHaveLength(count)
  expect(codes[0]).toBe(text)
})
