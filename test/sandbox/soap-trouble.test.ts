import { describe, expect, test } from 'vitest'
import type { Trouble } from '../../src/sandbox.ts'
import { open } from './exchange.ts'
import {
  add,
  begin,
  byToken,
  envelope,
  expectFault,
  faultOf,
  insideArray,
  item,
  login,
  postSoap,
  read,
} from './soap-exchange.ts'

const VENDORS = add(item('oaVendor', { name: 'a' }), item('oaVendor', { name: 'b' }))

/** What two adds are answered with under trouble, and which of them were carried out. */
async function strike(trouble: Trouble, body = VENDORS) {
  const sandbox = await open()
  sandbox.trouble.next(trouble)
  const reply = await postSoap(sandbox, envelope(byToken(sandbox), body)).catch(() => ({
    status: 0,
    type: '',
    text: '',
  }))
  const done = sandbox.openAir.records('Vendor').map(vendor => vendor.name)
  expect(sandbox.calls).toMatchObject([{ call: 1, trouble: trouble.kind }])
  return { sandbox, reply, done }
}

/** The results of a reply, each by the names of its members with their texts. */
function shapes(text: string): readonly string[] {
  return [...insideArray(text).matchAll(/<UpdateResult [^>]*>(.*?)<\/UpdateResult>/g)].map(match =>
    (match[1] ?? '')
      .replace(/<id [^>]*>\d+<\/id>/, '<id>')
      .replace(/ xsi:type="[^"]*"| soapenc:arrayType="[^"]*"/g, ''),
  )
}

const OK = '<status>A</status><errors xsi:nil="true"/><id>'

describe('trouble over SOAP', () => {
  test('a code at auth is a Fault, and nothing is carried out', async () => {
    const { reply, done } = await strike({ kind: 'code', code: '414', at: 'auth' })
    expectFault(reply, '414')
    expect(done).toEqual([])
  })

  test('a code at auth with words says them, and refuses login as well', async () => {
    const sandbox = await open()
    sandbox.trouble.next({ kind: 'code', code: '9', at: 'auth', text: 'a < b' })
    const reply = await postSoap(sandbox, envelope('', login(sandbox)))
    expectFault(reply, '9')
    expect(faultOf(reply.text).words).toBe('a < b')
    expect(sandbox.openAir.performed).toEqual([])
  })

  test('a code at a number is that object alone', async () => {
    const { reply, done } = await strike({ kind: 'code', code: '821', at: 1, text: 'Closed' })
    expect(shapes(reply.text)).toEqual([
      OK,
      '<status>-1</status><errors><item><code>821</code><text>Closed</text></item></errors><id xsi:nil="true"/>',
    ])
    expect(done).toEqual(['a'])
  })

  test('a code at a number that no object has does nothing', async () => {
    const { reply } = await strike({ kind: 'code', code: '821', at: 7 })
    expect(shapes(reply.text)).toEqual([OK, OK])
  })

  test.each(['whoami', 'servertime', 'version', 'logout'])(
    'a code at 0 of %s is a Fault, for its answer has no errors',
    async name => {
      const { sandbox, reply } = await strike({ kind: 'code', code: '8', at: 0 }, `<OP:${name}/>`)
      expectFault(reply, '8')
      expect(sandbox.openAir.performed).toEqual([])
    },
  )

  test('a code at 0 of login is a Fault and begins no session', async () => {
    const sandbox = await open()
    sandbox.trouble.next({ kind: 'code', code: '8', at: 0 })
    expectFault(await postSoap(sandbox, envelope('', login(sandbox))), '8')
    expect(sandbox.openAir.performed).toEqual([])
    expect(await begin(sandbox)).toMatch(/^session1-/)
  })

  test('missing-status leaves one result without status and errors, though the work is done', async () => {
    const { reply, done } = await strike({ kind: 'missing-status', at: 1 })
    expect(shapes(reply.text)).toEqual([OK, '<id>'])
    expect(done).toEqual(['a', 'b'])
  })

  test('missing-status leaves a read with its records alone', async () => {
    const { reply } = await strike({ kind: 'missing-status', at: 0 }, read('User', 'all'))
    expect(reply.text).toContain('<objects')
    expect(reply.text).not.toContain('errors')
  })

  test('drop-outcome leaves one result out, though the work is done', async () => {
    const { reply, done } = await strike({ kind: 'drop-outcome', at: 0 })
    expect(shapes(reply.text)).toEqual([OK])
    expect(done).toEqual(['a', 'b'])
  })

  test.each(['missing-status', 'drop-outcome'] as const)('%s at auth changes nothing', async kind => {
    const { reply } = await strike({ kind, at: 'auth' })
    expect(shapes(reply.text)).toEqual([OK, OK])
  })

  test('drop-outcome of a login leaves a response without session', async () => {
    const sandbox = await open()
    sandbox.trouble.next({ kind: 'drop-outcome', at: 0 })
    const { text } = await postSoap(sandbox, envelope('', login(sandbox)))
    expect(text).toContain('<namesp1:loginResponse xmlns:namesp1="https://www.openair.com/OAirService"/>')
  })

  test.each<[string, Trouble, number, RegExp, number]>([
    ['half an answer', { kind: 'truncated' }, 200, /^<soap:Envelope .*[^>]$/, 2],
    ['a page before the work', { kind: 'html' }, 502, /^<!DOCTYPE html>/, 0],
    ['a page after the work', { kind: 'html', status: 503, when: 'after' }, 503, /^<!DOCTYPE html>/, 2],
    ['nothing', { kind: 'empty', when: 'after' }, 200, /^$/, 2],
    ['JSON', { kind: 'json', status: 429 }, 429, /^\{/, 0],
    ['text', { kind: 'text', status: 403, body: 'Access denied' }, 403, /^Access denied$/, 0],
    ['a slow answer', { kind: 'slow', delayMs: 1 }, 200, /addResponse/, 2],
    ['a reset before the work', { kind: 'reset' }, 0, /^$/, 0],
    ['a reset after the work', { kind: 'reset', when: 'after' }, 0, /^$/, 2],
    ['a reset amid the answer', { kind: 'reset', when: 'during' }, 0, /^$/, 2],
    ['a bare status', { kind: 'status', status: 504, when: 'after' }, 504, /^$/, 2],
    ['an answer under another status', { kind: 'status', status: 500, body: 'xml' }, 500, /addResponse/, 2],
    ['bytes that are not UTF-8', { kind: 'charset' }, 200, /caf\ufffd/, 2],
    ['none', { kind: 'none' }, 200, /addResponse/, 2],
  ])('%s', async (_what, trouble, status, text, performed) => {
    const { reply, done } = await strike(trouble)
    expect([reply.status, done.length]).toEqual([status, performed])
    expect(reply.text).toMatch(text)
  })

  test('a Fault cut off stays under HTTP 500', async () => {
    const { reply } = await strike({ kind: 'truncated', keep: 0.9 }, '<OP:nothing/>')
    expect([reply.status, reply.text.includes('</SOAP-ENV:Envelope>')]).toEqual([500, false])
  })
})
