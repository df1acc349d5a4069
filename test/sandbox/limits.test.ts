import { describe, expect, test } from 'vitest'
import { open, post, rawPost, request, results, send, statuses, tokenLogin } from './exchange.ts'

describe('the rate limits', () => {
  test('556 comes on Auth alone, and requests pass again as the 60 seconds roll on', async () => {
    const sandbox = await open({ speed: 0, limits: { perMinute: 2 } })
    const auth = async () => (await send(sandbox, '<Whoami/>')).match(/Auth status="(\d+)"/)?.[1]
    const first = await auth()
    sandbox.time.advance(30_000)
    const codes = [first, await auth(), await auth()]
    sandbox.time.advance(30_000)
    codes.push(await auth(), await auth())
    sandbox.time.advance(30_000)
    codes.push(await auth())
    expect(codes).toEqual(['0', '0', '556', '0', '556', '0'])
    expect(await send(sandbox, '<Whoami/>')).toBe('<response><Auth status="556"/></response>')
  })

  test('a window of 60 seconds passes in 60 ms where time runs a thousandfold', async () => {
    const sandbox = await open({ speed: 1000, limits: { perMinute: 1 } })
    const began = performance.now()
    const codes = [(await statuses(sandbox, '<Whoami/>'))[0]]
    while (codes.length < 10_000 && (codes.length < 2 || codes.at(-1) !== '0')) {
      codes.push((await statuses(sandbox, '<Whoami/>'))[0])
    }
    expect(codes).toContain('556')
    expect(codes.at(-1)).toBe('0')
    expect(performance.now() - began).toBeGreaterThanOrEqual(55)
  })

  test('RateLimit tells what is left of the day, and reading it costs a request', async () => {
    const sandbox = await open({ speed: 0, limits: { perDay: 3 } })
    const left = async () =>
      (await results(sandbox, '<Read type="RateLimit" method="all" limit="1"/>')).match(/(\d+)<\/rem/)?.[1]
    expect([await left(), await left(), await left(), await left()]).toEqual(['2', '1', '0', undefined])
    expect(await statuses(sandbox, '<Whoami/>')).toEqual(['556'])
    sandbox.time.advance(24 * 3_600_000)
    expect(await left()).toBe('2')
  })

  test('RateLimit knows the method all only and wants a limit', async () => {
    const sandbox = await open()
    const read = (attributes: string) => `<Read type="RateLimit" ${attributes}/>`
    expect(await statuses(sandbox, read('method="equal to" limit="1"') + read('method="all"'))).toEqual([
      '0',
      '603',
      '605',
    ])
  })
})

describe('the HTTP side', () => {
  test('a body above the cap is HTTP 413 and not read as a request', async () => {
    const sandbox = await open({ limits: { bodyBytes: 1_000 } })
    const { end, text } = await rawPost(sandbox, request(sandbox, tokenLogin(sandbox)).padEnd(1_001))
    expect([end, text]).toEqual(['done', 'Request Entity Too Large'])
    expect(sandbox.calls).toEqual([])
    expect((await post(sandbox, request(sandbox, tokenLogin(sandbox)).padEnd(1_000))).status).toBe(200)
  })

  test.each([
    ['GET', '/api.pl', 405],
    ['DELETE', '/api.pl', 405],
    ['POST', '/', 404],
    ['POST', '/api.pl.bak', 404],
    ['POST', '/api.pl?x=1', 200],
  ])('%s %s is HTTP %i', async (method, path, status) => {
    const sandbox = await open()
    const reply = await fetch(sandbox.url + path, { method, ...(method === 'POST' && { body: '<request/>' }) })
    await reply.text()
    expect(reply.status).toBe(status)
  })

  test('close ends idle connections and running calls at once, and may be repeated', async () => {
    const sandbox = await open({ speed: 0 })
    await send(sandbox, '<Whoami/>')
    sandbox.trouble.next({ kind: 'slow', delayMs: 1 })
    const hanging = rawPost(sandbox, request(sandbox, tokenLogin(sandbox)))
    while (sandbox.calls.length < 2) await new Promise(resolve => setImmediate(resolve))
    const began = performance.now()
    await Promise.all([sandbox.close(), sandbox.close()])
    await sandbox.close()
    expect(performance.now() - began).toBeLessThan(2_000)
    expect((await hanging).end).toBe('ECONNRESET')
    await expect(fetch(sandbox.url)).rejects.toThrow()
  })

  test('a port that is taken is an error at the start', async () => {
    const sandbox = await open()
    const port = Number(new URL(sandbox.url).port)
    await expect(open({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})
