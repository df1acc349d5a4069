import { describe, expect, test } from 'vitest'
import { open, passwordLogin, post, request, send, statuses } from './exchange.ts'
import {
  add,
  begin,
  bySession,
  byToken,
  call,
  envelope,
  expectFault,
  faultOf,
  item,
  login,
  postSoap,
  read,
} from './soap-exchange.ts'

const WHOAMI = '<OP:whoami/>'

describe('login', () => {
  test('gives the id of a session that opens every operation, and stands in the journal', async () => {
    const sandbox = await open()
    const { status, text } = await postSoap(sandbox, envelope('', login(sandbox)))
    expect(status).toBe(200)
    expect(text).toMatch(
      /<namesp1:loginResponse [^>]*><loginReturn xsi:type="namesp2:LoginResult"><sessionId xsi:type="xsd:string">[\w-]{12,}<\/sessionId><url xsi:type="xsd:string">http:\/\/127\.0\.0\.1:\d+\/soap<\/url><\/loginReturn>/,
    )
    expect(text).toContain(sandbox.openAir.soapUrl)
    const id = /<sessionId[^>]*>([^<]+)</.exec(text)?.[1] ?? ''
    expect((await postSoap(sandbox, envelope(bySession(id), WHOAMI))).text).toContain('>mara</nickname>')
    expect(sandbox.openAir.performed.map(one => [one.command, one.operation, one.status])).toEqual([
      ['login', 'login', '0'],
      ['Whoami', 'whoami', '0'],
    ])
  })

  test('two logins are two sessions, the same for the same seed', async () => {
    const [one, two] = [await open({ seed: 5 }), await open({ seed: 5 })]
    const ids = [await begin(one), await begin(one), await begin(two)]
    expect(new Set(ids).size).toBe(2)
    expect(ids[2]).toBe(ids[0])
    expect(one.openAir.performed.filter(done => done.command === 'login')).toHaveLength(2)
  })

  test.each([
    ['401', { password: 'wrong' }],
    ['401', { company: 'other' }],
    ['401', { user: 'nobody' }],
    ['403', { company: '' }],
    ['404', { user: '' }],
    ['405', { password: '' }],
    ['502', { api_namespace: 'x', api_key: 'y' }],
    ['503', { api_key: '' }],
    ['504', { api_namespace: '' }],
    ['505', { api_key: 'y' }],
  ])('is Fault %s with %o', async (code, changed) => {
    const sandbox = await open()
    const reply = await postSoap(sandbox, envelope('', login(sandbox, changed)))
    expectFault(reply, code)
    expect(sandbox.openAir.performed).toMatchObject([{ command: 'login', status: code }])
  })

  test('a Fault has the shape that the vendor shows', async () => {
    const sandbox = await open()
    const { text } = await postSoap(sandbox, envelope('', login(sandbox, { password: 'wrong' })))
    expect(/<SOAP-ENV:Fault>.*<\/SOAP-ENV:Fault>/.exec(text)?.[0]).toBe(
      '<SOAP-ENV:Fault><faultcode>SOAP-ENV:401</faultcode><faultstring>Auth failed</faultstring><faultactor>http://www.soaplite.com/custom</faultactor>' +
        '<detail><Error xsi:type="namesp2:Error"><code xsi:type="xsd:int">401</code></Error></detail></SOAP-ENV:Fault>',
    )
  })

  test('an empty one lacks its key', async () => {
    const sandbox = await open()
    expectFault(await postSoap(sandbox, envelope('', '<OP:login/>')), '503')
  })

  test('wrong passwords of both wires count together', async () => {
    const sandbox = await open({ limits: { failuresBeforeLock: 2 } })
    await post(sandbox, request(sandbox, passwordLogin(sandbox, 'wrong')))
    expectFault(await postSoap(sandbox, envelope('', login(sandbox, { password: 'wrong' }))), '401')
    expectFault(await postSoap(sandbox, envelope('', login(sandbox))), '416')
    expect((await post(sandbox, request(sandbox, passwordLogin(sandbox)))).text).toContain('<Auth status="416"/>')
  })

  test('codes given on demand and a disabled key refuse it', async () => {
    const sandbox = await open()
    sandbox.openAir.refuseSignIn('417')
    expectFault(await postSoap(sandbox, envelope('', login(sandbox))), '417')
    expectFault(await postSoap(sandbox, envelope(byToken(sandbox), WHOAMI)), '417')
    sandbox.openAir.refuseSignIn()
    sandbox.openAir.disableKey()
    expectFault(await postSoap(sandbox, envelope('', login(sandbox))), '506')
  })
})

