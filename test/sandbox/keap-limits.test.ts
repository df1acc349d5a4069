import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Sandbox } from '../../src/sandbox.ts'
import { call, methodCall, open, outcome, outcomeOf, post, rawPost } from './keap-exchange.ts'

const echo = (key: string) => methodCall('DataService.echo', key, 'ahoy')
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
const keyHeader = (key: string) => ({ headers: { 'x-keap-api-key': key } })
const md5 = (text: string) => createHash('md5').update(text).digest('hex')

describe('a credential', () => {
  test.each<
    [string, (sandbox: Sandbox) => Promise<{ readonly text: string; readonly status: number }>, number, RegExp]
  >([
    ['the legacy key as first parameter', one => post(one, echo(one.keap.account.apiKey)), 200, /^ahoy$/],
    ['a wrong key as first parameter', one => post(one, echo('guess')), 200, /^2 \[InvalidKey\]/],
    ['a token in the header', one => post(one, echo('x'), bearer(one.keap.account.accessToken)), 200, /^ahoy$/],
    [
      'a token in the query',
      one => post(one, echo('x'), {}, `?access_token=${one.keap.account.accessToken}`),
      200,
      /^ahoy$/,
    ],
    [
      'a service key in its own header',
      one => post(one, echo('x'), keyHeader(one.keap.account.serviceKey)),
      200,
      /^ahoy$/,
    ],
    ['a service key as a token', one => post(one, echo('x'), bearer(one.keap.account.serviceKey)), 200, /^ahoy$/],
    ['the legacy key in the header', one => post(one, echo('x'), keyHeader(one.keap.account.apiKey)), 200, /^ahoy$/],
    ['a wrong token', one => post(one, echo('x'), bearer('guess')), 401, /invalid_token/],
    ['a wrong key in the header', one => post(one, echo('x'), keyHeader('guess')), 401, /invalid_token/],
    [
      'an authorization that is no token',
      one => post(one, echo('x'), { headers: { authorization: 'Basic eA==' } }),
      401,
      /./,
    ],
  ])('%s', async (_what, send, status, told) => {
    const reply = await send(await open())
    expect([reply.status, outcomeOf(reply.text)]).toEqual([status, expect.stringMatching(told)])
  })

  test('that ran out or was ended is HTTP 401', async () => {
    const sandbox = await open({ speed: 0 })
    const status = async (token: string) => (await post(sandbox, echo('x'), bearer(token))).status
    const token = sandbox.keap.issueToken(1_000)
    expect(await status(token)).toBe(200)
    sandbox.time.advance(1_000)
    expect(await status(token)).toBe(401)
    sandbox.keap.expireTokens()
    expect(await status(sandbox.keap.account.accessToken)).toBe(401)
    expect(await status(sandbox.keap.issueToken())).toBe(200)
  })

  test('that is retired is fault 2', async () => {
    const sandbox = await open({ keap: { legacyKeys: 'retired' } })
    expect(await outcome(sandbox, 'DataService.echo', 'ahoy')).toMatch(/^2 \[InvalidKey\]/)
  })

  test('is to be had for an hour with a password', async () => {
    const sandbox = await open({ speed: 0 })
    const { vendorKey, user, password } = sandbox.keap.account
    const get = async (...params: readonly string[]) =>
      outcomeOf((await post(sandbox, methodCall('DataService.getTemporaryKey', ...params))).text)
    const key = await get(vendorKey, user, md5(password))
    const told = async () => outcomeOf((await post(sandbox, echo(key))).text)
    expect(await told()).toBe('ahoy')
    sandbox.time.advance(3_600_000)
    expect(await told()).toMatch(/^2 /)
    expect(await get('guess', user, md5(password))).toMatch(/^2 /)
    expect(await get(vendorKey, user, md5('guess'))).toMatch(/^13 \[FailedLoginAttempt\]/)
    sandbox.keap.expirePassword()
    expect(await get(vendorKey, user, md5(password))).toMatch(/^15 \[FailedLoginAttemptPasswordExpired\]/)
  })
})

describe('the gateway', () => {
  const limits = { serviceKey: { perSecond: 2, perMinute: 3, perDay: 4 } }
  const ask = (sandbox: Sandbox) => post(sandbox, echo('x'), keyHeader(sandbox.keap.account.serviceKey))

  test('refuses in JSON what is over the second, the minute or the day, and tells what is left', async () => {
    const sandbox = await open({ speed: 0, startsAt: Date.UTC(2031, 1, 28, 23, 50), keap: { limits } })
    const seen: string[] = []
    for (const waitMs of [0, 0, 0, 1_000, 1_000, 60_000, 60_000, 600_000]) {
      sandbox.time.advance(waitMs)
      const { status, text, headers } = await ask(sandbox)
      const said = /QuotaViolation|"code":"429"/.exec(text)?.[0] ?? ''
      seen.push(
        [status, headers.get('x-keap-product-quota-available'), headers.get('x-keap-product-throttle-used'), said].join(
          ' ',
        ),
      )
    }
    expect(seen).toEqual([
      '200 3 1 ',
      '200 2 2 ',
      '429 2 2 "code":"429"',
      '200 1 3 ',
      '429 1 3 QuotaViolation',
      '200 0 1 ',
      '429 0 0 QuotaViolation',
      '200 3 1 ',
    ])
  })

  test('of before 2020 refuses in words, with HTTP 403', async () => {
    const sandbox = await open({ speed: 0, keap: { gateway: 'former', limits } })
    const seen: string[] = []
    for (const waitMs of [0, 0, 0, 1_000, 1_000]) {
      sandbox.time.advance(waitMs)
      const { status, text } = await ask(sandbox)
      seen.push(`${status} ${status === 200 ? '' : text}`)
    }
    const second = '403 Account Over Queries Per Second Limit'
    expect(seen).toEqual(['200 ', '200 ', second, '200 ', '403 Account Over Rate Limit'])
    const { text, headers } = await post(sandbox, echo('x'), bearer('guess'))
    expect([text, headers.get('x-mashery-error-code')]).toEqual(['Not Authorized', 'ERR_403_NOT_AUTHORIZED'])
  })
})

