import { describe, expect, test } from 'vitest'
import type { Sandbox, SandboxOptions } from '../../src/sandbox.ts'
import {
  type ControlParts,
  control,
  customer,
  customers,
  errorsOf,
  functions,
  inside,
  login,
  open,
  operation,
  post,
  resultsOf,
  type Sending,
  send,
} from './intacct-exchange.ts'

describe('control', () => {
  test.each<[string, string, readonly string[]]>([
    ['text that is no XML', '<request><control>', ['XL03000003 XML Parse error: truncated at line 1, column 19']],
    [
      'another document',
      '<reply/>',
      [
        'XL03000003 XML Parse error: the document is no request but <reply> at line 1, column 1'.replace(
          '<reply>',
          '&lt;reply&gt;',
        ),
      ],
    ],
    [
      'every defect that it has',
      '<request>\n<control><password>a</password><senderid>b</senderid></control><operation><authentication/><content><function/></content></operation></request>',
      [
        'controlid is missing in &lt;control&gt; at line 2, column 1',
        'the order is broken in &lt;control&gt; at line 2, column 1',
        'either a login or a sessionid stands in &lt;authentication&gt; at line 2, column 75',
        'controlid is missing in &lt;function&gt; at line 2, column 101',
        'one function stands in &lt;function&gt; at line 2, column 101',
      ].map(defect => `XL03000003 XML Parse error: ${defect}`),
    ],
  ])('refuses %s', async (_what, body, errors) => {
    const sandbox = await open()
    const { status, text } = await post(sandbox, body)
    expect(status).toBe(200)
    expect(text).toMatch(/^<response><control><status>failure<\/status><senderid\/?>/)
    expect(errorsOf(text)).toEqual(errors)
  })

  test('refuses bytes that are not UTF-8', async () => {
    const { text } = await post(await open(), new Uint8Array([0x3c, 0xff]))
    expect(errorsOf(text)).toEqual(['XL03000003 XML Parse error: invalid bytes at line 1, column 1'])
  })

  test.each<[string, ControlParts, string]>([
    ['a wrong password of the sender', { password: 'x' }, 'XL03000006 Incorrect sandbox Partner ID or password.'],
    [
      'a version that nobody has',
      { dtdversion: '4.0' },
      'XL03000003 XML Parse error: no DTD has the version 4.0: &lt;dtdversion&gt; at',
    ],
    [
      'a function that the version does not have',
      { dtdversion: '2.1' },
      'XL03000003 XML Parse error: no function is named &lt;create&gt; at',
    ],
    ['an unknown policy', { policyid: 'x' }, 'XL03000006 x is not a valid transport policy.'],
  ])('refuses %s', async (_what, parts, told) => {
    const sandbox = await open()
    const { text } = await send(sandbox, [customer('C1')], { control: parts })
    expect(inside(text, 'status')).toBe('failure')
    expect(text).not.toContain('<operation>')
    expect(errorsOf(text)[0]).toContain(told)
    expect(customers(sandbox)).toEqual([])
  })

  test('says nothing back to an expired company', async () => {
    const sandbox = await open()
    sandbox.intacct.expireCompany()
    const { text } = await send(sandbox, [customer('C1')])
    expect(errorsOf(text)).toEqual(['PL04000055 harbor-co is a demo company and has expired.'])
    expect(inside(text, 'senderid')).toBe('')
    sandbox.intacct.expireCompany(false)
    expect(resultsOf((await send(sandbox, [customer('C1')])).text)[0]).toMatch(/^f-0 success/)
  })
})