describe('the end of a session', () => {
  test.each([
    ['no header', ''],
    ['an empty SessionHeader', '<SessionHeader/>'],
    ['an empty id', bySession('')],
    ['an id nobody knows', bySession('session-x')],
    ['a token nobody knows', '<SessionHeader><accessToken>x</accessToken></SessionHeader>'],
    ['a nil id', '<SessionHeader><sessionId xsi:nil="true"/></SessionHeader>'],
  ])('%s is Fault 9, Logged out', async (_what, header) => {
    const sandbox = await open({ tokenRefusal: '401' })
    const reply = await postSoap(sandbox, envelope(header, add(item('oaVendor', { name: 'v' }))))
    expectFault(reply, '9')
    expect(faultOf(reply.text).words).toBe('Logged out')
    expect(sandbox.openAir.performed).toEqual([])
  })

  test('expireSessions ends all of them, and another login goes on', async () => {
    const sandbox = await open()
    const ids = [await begin(sandbox), await begin(sandbox)]
    sandbox.openAir.expireSessions()
    for (const id of ids) expectFault(await postSoap(sandbox, envelope(bySession(id), WHOAMI)), '9')
    expect((await postSoap(sandbox, envelope(bySession(await begin(sandbox)), WHOAMI))).status).toBe(200)
    expect((await postSoap(sandbox, envelope(byToken(sandbox), WHOAMI))).status).toBe(200)
  })

  test('a session lives as long as it is used, and ends after idle sandbox time', async () => {
    const sandbox = await open({ speed: 0, sessionIdleMs: 60_000 })
    const header = bySession(await begin(sandbox))
    for (let use = 0; use < 3; use += 1) {
      sandbox.time.advance(59_999)
      expect((await postSoap(sandbox, envelope(header, WHOAMI))).status).toBe(200)
    }
    sandbox.time.advance(60_000)
    expectFault(await postSoap(sandbox, envelope(header, WHOAMI)), '9')
    expectFault(await postSoap(sandbox, envelope(header, WHOAMI)), '9')
  })

  test('an idle hour ends it where nothing was said', async () => {
    const sandbox = await open({ speed: 0 })
    const header = bySession(await begin(sandbox))
    sandbox.time.advance(3_600_000)
    expectFault(await postSoap(sandbox, envelope(header, WHOAMI)), '9')
  })

  test('logout ends the session once', async () => {
    const sandbox = await open()
    const header = bySession(await begin(sandbox))
    const reply = await postSoap(sandbox, envelope(header, '<OP:logout/>'))
    expect(reply.text).toContain('<status xsi:type="xsd:string">1</status></namesp1:logoutResponse>')
    expectFault(await postSoap(sandbox, envelope(header, WHOAMI)), '9')
    expectFault(await postSoap(sandbox, envelope(header, '<OP:logout/>')), '9')
    expect(sandbox.openAir.performed.map(one => one.command)).toEqual(['login', 'logout'])
  })

  test('a token that expires is Fault 9 too, and a session is none the worse', async () => {
    const sandbox = await open({ speed: 0 })
    const header = bySession(await begin(sandbox))
    const token = sandbox.openAir.issueToken(60_000)
    expect((await postSoap(sandbox, envelope(byToken(sandbox, token), WHOAMI))).status).toBe(200)
    sandbox.time.advance(60_000)
    expectFault(await postSoap(sandbox, envelope(byToken(sandbox, token), WHOAMI)), '9')
    sandbox.openAir.expireTokens()
    expect((await postSoap(sandbox, envelope(header, WHOAMI))).status).toBe(200)
  })

  test('a bad token is refused in spite of a good session beside it', async () => {
    const sandbox = await open()
    const id = await begin(sandbox)
    const header = `<SessionHeader><sessionId>${id}</sessionId><accessToken>bad</accessToken></SessionHeader>`
    expectFault(await postSoap(sandbox, envelope(header, WHOAMI)), '9')
  })

  test('a locked user is 416 by token', async () => {
    const sandbox = await open()
    sandbox.openAir.lockUser()
    expectFault(await postSoap(sandbox, envelope(byToken(sandbox), WHOAMI)), '416')
  })

  test('a user who was deleted has no session any more', async () => {
    const sandbox = await open()
    const header = bySession(await begin(sandbox))
    const [user] = sandbox.openAir.records('User')
    await send(sandbox, `<Delete type="User"><User><id>${user?.id}</id></User></Delete>`)
    expectFault(await postSoap(sandbox, envelope(header, WHOAMI)), '9')
  })

  test('reads by token miss what came after the token, reads by session do not', async () => {
    const sandbox = await open({ filterCache: true })
    const header = bySession(await begin(sandbox))
    sandbox.openAir.put('Vendor', { name: 'late' })
    expect(await call(sandbox, read('Vendor', 'all', { limit: '1' }))).toContain('>601<')
    expect((await postSoap(sandbox, envelope(header, read('Vendor', 'all', { limit: '1' })))).text).toContain('>late<')
    expect(await call(sandbox, read('Vendor', 'all', { limit: '1', clear_filter_cache: '1' }))).toContain('>late<')
  })
})

