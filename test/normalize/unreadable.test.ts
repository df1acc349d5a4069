import { describe, expect, test } from 'vitest'
import type { Applied, Category, Fault, Kind, Remedy } from '../../src/index.ts'
import { dialects, normalize } from '../../src/index.ts'

const BODIES = {
  empty: '',
  blank: ' \r\n\t',
  html: '<!DOCTYPE html><html><head><title>Bad Gateway</title></head><body>nginx</body></html>',
  xhtml: '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>Sign in</body></html>',
  json: '{"message":"slow down"}',
  text: 'upstream connect error',
  cutOff: '<response><Auth status="0"/><Add stat',
  broken: '<response><Auth status=0/></response>',
  foreign: '<weather xmlns="urn:somewhere"><wind>7</wind></weather>',
  success: '<response><Auth status="0"/><Add status="0"><Project><id>1</id></Project></Add></response>',
  noSignal: '<response><Auth status="0"/><Add><Project><id>1</id></Project></Add></response>',
} as const

type Row = [body: keyof typeof BODIES, status: number, Kind, Category, Remedy, Applied]

// Section 5 of the architecture, cell by cell.
const rows: Row[] = [
  ['empty', 200, 'http', 'malformed-response', 'reconcile', 'maybe'],
  ['blank', 204, 'http', 'malformed-response', 'reconcile', 'maybe'],
  ['html', 200, 'http', 'malformed-response', 'reconcile', 'maybe'],
  ['xhtml', 200, 'http', 'malformed-response', 'reconcile', 'maybe'],
  ['json', 200, 'http', 'malformed-response', 'reconcile', 'maybe'],
  ['text', 200, 'http', 'malformed-response', 'reconcile', 'maybe'],
  ['cutOff', 200, 'xml', 'malformed-response', 'reconcile', 'maybe'],
  ['broken', 200, 'xml', 'malformed-response', 'reconcile', 'maybe'],
  ['foreign', 200, 'shape', 'unknown', 'contact', 'maybe'],
  ['empty', 302, 'http', 'unsupported', 'fix', 'no'],
  ['html', 301, 'http', 'unsupported', 'fix', 'no'],
  ['cutOff', 302, 'xml', 'unsupported', 'fix', 'no'],
  ['foreign', 307, 'http', 'unsupported', 'fix', 'no'],
  ['success', 302, 'http', 'unsupported', 'reconcile', 'maybe'],
  ['text', 400, 'http', 'malformed-request', 'fix', 'no'],
  ['json', 401, 'http', 'authentication', 'sign-in', 'no'],
  ['html', 403, 'http', 'permission', 'contact', 'no'],
  ['html', 404, 'http', 'not-found', 'fix', 'no'],
  ['text', 408, 'http', 'timeout', 'wait', 'no'],
  ['text', 409, 'http', 'conflict', 'refetch', 'no'],
  ['html', 413, 'http', 'malformed-request', 'shrink', 'no'],
  ['html', 418, 'http', 'malformed-request', 'fix', 'no'],
  ['json', 429, 'http', 'rate-limit', 'wait', 'no'],
  ['cutOff', 400, 'xml', 'malformed-request', 'fix', 'no'],
  ['foreign', 404, 'http', 'not-found', 'fix', 'no'],
  ['success', 403, 'http', 'permission', 'reconcile', 'maybe'],
  ['success', 429, 'http', 'rate-limit', 'reconcile', 'maybe'],
  ['empty', 500, 'http', 'server', 'wait', 'maybe'],
  ['html', 501, 'http', 'unsupported', 'fix', 'maybe'],
  ['html', 502, 'http', 'unavailable', 'wait', 'maybe'],
  ['text', 503, 'http', 'unavailable', 'wait', 'maybe'],
  ['html', 504, 'http', 'timeout', 'wait', 'maybe'],
  ['text', 505, 'http', 'unsupported', 'fix', 'maybe'],
  ['text', 599, 'http', 'server', 'wait', 'maybe'],
  ['cutOff', 500, 'xml', 'server', 'wait', 'maybe'],
  ['foreign', 500, 'http', 'server', 'wait', 'maybe'],
  ['success', 500, 'http', 'server', 'wait', 'maybe'],
  ['noSignal', 500, 'http', 'server', 'wait', 'maybe'],
  ['success', 0, 'http', 'unknown', 'contact', 'maybe'],
]

