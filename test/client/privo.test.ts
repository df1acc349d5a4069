import { createHmac } from 'node:crypto'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  type Clock,
  deliverWebhook,
  type PrivoOptions,
  privo,
  type ResultAsync,
  type WebhookReceiverOptions,
  webhookReceiver,
} from '../../src/privo.ts'
import { deadPort, httpPeer } from './peers.ts'
import { type Step, scriptedHttp } from './scripted-http.ts'

const KEY = 'canary-3f9a1b'
const paths = { registerAdult: 'adults', registerMinor: 'minors', registerChild: 'children', user: 'users/{id}' }

function connect(url: string, options: Partial<PrivoOptions> = {}) {
  const api = privo({ url, key: KEY, paths, retry: { backoff: () => 0 }, ...options })
  onTestFinished(api.close)
  return api
}

const busy = { status: 503, body: '{"message":"busy"}' }
const created = { status: 201, body: '{"id":"u-1"}' }

describe('a call of PRIVO', () => {
  test.each<[string, (api: ReturnType<typeof connect>) => ResultAsync<unknown, unknown>, boolean, number]>([
    [
      'an adult is registered again, for the address is unique',
      api => api.registerAdult({ email: 'a@b.example' }),
      true,
      2,
    ],
    ['so is a minor', api => api.registerMinor({ email: 'a@b.example' }), true, 2],
    ['so is a child with a name of its own', api => api.registerChild({ userName: 'ada' }), true, 2],
    ['a child without one is not', api => api.registerChild({ firstName: 'Ada' }), false, 1],
    ['unless something else is unique', api => api.registerChild({ tag: 7 }, { uniqueBy: 'tag' }), true, 2],
    ['a user is asked for again', api => api.getUser('u-1'), true, 2],
    ['a user is deleted again', api => api.deleteUser('u-1'), true, 2],
    ['what is not described is not', api => api.http.post('consents', {}), false, 1],
  ])('%s after a 503', async (_, call, isOk, requests) => {
    const server = await scriptedHttp(busy, created)
    expect((await call(connect(server.url))).isOk()).toBe(isOk)
    expect(server.received).toHaveLength(requests)
  })

  test('a second child of a parent is a success that was reported before', async () => {
    const server = await scriptedHttp({ status: 208, body: '{}' })
    const answer = (await connect(server.url).registerChild({ userName: 'ada' }))._unsafeUnwrap()
    expect(answer.alreadyReported).toBe(true)
  })

  test('names its operation and its dialect', async () => {
    const server = await scriptedHttp({ status: 400, body: '{"message":"dateOfBirth is missing"}' })
    const fault = (await connect(server.url).registerAdult({ email: 'a@b.example' }))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ dialect: 'privo', operation: 'registerAdult', message: 'dateOfBirth is missing' })
  })

  test('an id cannot lead elsewhere', async () => {
    const server = await scriptedHttp(created)
    const api = connect(server.url)
    await api.getUser('a/b?c')
    expect((await api.getUser('..')).isErr()).toBe(true)
    expect(server.received.map(one => one.path)).toEqual(['/users/a%2Fb%3Fc'])
  })

  test('a path that is not known is a mistake in the program', () => {
    const api = connect('http://127.0.0.1:9/', { paths: {} })
    expect(() => api.registerAdult({ email: 'a@b.example' })).toThrow(/paths.registerAdult/)
  })

  test('the key goes where it is wanted and appears nowhere else', async () => {
    const server = await scriptedHttp({ status: 401, body: `{"message":"key ${KEY} is not valid"}` })
    const fault = (await connect(server.url, { keyHeader: 'X-Key' }).getUser('1'))._unsafeUnwrapErr()
    expect(server.received[0]?.headers['x-key']).toBe(KEY)
    expect(inspect(fault, { depth: null }) + JSON.stringify(fault)).not.toContain(KEY)
    expect(fault).toMatchObject({ category: 'authentication', remedy: 'fix' })
  })

  test.each<[object, RegExp]>([
    [{}, /`url`/],
    [{ url: 'http://h/' }, /`key`/],
    [{ url: 'http://h/', key: 'k', paths: { usr: 'x' } }, /`paths.usr`/],
    [{ url: 'http://h/', key: 'k', paths: { user: 'users' } }, /`paths.user`/],
  ])('%j is no construction', (options, message) => {
    expect(() => privo(options as PrivoOptions)).toThrow(message)
  })
})