describe('limits', () => {
  test('the rate limit is HTTP 403 without XML, and both wires share it', async () => {
    const sandbox = await open({ speed: 0, limits: { perMinute: 3 } })
    const codes = [(await postSoap(sandbox, envelope('', login(sandbox)))).status]
    await send(sandbox, '<Whoami/>')
    codes.push((await postSoap(sandbox, envelope(byToken(sandbox), WHOAMI))).status)
    const refused = await postSoap(sandbox, envelope(byToken(sandbox), add(item('oaVendor', {}))))
    expect(codes).toEqual([200, 200])
    expect(refused).toEqual({ status: 403, type: 'text/plain; charset=utf-8', text: 'Access denied' })
    expect(await statuses(sandbox, '<Whoami/>')).toEqual(['556'])
    expect((await postSoap(sandbox, envelope('', login(sandbox)))).status).toBe(403)
    expect(sandbox.openAir.performed.map(one => one.command)).toEqual(['login', 'Whoami', 'Whoami'])
    sandbox.time.advance(60_000)
    expect((await postSoap(sandbox, envelope(byToken(sandbox), WHOAMI))).status).toBe(200)
  })

  test('a refused call without a session counts as a request', async () => {
    const sandbox = await open({ speed: 0, limits: { perMinute: 1 } })
    expectFault(await postSoap(sandbox, envelope('', WHOAMI)), '9')
    expect((await postSoap(sandbox, envelope(byToken(sandbox), WHOAMI))).status).toBe(403)
  })

  test('more objects than the account takes are Fault 555 and none is carried out', async () => {
    const sandbox = await open({ limits: { objectsPerRequest: 2 } })
    const vendors = (count: number) =>
      Array.from({ length: count }, (_, index) => item('oaVendor', { name: `${index}` }))
    expectFault(await postSoap(sandbox, envelope(byToken(sandbox), add(...vendors(3)))), '555')
    expect(sandbox.openAir.performed).toEqual([])
    expectFault(await postSoap(sandbox, envelope(byToken(sandbox), read('Vendor', 'equal to', {}, vendors(3)))), '555')
    expect((await postSoap(sandbox, envelope(byToken(sandbox), add(...vendors(2))))).status).toBe(200)
  })

  test.each([
    ['GET', 405],
    ['PUT', 405],
    ['DELETE', 405],
  ])('%s is HTTP %i', async (method, status) => {
    const sandbox = await open()
    const reply = await fetch(sandbox.openAir.soapUrl, { method, ...(method === 'PUT' && { body: 'x' }) })
    await reply.text()
    expect([reply.status, reply.headers.get('allow')]).toEqual([status, 'POST'])
    expect(sandbox.calls).toEqual([])
  })

  test('the address is /soap on the same port', async () => {
    const sandbox = await open()
    expect(sandbox.openAir.soapUrl).toBe(`${sandbox.url}/soap`)
    expect((await fetch(`${sandbox.url}/soap?x=1`, { method: 'POST', body: envelope('', WHOAMI) })).status).toBe(500)
    expect((await fetch(`${sandbox.url}/soap/x`, { method: 'POST', body: 'x' })).status).toBe(404)
  })
})