describe('an answer that cannot be read', () => {
  test.each(rows)('%s under %i is a fault of kind %s: %s, %s, applied %s', (body, status, ...expected) => {
    const fault = faultOf(normalize({ status, headers: {}, body: BODIES[body] }))
    expect([fault.kind, fault.category, fault.remedy, fault.applied]).toEqual(expected)
    expect(fault.status).toBe(status)
  })

  test('keeps the words of a page, without its tags, and says what kind of body it was', () => {
    expect(faultOf(normalize({ status: 502, headers: {}, body: BODIES.html }))).toMatchObject({
      body: 'html',
      excerpt: 'Bad Gateway nginx',
      message: 'A gateway got no usable answer (HTTP 502 with an HTML page)',
    })
  })

  test('bounds the excerpt of a page of megabytes, in linear time', () => {
    for (const page of [
      `<html>${'<'.repeat(3_000_000)}`,
      `<html>${'word '.repeat(600_000)}`,
      `<html>${'<script>'.repeat(300_000)}`,
    ]) {
      const fault = faultOf(normalize({ status: 502, headers: {}, body: page }))
      expect(fault.kind === 'http' && (fault.excerpt ?? '').length <= 200).toBe(true)
    }
  })

  test('says where a document is cut off', () => {
    expect(faultOf(normalize({ status: 200, headers: {}, body: BODIES.cutOff }))).toMatchObject({
      kind: 'xml',
      problem: 'truncated',
      line: 1,
      title: 'The answer is cut off',
    })
  })

  test('names the root that no dialect recognizes, or hands the tree over when asked to', () => {
    const reply = { status: 200, headers: {}, body: BODIES.foreign }
    expect(faultOf(normalize(reply))).toMatchObject({ problem: 'unrecognized', path: 'weather' })
    const accepted = normalize(reply, { unrecognized: 'accept' })._unsafeUnwrap()
    expect(accepted.outcomes[0]?.result._unsafeUnwrap().child('wind')?.text).toBe('7')
    expect(normalize({ ...reply, status: 500 }, { unrecognized: 'accept' }).isErr()).toBe(true)
  })

  test('a body larger than allowed is an xml fault that says so', () => {
    const reply = { status: 200, headers: {}, body: new TextEncoder().encode(BODIES.success) }
    expect(faultOf(normalize(reply, { maxBytes: 10 }))).toMatchObject({ kind: 'xml', problem: 'too-large' })
  })

  test('a document type in a SOAP envelope is refused even without internal subset', () => {
    const body = '<!DOCTYPE e><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body/></e:Envelope>'
    expect(faultOf(normalize({ status: 200, headers: {}, body }))).toMatchObject({ kind: 'xml', problem: 'doctype' })
  })
})

describe('Retry-After', () => {
  const now = Date.parse('Fri, 21 Nov 2025 10:00:00 GMT')
  test.each([
    ['seconds', '120', 120_000],
    ['a fraction of a second', '0.5', 500],
    ['a date', 'Fri, 21 Nov 2025 10:01:30 GMT', 90_000],
    ['a date that has passed', 'Fri, 21 Nov 2025 09:00:00 GMT', 0],
    ['nonsense', 'soon', undefined],
    ['a negative number', '-5', undefined],
    ['nothing', '', undefined],
  ])('as %s is read', (_, value, expected) => {
    const reply = { status: 503, headers: { 'Retry-After': value }, body: '' }
    expect(faultOf(normalize(reply, { now })).retryAfterMs).toBe(expected)
  })

  test("is found in fetch's Headers and in lists too", () => {
    const lists = { 'retry-after': ['7', '9'] }
    expect(faultOf(normalize({ status: 503, headers: lists, body: '' })).retryAfterMs).toBe(7000)
    const headers = new Headers({ 'Retry-After': '7' })
    expect(faultOf(normalize({ status: 503, headers, body: '' })).retryAfterMs).toBe(7000)
  })
})

describe('dialects that are given', () => {
  const reply = { status: 200, headers: {}, body: BODIES.success }
  test.each<[string, Parameters<typeof normalize>[1]]>([
    ['by name', { dialects: ['soap', 'openair-xml'] }],
    ['by value', { dialects: dialects.filter(one => one.name === 'openair-xml') }],
  ])('%s are the only ones that are asked', (_, options) => {
    expect(normalize(reply, options).isOk()).toBe(true)
    expect(faultOf(normalize(reply, { dialects: ['soap'] }))).toMatchObject({ problem: 'unrecognized' })
    expect(() => normalize(reply, { dialects: ['klingon'] })).toThrow(/klingon/)
  })
})

describe('a named dialect', () => {
  test('that nobody has is a mistake in the program', () => {
    expect(() => normalize({ status: 200, headers: {}, body: '' }, { dialect: 'opneair' })).toThrow(/openair-xml/)
  })

  test('never takes the success of another dialect, but explains its refusal', () => {
    const envelope = (body: string) =>
      `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${body}</e:Body></e:Envelope>`
    const options = { dialect: 'openair-xml' }
    const success = normalize({ status: 200, headers: {}, body: envelope('<pong/>') }, options)
    expect(faultOf(success)).toMatchObject({ kind: 'shape', problem: 'unrecognized' })
    const fault = '<e:Fault><faultcode>e:Server</faultcode><faultstring>down</faultstring></e:Fault>'
    const refusal = normalize({ status: 500, headers: {}, body: envelope(fault) }, options)
    expect(faultOf(refusal)).toMatchObject({ kind: 'service', signal: 'soap-fault', message: 'down' })
  })
})

