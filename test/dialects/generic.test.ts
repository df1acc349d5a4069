import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { generic } from '../../src/dialects/generic.ts'
import { parse } from '../../src/xml/parse.ts'

const tree = (xml: string) => parse(xml)._unsafeUnwrap().root

/** Codes with their first text and field, or what else became of it. */
function read(xml: string) {
  const root = tree(xml)
  if (!generic.recognize(root)) return 'not recognized'
  const reading = generic.read(root)
  if (reading.kind !== 'refused') return reading.kind
  return reading.refusals.map(({ code, texts, field }) => [code ?? '-', texts[0] ?? '-', ...(field ? [field] : [])])
}

describe('code and words are found under their usual names', () => {
  test.each<[string, string, string]>([
    ['<Error><Code>A</Code><Message>m</Message></Error>', 'A', 'm'],
    ['<error><code>a</code><message>m</message></error>', 'a', 'm'],
    ['<error code="-239">m</error>', '-239', 'm'],
    ['<Error><Number>-2147219401</Number><Description>m</Description></Error>', '-2147219401', 'm'],
    ['<Error><ErrorCode>007</ErrorCode><ErrorDescription>m</ErrorDescription></Error>', '007', 'm'],
    [
      '<Error><ErrorCode>1</ErrorCode><LongMessage>long</LongMessage><ShortMessage>s</ShortMessage></Error>',
      '1',
      'long',
    ],
    ['<error><errcode>11003</errcode><errtext>m</errtext></error>', '11003', 'm'],
    ['<Error><Code/><Id> </Id><Message>m</Message></Error>', '-', 'm'],
    ['<Error><Code>null</Code><Message>null</Message><Reason>m</Reason></Error>', '-', 'm'],
    ['<ServiceError><statusCode>9</statusCode><statusMessage>m</statusMessage></ServiceError>', '9', 'm'],
    ['<ValidationFault><errorCode>9</errorCode><errorText>m</errorText></ValidationFault>', '9', 'm'],
    ['<SystemException><Title>m</Title></SystemException>', '-', 'm'],
    ['<Error>plain words</Error>', '-', 'plain words'],
    ['<x:Error xmlns:x="urn:x"><x:Code>A</x:Code></x:Error>', 'A', '-'],
  ])('%s', (xml, code, text) => {
    expect(read(xml)).toEqual([[code, text]])
  })
})

describe('every error of a list is kept', () => {
  const two = '<Error><Code>1</Code><Field>a</Field></Error><Error><Code>2</Code></Error>'
  test.each([
    `<Errors>${two}</Errors>`,
    `<ErrorList>${two}</ErrorList>`,
    `<ErrorResponse>${two}</ErrorResponse>`,
    `<RateErrorResponse>${two}</RateErrorResponse>`,
    `<Response><Errors>${two}</Errors><RequestID>x</RequestID></Response>`,
    `<Exception>${two}</Exception>`,
  ])('%s', xml => {
    expect(read(xml)).toEqual([
      ['1', '-', 'a'],
      ['2', '-'],
    ])
  })
})

test.each([
  ['a success under a common name', '<Response><Status>0</Status></Response>'],
  ['an empty list', '<Errors/>'],
  ['a list that is empty within a response', '<Response><Errors/></Response>'],
  ['messages without codes', '<messages><message>hello</message></messages>'],
  ['a reply of a device that only says ok', '<rpc-reply><ok/></rpc-reply>'],
  ['a harvest with records', '<OAI-PMH><ListRecords/></OAI-PMH>'],
  ['a letter that speaks of problems', '<problem xmlns="urn:maths"/>'],
  ['a page', '<html><body>Error</body></html>'],
])('does not recognize %s', (_, xml) => {
  expect(read(xml)).toBe('not recognized')
})

test('never reads a success', () => {
  const name = fc.constantFrom(
    'Error',
    'Errors',
    'Response',
    'error',
    'rpc-error',
    'Code',
    'status',
    'error-severity',
    'Fault',
  )
  const leaf = name.map(one => `<${one}>warning</${one}>`)
  const inner = fc
    .tuple(name, fc.array(leaf, { maxLength: 3 }))
    .map(([one, kids]) => `<${one}>${kids.join('')}</${one}>`)
  const roots = fc.constantFrom(
    'Error',
    'Errors',
    'Response',
    'rpc-reply',
    'ErrorResponse',
    'OAI-PMH',
    'Fault',
    'problem',
  )
  fc.assert(
    fc.property(roots, fc.array(inner, { maxLength: 3 }), (root, kids) => {
      const outcome = generic.read(tree(`<${root}>${kids.join('')}</${root}>`))
      expect(['refused', 'misshapen']).toContain(outcome.kind)
    }),
  )
})