describe('the bucket of the legacy key', () => {
  test('empties by calls and fills only while there are none', async () => {
    const sandbox = await open({ speed: 0, keap: { limits: { bucket: 3 } } })
    const { tokensLeft } = sandbox.keap
    for (const left of [2, 1, 0]) {
      await call(sandbox, 'DataService.echo', 'ahoy')
      expect(tokensLeft()).toBe(left)
    }
    sandbox.time.advance(1_499)
    expect(tokensLeft()).toBe(2)
    sandbox.time.advance(1)
    expect(tokensLeft()).toBe(3)
  })

  test('lets three calls wait half a second when it is empty, and throttles the fourth', async () => {
    const sandbox = await open({ speed: 0, keap: { limits: { bucket: 0 } } })
    const waiting = [1, 2, 3].map(() => outcome(sandbox, 'DataService.echo', 'ahoy'))
    while (sandbox.calls.length < 3) await new Promise(resolve => setImmediate(resolve))
    expect(await outcome(sandbox, 'DataService.echo', 'ahoy')).toBe(
      '500 Server encountered exception: com.infusionsoft.throttle.ThrottlingException: Maximum number of threads throttled',
    )
    expect(sandbox.keap.performed).toEqual([])
    sandbox.time.advance(500)
    expect(await Promise.all(waiting)).toEqual(['ahoy', 'ahoy', 'ahoy'])
  })

  test('is none of the business of a token', async () => {
    const sandbox = await open({ speed: 0, keap: { limits: { bucket: 0 } } })
    const reply = await post(sandbox, echo('x'), bearer(sandbox.keap.account.accessToken))
    expect(outcomeOf(reply.text)).toBe('ahoy')
  })
})

describe('the end', () => {
  test('of a brownout lets calls pass again', async () => {
    const sandbox = await open()
    sandbox.keap.brownOut()
    const { status, text } = await call(sandbox, 'DataService.echo', 'ahoy')
    expect([status, text]).toEqual([503, expect.stringContaining('<!DOCTYPE html>')])
    expect(sandbox.keap.performed).toEqual([])
    sandbox.keap.brownOut(false)
    expect(await outcome(sandbox, 'DataService.echo', 'ahoy')).toBe('ahoy')
  })

  test('of XML-RPC comes at its time, with the status that was chosen', async () => {
    const startsAt = Date.UTC(2026, 11, 31, 23, 59, 59)
    const sandbox = await open({ speed: 0, startsAt, keap: { endsAt: startsAt + 1_000, closedStatus: 410 } })
    const status = async () => (await call(sandbox, 'DataService.echo', 'ahoy')).status
    expect(await status()).toBe(200)
    sandbox.time.advance(1_000)
    expect(await status()).toBe(410)
  })
})

describe('the library under the server', () => {
  test.each([
    ['an empty body', '', /^0 Failed to parse XML-RPC request:/],
    ['half a document', '<methodCall><methodName>', /^0 Failed to parse XML-RPC request:/],
    ['another document', '<html/>', /^0 Failed to parse XML-RPC request:/],
    [
      'a value that is none',
      methodCall('DataService.echo', { raw: '<value><int>x</int></value>' }),
      /^0 Failed to parse/,
    ],
    ['a method that nobody knows', methodCall('DataService.Echo', 'x', 'y'), /^0 No such handler: DataService\.Echo$/],
    ['a method of every object', methodCall('DataService.toString', 'x'), /^0 No such handler:/],
    [
      'parameters of other types',
      methodCall('DataService.echo', 'x', 7, { a: 'secret' }),
      /^0 No method matching arguments: java\.lang\.String, java\.lang\.Integer, java\.util\.HashMap$/,
    ],
    ['no parameters', methodCall('DataService.echo'), /^0 No method matching arguments: $/],
  ])('answers %s with fault 0', async (_what, body, told) => {
    const sandbox = await open()
    expect(outcomeOf((await post(sandbox, body)).text)).toMatch(told)
    expect(sandbox.keap.performed).toEqual([])
  })

  test('takes POST alone', async () => {
    const sandbox = await open()
    expect((await fetch(sandbox.keap.url)).status).toBe(405)
    expect((await rawPost(sandbox, echo(sandbox.keap.account.apiKey))).end).toBe('done')
  })
})