/** A clock on which time passes only by waiting, two hundred times as fast. */
function fastClock(waits: number[] = []): Clock {
  let now = 0
  return {
    now: () => now,
    after: (delayMs, callback) => {
      waits.push(delayMs)
      const arrive = () => {
        now += delayMs
        callback()
      }
      const timer = setTimeout(arrive, Math.min(delayMs, 1e9) / 200)
      return () => clearTimeout(timer)
    },
  }
}

/** A machine under load must not make a try expire. */
const patient = { attemptMs: 1e9 }

describe('a webhook is delivered', () => {
  const event = { id: 'e-1', type: 'VERIFY_VERIFIED' }

  test.each<[string, readonly Step[], number]>([
    ['at once', [{ status: 200 }], 1],
    ['with any page in the answer', [{ status: 200, body: '<html/>' }], 1],
    ['after a server error', [busy, { status: 204 }], 2],
    ['after a cut connection', ['reset', { status: 200 }], 2],
    ['by the third repeat', [busy, busy, busy, { status: 200 }], 4],
  ])('%s', async (_, steps, requests) => {
    const server = await scriptedHttp(...steps)
    const reports: unknown[] = []
    const delivered = await deliverWebhook(
      { url: server.url, event },
      { ...patient, clock: fastClock(), onReport: one => reports.push(one) },
    )
    expect(delivered.isOk()).toBe(true)
    expect(server.received.map(one => JSON.parse(one.body))).toEqual(Array(requests).fill(event))
    expect(reports).toEqual([])
  })

  test('in vain: three repeats within a minute, then one report', async () => {
    const server = await scriptedHttp(busy)
    const reports: { url: string; fault: { attempts?: readonly unknown[] } }[] = []
    const waits: number[] = []
    const url = `${server.url}hook?token=${KEY}`
    const fault = (
      await deliverWebhook({ url, event }, { ...patient, clock: fastClock(waits), onReport: one => reports.push(one) })
    )._unsafeUnwrapErr()
    expect(server.received).toHaveLength(4)
    expect(fault).toMatchObject({ status: 503, stopped: { because: 'exhausted' } })
    expect(reports).toEqual([{ url: `${server.url}hook`, fault }])
    const pauses = waits.filter(wait => [5_000, 15_000, 30_000].includes(wait))
    expect(pauses).toEqual([5_000, 15_000, 30_000])
  })

  test.each([400, 401, 404, 429])('not again where the receiver answers %i', async status => {
    const server = await scriptedHttp({ status, body: '{}' })
    const reports: unknown[] = []
    const clock = fastClock()
    const delivered = await deliverWebhook(
      { url: server.url, event },
      { ...patient, clock, onReport: one => reports.push(one) },
    )
    expect(delivered.isErr()).toBe(true)
    expect(server.received).toHaveLength(1)
    expect(reports).toHaveLength(1)
  })

  test('also where nobody listened at first', async () => {
    const url = `http://127.0.0.1:${await deadPort()}/`
    const fault = (await deliverWebhook({ url, event }, { ...patient, clock: fastClock() }))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ kind: 'network', applied: 'no' })
    expect(fault.attempts).toHaveLength(4)
  })

  test('until it is called off, and a report tells', async () => {
    const controller = new AbortController()
    const server = await httpPeer((_, response) => {
      response.writeHead(503).end()
      controller.abort()
    })
    const fault = (await deliverWebhook({ url: server.url, event }, { signal: controller.signal }))._unsafeUnwrapErr()
    expect(['cancelled', 'unavailable']).toContain(fault.category)
    expect(fault.stopped?.because).toBe('cancelled')
  })
})