describe('the gateway in front', () => {
  const throttled = '<errorno>GW-0010</errorno><description>The rate limit of this company is reached.</description>'

  test('refuses requests over the limit', async () => {
    const sandbox = await open({ speed: 0, intacct: { limits: { perMinute: 1 } } })
    await send(sandbox, [customer('C1')])
    const { status, text } = await send(sandbox, [customer('C2')])
    expect(status).toBe(429)
    expect(text).toBe(
      `<response><control><status>failure</status></control><errormessage><error>${throttled}</error></errormessage></response>`,
    )
    sandbox.time.advance(60_000)
    expect((await send(sandbox, [['f-1', customer('C2')]])).status).toBe(200)
    expect(customers(sandbox)).toEqual(['C1', 'C2'])
  })

  test('may say the same in words under HTTP 200', async () => {
    const sandbox = await open({ speed: 0, intacct: { overLimit: 'words', limits: { perMinute: 0 } } })
    const { status, text } = await send(sandbox, [customer('C1')])
    expect([status, errorsOf(text)]).toEqual([
      200,
      ['XL03000006 There are too many operations under way for this company.'],
    ])
  })

  test('lets a request wait for the one before it, and refuses it when that takes too long', async () => {
    const sandbox = await open({ speed: 100, intacct: { functionMs: 2_000, limits: { parallel: 1 } } })
    const sent = ['C1', 'C2', 'C3', 'C4', 'C5'].map(id => send(sandbox, [[id, customer(id)]]))
    const statuses = (await Promise.all(sent)).map(({ status }) => status)
    expect(statuses.filter(status => status === 429).length).toBeGreaterThan(0)
    expect(statuses.filter(status => status === 200).length).toBe(customers(sandbox).length)
    expect(customers(sandbox).length).toBeGreaterThan(1)
  })

  test.each<[string, SandboxOptions['intacct'], Sending, number, string]>([
    ['an unknown sender', { unknownSender: 'gateway' }, { control: { senderid: 'x' } }, 400, 'GW-0011'],
    [
      'a wrong login',
      { wrongLogin: 'gateway' },
      { authentication: '<login><userid>a</userid><companyid>b</companyid><password>c</password></login>' },
      401,
      'XMLGW_JPP0002',
    ],
  ])('refuses %s where it knows of it', async (_what, intacct = {}, sending, status, code) => {
    const reply = await send(await open({ intacct }), [customer('C1')], sending)
    expect([reply.status, inside(reply.text, 'errorno')]).toEqual([status, code])
    expect(reply.type).toBe(status === 401 ? 'text/xml; encoding="UTF-8"' : 'text/xml; charset=utf-8')
  })

  test.each([
    ['GW-0010', 429],
    ['GW-0001', 500],
    ['UJPP0002', 401],
    ['GW-0031', 400],
  ])('refuses with the code of a script: %s', async (code, status) => {
    const sandbox = await open()
    sandbox.trouble.next({ kind: 'code', code, at: 'auth' })
    const reply = await send(sandbox, [customer('C1')])
    expect([reply.status, inside(reply.text, 'errorno')]).toEqual([status, code])
    expect(customers(sandbox)).toEqual([])
  })
})

describe('authentication', () => {
  const refusal = async (sandbox: Sandbox, sending: Sending = {}) => {
    const { text } = await send(sandbox, [customer('C1')], sending)
    const [, control = '', rest = ''] = /<control><status>(\w+)<.*?<authentication>(.*)/s.exec(text) ?? []
    expect([control, inside(rest, 'status')]).toEqual(['success', 'failure'])
    expect(text).not.toContain('<result>')
    return { user: inside(rest, 'userid'), errors: errorsOf(rest) }
  }
  const wrong = 'XL03000006 Sign-in information is incorrect. Look at company, user and password.'

  test('refuses a wrong password, and the entity of somebody else', async () => {
    const sandbox = await open()
    const errors = [wrong]
    expect(await refusal(sandbox, { authentication: login(sandbox, { password: 'x' }) })).toEqual({
      user: 'mara',
      errors,
    })
    expect(await refusal(sandbox, { authentication: login(sandbox, { locationId: 'x' }) })).toEqual({
      user: 'mara',
      errors,
    })
  })

  test('tells of a lock first', async () => {
    const sandbox = await open()
    sandbox.intacct.lockUser()
    expect((await refusal(sandbox)).errors).toEqual(['PL04000076 The user mara is in LOCKEDOUT state', wrong])
  })

  test('refuses a sender that the company does not allow', async () => {
    const sandbox = await open()
    sandbox.intacct.forbidSender()
    expect((await refusal(sandbox)).errors[0]).toMatch(
      /^XL03000006 Sender not on the list The sender ID .* is not authorized/,
    )
  })

  test('refuses one operation and lets the other work', async () => {
    const sandbox = await open()
    const bad = operation('<sessionid>x</sessionid>', functions(['a', customer('C1')]))
    const good = operation(login(sandbox), functions(['b', customer('C2')]))
    const { text } = await post(sandbox, `<request>${control(sandbox)}${bad}${good}</request>`)
    expect(errorsOf(text)).toEqual(['XL03000006 Invalid session. It has ended or never began.'])
    expect(resultsOf(text)).toEqual([expect.stringMatching(/^b success/)])
    expect(sandbox.intacct.performed).toMatchObject([{ index: 1, controlId: 'b' }])
  })
})

