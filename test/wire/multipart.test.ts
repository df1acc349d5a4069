import { describe, expect, test } from 'vitest'
import { normalize } from '../../src/index.ts'
import { readMultipart } from '../../src/wire/multipart.ts'

const FAULT =
  '<Envelope><Body><Fault><faultcode>Server.Busy</faultcode><faultstring>ä</faultstring></Fault></Body></Envelope>'
const RESULT = '<Envelope><Body><r><a>1</a></r></Body></Envelope>'

const headers = (parameters: string) => ({ 'Content-Type': `multipart/related; ${parameters}` })
const bytes = (text: string) => new TextEncoder().encode(text)
const part = (head: string, content: string) => `--b\r\n${head}\r\n\r\n${content}\r\n`

function textsOf(parameters: string, body: string) {
  return readMultipart(headers(parameters), bytes(body)).map(({ root, attachments }) => ({
    root: new TextDecoder().decode(root.bytes),
    others: Object.fromEntries([...attachments].map(([id, one]) => [id, new TextDecoder().decode(one.bytes)])),
  }))
}

describe('readMultipart', () => {
  const two = `preamble\r\n${part('Content-ID: <a@x>', 'first')}${part('content-id: <b@x>\r\nX: 1', 'second')}--b--\r\nepilogue`

  test.each([
    ['the first part without a start', 'boundary=b', 'first', { 'b@x': 'second' }],
    ['the part that start names', 'boundary="b"; start="<b@x>"', 'second', { 'a@x': 'first' }],
    ['the part that start names without brackets', 'Boundary=b;start=a@x', 'first', { 'b@x': 'second' }],
  ])('the message is %s', (_, parameters, root, others) => {
    expect(textsOf(parameters, two)._unsafeUnwrap()).toEqual({ root, others })
  })

  test.each([
    ['lines end with LF alone', `--b\nContent-ID: <a@x>\n\none\n--b--`, 'one'],
    ['a part has no headers', '--b\r\n\r\none\r\n--b--', 'one'],
    ['a part is empty', '--b\r\n\r\n\r\n--b--', ''],
    ['a header is folded', '--b\r\nContent-ID:\r\n <a@x>\r\n\r\none\r\n--b--', 'one'],
    ['blanks stand behind a boundary', '--b \t\r\n\r\none\r\n--b--', 'one'],
    ['the content looks like a boundary', '--b\r\n\r\n--bc\r\n --b\r\n--\r\n--b--', '--bc\r\n --b\r\n--'],
    ['base64 is used', '--b\r\nContent-Transfer-Encoding: Base64\r\n\r\nw6Qx\r\nMg==\r\n--b--', 'ä12'],
    [
      'quoted-printable is used',
      '--b\r\ncontent-transfer-encoding: quoted-printable\r\n\r\n=C3=A4=\r\n=zz1=93\r\n--b--',
      'ä=zz1\uFFFD',
    ],
  ])('reads a body where %s', (_, body, root) => {
    expect(textsOf('boundary=b', body)._unsafeUnwrap().root).toBe(root)
  })

  test.each([
    ['there is no boundary', 'type="text/xml"', two, 'markup'],
    ['the last boundary is missing', 'boundary=b', two.slice(0, -'--b--\r\nepilogue'.length), 'truncated'],
    ['nothing of it is there', 'boundary=b', '', 'truncated'],
    ['the boundary never comes', 'boundary=c', two, 'truncated'],
    ['the part that start names is missing', 'boundary=b; start="<c@x>"', two, 'markup'],
    ['there is no part', 'boundary=b', '--b--', 'markup'],
    ['the headers of a part never end', 'boundary=b', '--b\r\nA: 1\r\n--b--', 'markup'],
  ])('refuses a body where %s', (_, parameters, body, problem) => {
    expect(textsOf(parameters, body)._unsafeUnwrapErr()).toMatchObject({ problem })
  })

  test('10,001 parts are too many', () => {
    expect(textsOf('boundary=b', `${'--b\r\n\r\n\r\n'.repeat(10_001)}--b--`)._unsafeUnwrapErr().problem).toBe(
      'too-large',
    )
  })
})

describe('normalize of a multipart reply', () => {
  const reply = (status: number, content: string, more = '', end = '--b--') => ({
    status,
    headers: headers('boundary=b; start="<m>"; type="application/xop+xml"'),
    body: bytes(
      `${part('Content-ID: <x>', 'other')}${part(`Content-ID: <m>\r\nContent-Type: ${more || 'text/xml'}`, content)}${end}`,
    ),
  })

  test('finds the fault in the part that the reply starts with', () => {
    expect(normalize(reply(500, FAULT))._unsafeUnwrapErr()).toMatchObject({
      kind: 'service',
      signal: 'soap-fault',
      code: 'Server.Busy',
      message: 'ä',
      status: 500,
    })
  })

  test('reads it in the charset of that part', () => {
    const latin = reply(500, FAULT, 'text/xml; charset=iso-8859-1')
    expect(normalize(latin)._unsafeUnwrapErr().message).toBe('Ã¤')
  })

  test('gives the result of the message', () => {
    expect(normalize(reply(200, RESULT))._unsafeUnwrap().outcomes[0]?.result._unsafeUnwrap()).toMatchObject({
      name: 'r',
    })
  })

  test('a reply that was cut off behind the whole message is no success', () => {
    expect(normalize(reply(200, RESULT, '', ''))._unsafeUnwrapErr()).toMatchObject({
      kind: 'xml',
      problem: 'truncated',
      category: 'malformed-response',
      applied: 'maybe',
    })
  })

  test('a page under that content type is told by what it is', () => {
    expect(normalize({ status: 502, headers: headers('boundary=b'), body: '<html>' })._unsafeUnwrapErr()).toMatchObject(
      {
        kind: 'xml',
        status: 502,
        category: 'unavailable',
      },
    )
  })
})