describe('a webhook is received', () => {
  const sign = (body: string | Uint8Array) => createHmac('sha256', KEY).update(body).digest('hex')
  const proofs = {
    'a key in a header': {
      proof: { header: 'X-Hook-Key', key: KEY },
      auth: { header: 'X-Hook-Key', key: KEY },
      wrong: { header: 'X-Hook-Key', key: `${KEY}x` },
    },
    'a token': { proof: { bearer: KEY }, auth: { bearer: KEY }, wrong: { bearer: KEY.slice(1) } },
    'a signature': {
      proof: { verify: (signature: string, body: Uint8Array) => signature === sign(body) },
      auth: { sign },
      wrong: { sign: (body: string) => sign(`${body} `) },
    },
  }

  /** A server that hands everything to a receiver. */
  async function listening(options: WebhookReceiverOptions) {
    const receive = webhookReceiver(options)
    return httpPeer((request, response) => {
      const pieces: Buffer[] = []
      request.on('data', piece => pieces.push(piece))
      request.on('end', async () => {
        const { method = '', headers } = request
        const answer = await receive({ method, headers, body: Buffer.concat(pieces) })
        response.writeHead(answer.status, answer.headers).end(answer.body)
      })
    })
  }

  test.each(Object.entries(proofs))('by %s, once, however often it comes', async (_, { proof, auth, wrong }) => {
    const handled: unknown[] = []
    const server = await listening({ proof, handle: event => handled.push(event) })
    const event = { id: 'e-1', data: { matchOutcome: 'Fail' } }
    for (const _ of [1, 2, 3, 4]) expect((await deliverWebhook({ url: server.url, event, auth })).isOk()).toBe(true)
    expect(handled).toEqual([event])
    const turned = await deliverWebhook({ url: server.url, event: { id: 'e-2' }, auth: wrong })
    expect(turned._unsafeUnwrapErr()).toMatchObject({ status: 401 })
    expect(handled).toHaveLength(1)
  })

  const bearer = { authorization: `Bearer ${KEY}` }
  const posted = (body: string, headers: Record<string, string> = bearer) => ({ method: 'POST', headers, body })

  test('again after a handler that failed, and once more only until it succeeds', async () => {
    let calls = 0
    const receive = webhookReceiver({
      proof: { bearer: KEY },
      handle: () => {
        calls += 1
        if (calls < 3) throw new Error(`down ${KEY}`)
      },
    })
    const statuses = []
    for (const _ of [1, 2, 3, 4]) statuses.push((await receive(posted('{"id":"e"}'))).status)
    expect(statuses).toEqual([500, 500, 200, 200])
    expect(calls).toBe(3)
  })

  test('once where it comes again while it is handled', async () => {
    let calls = 0
    let finish = () => {}
    const work = new Promise<void>(resolve => {
      finish = resolve
    })
    const handle = async () => {
      calls += 1
      await work
    }
    const receive = webhookReceiver({ proof: { bearer: KEY }, handle })
    const both = [receive(posted('{"id":"e"}')), receive(posted('{"id":"e"}'))]
    finish()
    expect((await Promise.all(both)).map(one => one.status)).toEqual([200, 200])
    expect(calls).toBe(1)
  })

  test('by its bytes where it has no id', async () => {
    const handled: unknown[] = []
    const receive = webhookReceiver({ proof: { bearer: KEY }, handle: event => handled.push(event) })
    for (const body of ['{"a":1}', '{"a":1}', '{"a":2}']) await receive(posted(body))
    expect(handled).toEqual([{ a: 1 }, { a: 2 }])
  })

  test.each<[string, Parameters<ReturnType<typeof webhookReceiver>>[0], number]>([
    ['a probe', { method: 'HEAD', headers: {}, body: '' }, 200],
    ['another method', { method: 'GET', headers: bearer, body: '' }, 405],
    ['no proof', posted('{}', {}), 401],
    ['another scheme', posted('{}', { authorization: KEY }), 401],
    ['half a body', posted('{"id":'), 400],
  ])('%s is answered with its status, and no handler runs', async (_, request, status) => {
    const refusals: unknown[] = []
    const handle = () => {
      throw new Error('ran')
    }
    const receive = webhookReceiver({ proof: { bearer: KEY }, handle, onRefused: one => refusals.push(one) })
    expect((await receive(request)).status).toBe(status)
    expect(refusals).toHaveLength(status === 200 ? 0 : 1)
    expect(JSON.stringify(refusals)).not.toContain(KEY)
  })

  test('of any bytes without a throw', async () => {
    const receive = webhookReceiver({ proof: { bearer: KEY }, handle: () => {} })
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.boolean(), async (body, isProven) => {
        const { status } = await receive({ method: 'POST', headers: isProven ? bearer : {}, body })
        expect(isProven ? [200, 400] : [401]).toContain(status)
      }),
    )
  })

  test.each<[object, RegExp]>([
    [{}, /handle/],
    [{ handle: () => {} }, /proof/],
  ])('%j is no construction', (options, message) => {
    expect(() => webhookReceiver(options as WebhookReceiverOptions)).toThrow(message)
  })
})
