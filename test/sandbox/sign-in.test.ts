import { describe, expect, test } from 'vitest'
import { open, passwordLogin, post, request, send, tokenLogin } from './exchange.ts'

const WHOAMI = '<Whoami/>'

describe('the door of the sandbox account', () => {
  test('a token and a password let the same user in', async () => {
    const sandbox = await open()
    const byToken = await post(sandbox, request(sandbox, tokenLogin(sandbox) + WHOAMI))
    const byPassword = await post(sandbox, request(sandbox, passwordLogin(sandbox) + WHOAMI))
    expect(byToken.text).toBe(byPassword.text)
    expect(byToken.text).toMatch(/^<response><Auth status="0"\/><Whoami status="0"><User><id>\d+<\/id>/)
    expect(byToken.text).toContain('<nickname>mara</nickname>')
  })

  test.each([
    ['POST', 'application/xml'],
    ['PUT', 'text/xml'],
  ])('%s with %s is answered under HTTP 200', async (method, type) => {
    const sandbox = await open()
    const body = request(sandbox, tokenLogin(sandbox) + WHOAMI)
    const reply = await post(sandbox, body, { method, headers: { 'content-type': type } })
    expect([reply.status, reply.type]).toEqual([200, 'text/xml; charset=utf-8'])
    expect(reply.text).toContain('<Whoami status="0">')
  })

  test('a wrong password is 401 five times, then 416 even with the right one, until unlocked', async () => {
    const sandbox = await open()
    const codes = []
    for (const password of ['a', 'b', 'c', 'd', 'e', 'f', sandbox.openAir.account.password]) {
      codes.push((await post(sandbox, request(sandbox, passwordLogin(sandbox, password)))).text)
    }
    const refused = (code: string) => `<response><Auth status="${code}"/></response>`
    expect(codes).toEqual(['401', '401', '401', '401', '401', '416', '416'].map(refused))
    sandbox.openAir.unlockUser()
    const reply = await post(sandbox, request(sandbox, passwordLogin(sandbox)))
    expect(reply.text).toBe('<response><Auth status="0"/></response>')
  })

  test('a success forgets the failures before it', async () => {
    const sandbox = await open({ limits: { failuresBeforeLock: 2 } })
    const codes = []
    for (const password of ['x', undefined, 'x', undefined]) {
      codes.push((await post(sandbox, request(sandbox, passwordLogin(sandbox, password)))).text.match(/\d+/)?.[0])
    }
    expect(codes).toEqual(['401', '0', '401', '0'])
  })

  test.each([
    ['403', '<user>mara</user><password>x</password>'],
    ['404', '<company>harbor</company><password>x</password>'],
    ['405', '<company>harbor</company><user>mara</user>'],
    ['401', '<company>other</company><user>mara</user><password>x</password>'],
    ['401', '<company>harbor</company><user>nobody</user><password>x</password>'],
  ])('a login that lacks a part or names a stranger is %s', async (code, login) => {
    const sandbox = await open()
    const reply = await post(sandbox, request(sandbox, `<Auth><Login>${login}</Login></Auth>`))
    expect(reply.text).toBe(`<response><Auth status="${code}"/></response>`)
  })

  test('a bad token is refused in spite of a good password beside it', async () => {
    const sandbox = await open()
    const { company, user, password } = sandbox.openAir.account
    const login = `<access_token>bad</access_token><company>${company}</company><user>${user}</user><password>${password}</password>`
    const reply = await post(sandbox, request(sandbox, `<Auth><Login>${login}</Login></Auth>`))
    expect(reply.text).toBe('<response><Auth status="9">invalid access token</Auth></response>')
  })

  test('expired tokens are 9 and a new one works', async () => {
    const sandbox = await open()
    sandbox.openAir.expireTokens()
    expect(await send(sandbox, WHOAMI)).toBe('<response><Auth status="9">invalid access token</Auth></response>')
    const fresh = sandbox.openAir.issueToken()
    expect((await post(sandbox, request(sandbox, tokenLogin(sandbox, fresh)))).text).toContain('status="0"')
  })

  test('a token with a lifetime expires by sandbox time', async () => {
    const sandbox = await open({ speed: 0 })
    const token = sandbox.openAir.issueToken(60_000)
    const code = async () => (await post(sandbox, request(sandbox, tokenLogin(sandbox, token)))).text.match(/\d+/)?.[0]
    const before = await code()
    sandbox.time.advance(60_000)
    expect([before, await code()]).toEqual(['0', '9'])
  })

  test('without Auth every command is 2, except Time and the Error record', async () => {
    const sandbox = await open()
    const lookup = '<Read type="Error" method="equal to"><Error><code>601</code></Error></Read>'
    const reply = await post(sandbox, request(sandbox, `<Whoami/><Time/>${lookup}<Add type="Customer"/>`))
    expect([...reply.text.matchAll(/<(\w+) status="(\d+)"/g)].map(match => `${match[1]} ${match[2]}`)).toEqual([
      'Whoami 2',
      'Time 0',
      'Read 0',
      'Add 2',
    ])
    expect(sandbox.openAir.performed.map(entry => entry.command)).toEqual(['Time', 'Read'])
  })

  test('the other shape of a refused sign-in repeats 2 on every command', async () => {
    const sandbox = await open({ authFailure: 'with-commands' })
    const reply = await post(sandbox, request(sandbox, `${passwordLogin(sandbox, 'no')}<Whoami/><Delete type="Task"/>`))
    expect(reply.text).toBe('<response><Auth status="401"/><Whoami status="2"/><Delete status="2"/></response>')
    expect(sandbox.openAir.performed).toEqual([])
  })

  test.each(['413', '414', '415', '417', '422'])('%s is given on demand and ends on demand', async code => {
    const sandbox = await open()
    sandbox.openAir.refuseSignIn(code)
    const refused = await send(sandbox, WHOAMI)
    sandbox.openAir.refuseSignIn()
    expect(refused).toBe(`<response><Auth status="${code}"/></response>`)
    expect(await send(sandbox, WHOAMI)).toContain('<Auth status="0"/>')
  })

  test('a locked user is 416 with a token too', async () => {
    const sandbox = await open()
    sandbox.openAir.lockUser()
    expect(await send(sandbox, WHOAMI)).toBe('<response><Auth status="416"/></response>')
  })

  test.each([
    ['503', 'no key', 'namespace="sandbox"'],
    ['504', 'no namespace', 'key="KEY"'],
    ['502', 'both unknown', 'namespace="x" key="y"'],
    ['505', 'a wrong key', 'namespace="sandbox" key="y"'],
    ['505', 'a wrong namespace', 'namespace="x" key="KEY"'],
    ['0', 'both right', 'namespace="sandbox" key="KEY"'],
  ])('the code is %s with %s', async (code, _what, attributes) => {
    const sandbox = await open()
    const body = `<request ${attributes.replace('KEY', sandbox.openAir.account.key)}>${tokenLogin(sandbox)}</request>`
    expect((await post(sandbox, body)).text).toBe(`<response><Auth status="${code}"/></response>`)
  })

  test('a disabled key is 506', async () => {
    const sandbox = await open()
    sandbox.openAir.disableKey()
    expect(await send(sandbox, WHOAMI)).toBe('<response><Auth status="506"/></response>')
  })

  test('RemoteAuth tries another login and counts its failures', async () => {
    const sandbox = await open({ limits: { failuresBeforeLock: 1 } })
    const remote = (password: string) => passwordLogin(sandbox, password).replaceAll('Auth>', 'RemoteAuth>')
    const { password } = sandbox.openAir.account
    const text = await send(sandbox, remote(password) + remote('wrong') + remote(password))
    expect([...text.matchAll(/RemoteAuth status="(\d+)"/g)].map(match => match[1])).toEqual(['0', '401', '416'])
  })
})
