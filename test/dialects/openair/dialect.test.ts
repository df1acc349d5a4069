import { expect, test } from 'vitest'
import { openAirXmlDialect } from '../../../src/dialects/openair/dialect.ts'
import { parse } from '../../../src/xml/parse.ts'

function recognized(text: string): boolean {
  return parse(text).match(
    ({ root }) => openAirXmlDialect.recognize(root),
    problem => {
      throw new Error(problem.message)
    },
  )
}

test.each([
  ['a refused sign-in alone', '<response><Auth status="401"/></response>'],
  ['results behind a sign-in', '<response><Auth status="0"/><Read status="0"><Task/></Read></response>'],
  ['a result without sign-in', '<response><Time status="0"><Date/></Time></response>'],
  ['an unparsable request', '<response status="1">bad bracket</response>'],
  ['an unparsable request without words', '<response status=" 1 "/>'],
  ['an empty response', '<response> </response>'],
  ['a sign-in without status', '<response><Auth/></response>'],
  ['results without status', '<response><Auth/><Read><Task/></Read></response>'],
  ['a command that is not known beside one that is', '<response><Auth status="0"/><Moor status="0"/></response>'],
])('the dialect recognizes %s', (_, text) => {
  expect(recognized(text)).toBe(true)
})

test.each([
  ['Sage Intacct', '<response><control><status>success</status></control><operation/></response>'],
  ['Realex', '<response timestamp="20310101"><result>00</result><message>ok</message></response>'],
  ['DataCash', '<Response><status>1</status><reason>ACCEPTED</reason></Response>'],
  ['a status in words', '<response status="ok"/>'],
  ['a status beside other attributes', '<response status="1" request="a7"/>'],
  ['a plain text', '<response>Hello</response>'],
  ['fields named like commands', '<response><Version>4</Version><Time>noon</Time></response>'],
  ['items with a status', '<response status="1"><item status="0"/></response>'],
  ['commands in another case', '<response><add status="0"/></response>'],
  ['a response in a namespace', '<response xmlns="urn:tide"><Add status="0"/></response>'],
  ['a response behind a prefix', '<t:response xmlns:t="urn:tide"><Add status="0"/></t:response>'],
  ['a response behind a prefix that nobody bound', '<t:response><Add status="0"/></t:response>'],
  ['another root', '<reply><Auth status="0"/></reply>'],
])('the dialect does not claim %s', (_, text) => {
  expect(recognized(text)).toBe(false)
})