describe('a session', () => {
  async function begun(sandbox: Sandbox, location = '') {
    const { text } = await send(sandbox, [`<getAPISession>${location}</getAPISession>`])
    return { sessionId: inside(text, 'sessionid'), endpoint: inside(text, 'endpoint'), text }
  }
  const use = async (sandbox: Sandbox, sessionId: string, url = sandbox.intacct.endpoint) => {
    const body = ['<read><object>CUSTOMER</object><keys/></read>']
    const sending = { url, authentication: `<sessionid>${sessionId}</sessionid>`, control: { uniqueid: 'false' } }
    return (await send(sandbox, body, sending)).text
  }

  test('works at the endpoint that comes with it, and nowhere else', async () => {
    const sandbox = await open()
    const { sessionId, endpoint } = await begun(sandbox)
    expect(endpoint).toBe(sandbox.intacct.endpoint)
    expect(resultsOf(await use(sandbox, sessionId))).toEqual(['f-0 success'])
    expect(errorsOf(await use(sandbox, sessionId, sandbox.intacct.url))).toEqual([
      'XL03000006 Invalid session. It has ended or never began.',
    ])
  })

  test('is of an entity where one is named', async () => {
    const sandbox = await open()
    const { sessionId } = await begun(sandbox, '<locationid>pier-1</locationid>')
    expect(inside(await use(sandbox, sessionId), 'locationid')).toBe('pier-1')
    const { text } = await begun(await open(), '<locationid>pier-9</locationid>')
    expect(resultsOf(text)).toEqual(['f-0 failure; XL03000006 The location pier-9 specified is not valid'])
  })

  test('ends when it is not used for long enough, or at once', async () => {
    const sandbox = await open({ speed: 0, intacct: { sessionMs: 1_000 } })
    const { sessionId } = await begun(sandbox)
    for (const wait of [999, 999]) {
      sandbox.time.advance(wait)
      expect(resultsOf(await use(sandbox, sessionId))).toEqual(['f-0 success'])
    }
    sandbox.time.advance(1_000)
    expect(errorsOf(await use(sandbox, sessionId))[0]).toContain('Invalid session')
  })

  test('ends for all by a switch', async () => {
    const sandbox = await open()
    const { sessionId } = await begun(sandbox)
    sandbox.intacct.expireSessions()
    expect(errorsOf(await use(sandbox, sessionId))[0]).toContain('Invalid session')
  })
})

describe('a policy', () => {
  test('lets a request be carried out later, and acknowledges it before control', async () => {
    const sandbox = await open({ speed: 0 })
    const { text } = await send(sandbox, [customer('C1')], { control: { policyid: 'harbor-queue' } })
    expect(text).toMatch(
      /^<response><acknowledgement><status>success<\/status><\/acknowledgement><control><status>success</,
    )
    expect(customers(sandbox)).toEqual([])
    sandbox.time.advance(1_000)
    await expect.poll(() => customers(sandbox)).toEqual(['C1'])
  })

  test('takes only so many characters', async () => {
    const sandbox = await open({ intacct: { limits: { asyncCharacters: 100 } } })
    const { text } = await send(sandbox, [customer('C1')], { control: { policyid: 'harbor-queue' } })
    expect(errorsOf(text)[0]).toMatch(/^XL03000003 XML Parse error: the request has more characters/)
  })
})