describe('secrets that a service echoes', () => {
  const secrets = ['canary-password', 'canary&key']
  test.each([
    ['an error text', 200, '<response><Add status="1106"><errors>bad canary-password here</errors></Add></response>'],
    ['an escaped error text', 200, '<response status="1">canary&amp;key</response>'],
    ['a page', 502, '<html><body>canary-password canary&amp;key</body></html>'],
    ['text', 401, 'no access for canary-password'],
    ['a broken document', 200, '<response>canary-password canary&amp;key</wrong>'],
    ['a code', 200, '<response><Add status="canary-password"/></response>'],
    [
      'a warning',
      200,
      '<response><Submit status="1003"><T><warnings>canary-password</warnings></T></Submit></response>',
    ],
    ['an element name', 200, '<canary-password/>'],
  ])('are masked in %s', (_, status, body) => {
    const result = normalize({ status, headers: {}, body }, { secrets })
    const shown = result.match(
      reply =>
        JSON.stringify(
          reply.outcomes.map(one =>
            one.result
              .mapErr(fault => fault)
              .match(
                () => '',
                fault => fault,
              ),
          ),
        ),
      fault => JSON.stringify(fault),
    )
    expect(shown).not.toMatch(/canary/)
    expect(shown).toContain('***')
  })
})

function faultOf(result: ReturnType<typeof normalize>): Fault {
  return result._unsafeUnwrapErr()
}

describe('what programs without types hand over', () => {
  const body = '<response><Auth status="0"/><Add status="0"/></response>'
  const given = (reply: object) => reply as Parameters<typeof normalize>[0]

  test('a buffer, as fetch gives it, is read like bytes', () => {
    const { buffer } = new TextEncoder().encode(body)
    expect(normalize(given({ status: 200, headers: {}, body: buffer })).isOk()).toBe(true)
  })

  test.each([Number.NaN, 200.5, undefined])('a status of %s is no status, and no success', status => {
    const fault = faultOf(normalize(given({ status, headers: {}, body })))
    expect(fault).toMatchObject({ status: 0, category: 'unknown', applied: 'maybe' })
  })

  test('a view of a part of a buffer was read as if its elements were bytes', () => {
    const bytes = new TextEncoder().encode(`xx${body}xx`)
    const view = new DataView(bytes.buffer, 2, bytes.length - 4)
    expect(normalize(given({ status: 200, headers: {}, body: view })).isOk()).toBe(true)
    const pairs = new Uint16Array(new TextEncoder().encode(`${body}${body.length % 2 ? ' ' : ''}`).buffer)
    expect(normalize(given({ status: 200, headers: {}, body: pairs })).isOk()).toBe(true)
  })

  test.each([undefined, null])('headers that are %s are none', headers => {
    expect(normalize(given({ status: 200, headers, body })).isOk()).toBe(true)
  })

  test.each([undefined, null])('a body that is %s is empty', nothing => {
    expect(faultOf(normalize(given({ status: 204, headers: {}, body: nothing })))).toMatchObject({ body: 'empty' })
  })

  test.each([{}, 7, [1]])('a body of another kind is a mistake that is named: %j', other => {
    expect(() => normalize(given({ status: 200, headers: {}, body: other }))).toThrow(/body/)
  })
})

test('the address that MakeURL answers is never shown, wherever the answer is cut', () => {
  const whole =
    '<response><Auth status="0"/><MakeURL status="0">https://x.example/o.pl?app=ma&amp;uid=canary-uid</MakeURL></response>'
  for (let length = 0; length < whole.length; length++) {
    const result = normalize({ status: 200, headers: {}, body: whole.slice(0, length) })
    expect(JSON.stringify(faultOf(result))).not.toContain('canary')
  }
})

test('a secret that straddles the place where a text is cut short does not show its first half', () => {
  const secret = 'canary-0123456789-abcdef'
  for (let before = 1960; before <= 2010; before++) {
    const text = `${'x'.repeat(before)}${secret}${'y'.repeat(50)}`
    const fault = faultOf(
      normalize({ status: 200, headers: {}, body: `<response status="1">${text}</response>` }, { secrets: [secret] }),
    )
    expect(JSON.stringify(fault)).not.toContain('canary')
  }
  for (let before = 0; before < 80; before++) {
    const body = `<response>${'x'.repeat(before)}${secret}</respond${secret}e>`
    expect(JSON.stringify(faultOf(normalize({ status: 200, headers: {}, body }, { secrets: [secret] })))).not.toContain(
      'canary',
    )
  }
})
