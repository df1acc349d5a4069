import { getEventListeners } from 'node:events'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { send } from '../../src/client/send/send.ts'
import type { Transport, TransportReply } from '../../src/client/transport/contract.ts'
import type { NetworkFault, RequestFault } from '../../src/core/fault.ts'
import type { Clock } from '../../src/retry/sleep.ts'
import type { Headers as WireHeaders } from '../../src/wire/http.ts'
import { MAX_BYTES } from '../../src/xml/decode.ts'
import { post, until } from './peers.ts'

const request = post('http://user:canary-url@127.0.0.1/?key=canary-query', {
  headers: { authorization: 'Bearer canary-header' },
  body: '<password>canary-body</password>',
})

async function faultOf(...call: Parameters<typeof send>): Promise<NetworkFault | RequestFault> {
  const result = await send(...call)
  if (result.isOk()) throw new Error(`a reply came, status ${result.value.status}`)
  return result.error
}

const throwing =
  (thrown: unknown): Transport =>
  () => {
    throw thrown
  }
const rejecting =
  (thrown: unknown): Transport =>
  () =>
    Promise.reject(thrown)
const replying =
  (reply: unknown): Transport =>
  async () =>
    reply as TransportReply

/** An error as a platform makes it: the message quotes what it should not. */
function platformError(fields: object, cause?: unknown): Error {
  return Object.assign(new Error('canary-message', { cause }), { config: request }, fields)
}

async function* streamOf(...pieces: unknown[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield (typeof piece === 'string' ? new TextEncoder().encode(piece) : piece) as Uint8Array
}

/** A clock whose time is moved by hand. */
function standing() {
  const pending = new Map<() => void, number>()
  let now = 0
  const clock: Clock = {
    now: () => now,
    after: (delayMs, callback) => {
      pending.set(callback, now + delayMs)
      return () => pending.delete(callback)
    },
  }
  const advance = (byMs: number) => {
    now += byMs
    for (const [callback, at] of [...pending]) if (at <= now && pending.delete(callback)) callback()
  }
  return { clock, advance, waiting: () => pending.size }
}

describe('what a thrown code means', () => {
  test.each([
    ['ECONNREFUSED', 'refused', 'connect', 'unavailable', 'wait'],
    ['ENOTFOUND', 'name', 'connect', 'unavailable', 'fix'],
    ['EAI_AGAIN', 'name', 'connect', 'unavailable', 'wait'],
    ['EHOSTUNREACH', 'unreachable', 'connect', 'unavailable', 'wait'],
    ['ENETUNREACH', 'unreachable', 'connect', 'unavailable', 'wait'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', 'connect', 'timeout', 'wait'],
    ['CERT_HAS_EXPIRED', 'tls', 'connect', 'unavailable', 'fix'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'connect', 'unavailable', 'fix'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', 'connect', 'unavailable', 'fix'],
    ['ECONNRESET', 'reset', 'unknown', 'unavailable', 'wait'],
    ['EPIPE', 'reset', 'unknown', 'unavailable', 'wait'],
    ['UND_ERR_SOCKET', 'reset', 'unknown', 'unavailable', 'wait'],
    ['ETIMEDOUT', 'timeout', 'unknown', 'timeout', 'wait'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout', 'headers', 'timeout', 'wait'],
    ['UND_ERR_BODY_TIMEOUT', 'timeout', 'body', 'timeout', 'wait'],
    ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'reset', 'body', 'malformed-response', 'wait'],
    ['HPE_INVALID_CONSTANT', 'other', 'unknown', 'malformed-response', 'contact'],
    ['EPROTO', 'tls', 'unknown', 'unavailable', 'fix'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'tls', 'unknown', 'unavailable', 'fix'],
    ['ERR_CANCELED', 'cancelled', 'unknown', 'cancelled', 'none'],
    ['ERR_NOBODY_KNOWS', 'other', 'unknown', 'unknown', 'contact'],
  ])('%s is %s (%s)', async (code, problem, phase, category, remedy) => {
    const applied = phase === 'connect' ? 'no' : 'maybe'
    const expected = { kind: 'network', problem, phase, category, remedy, applied, errno: code }
    expect(await faultOf(rejecting(platformError({ code })), request)).toMatchObject(expected)
    expect(await faultOf(throwing(platformError({ code })), request)).toMatchObject(expected)
    expect(
      await faultOf(rejecting(new TypeError('fetch failed', { cause: platformError({ code }) })), request),
    ).toMatchObject(expected)
  })

  test.each<[says: string, thrown: unknown, expected: object]>([
    [
      'ETIMEDOUT while connecting sent nothing',
      platformError({ code: 'ETIMEDOUT', syscall: 'connect' }),
      { problem: 'timeout', applied: 'no' },
    ],
    [
      'ETIMEDOUT while reading may have',
      platformError({ code: 'ETIMEDOUT', syscall: 'read' }),
      { problem: 'timeout', applied: 'maybe' },
    ],
    [
      'EHOSTUNREACH while reading may have',
      platformError({ code: 'EHOSTUNREACH', syscall: 'read' }),
      { problem: 'unreachable', applied: 'maybe' },
    ],
    [
      'a reset that the transport saw while connecting did not',
      platformError({ code: 'ECONNRESET', phase: 'connect' }),
      { problem: 'reset', applied: 'no' },
    ],
    [
      'a refusal after the headers, by the transport, may have',
      platformError({ code: 'ECONNREFUSED', phase: 'headers' }),
      { applied: 'maybe' },
    ],
    [
      'a phase nobody knows counts for nothing',
      platformError({ code: 'ECONNRESET', phase: 'before' }),
      { phase: 'unknown', applied: 'maybe' },
    ],
    [
      'several addresses that all refuse',
      new AggregateError([platformError({ code: 'ECONNREFUSED' }), platformError({ code: 'ENETUNREACH' })]),
      { problem: 'refused', applied: 'no' },
    ],
    [
      'several failures of which one came later',
      new AggregateError([platformError({ code: 'ECONNREFUSED' }), platformError({ code: 'ECONNRESET' })]),
      { applied: 'maybe' },
    ],
    [
      'a refusal behind a code nobody knows',
      platformError({ code: 'E_OWN' }, platformError({ code: 'ECONNREFUSED' })),
      { problem: 'refused', applied: 'maybe' },
    ],
    [
      'an invalid address',
      platformError({ code: 'ERR_INVALID_URL' }),
      { kind: 'request', problem: 'not-sent', applied: 'no' },
    ],
    [
      'an invalid address met after sending',
      platformError({ code: 'ERR_INVALID_URL', phase: 'headers' }),
      { kind: 'network', applied: 'maybe' },
    ],
    [
      'a time limit of the platform',
      AbortSignal.timeout(0).reason ?? new DOMException('x', 'TimeoutError'),
      { problem: 'timeout', applied: 'maybe' },
    ],
    [
      'an abort of the transport itself',
      new DOMException('x', 'AbortError'),
      { problem: 'cancelled', applied: 'maybe' },
    ],
    [
      'a parser that gave up without a code',
      Object.assign(new Error('x'), { name: 'HTTPParserError' }),
      { category: 'malformed-response' },
    ],
  ])('%s', async (_, thrown, expected) => {
    expect(await faultOf(rejecting(thrown), request)).toMatchObject(expected)
  })
})

describe('hostile transports', () => {
  const revoked = () => {
    const { proxy, revoke } = Proxy.revocable<object>({}, {})
    revoke()
    return proxy
  }
  const looping = new Error('loop')
  looping.cause = new AggregateError([looping], 'loop', { cause: looping })
  const booby = Object.defineProperties(new Error('x'), {
    code: {
      get: () => {
        throw new Error('canary-getter')
      },
    },
    cause: {
      get: () => {
        throw new Error('canary-getter')
      },
    },
  })

  test.each<[what: string, thrown: unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a string', 'canary-string'],
    ['a number', 7],
    ['a symbol', Symbol('canary')],
    ['a bigint', 1n],
    ['a function', () => 'canary'],
    ['a revoked proxy', revoked()],
    ['an error whose getters throw', booby],
    ['a chain without end', looping],
    ['a code that is no platform code', platformError({ code: 'canary-code' })],
    ['a code in capitals that nobody gave', platformError({ code: 'CANARY_SECRET' })],
    ['a code as an object', platformError({ code: { toString: () => 'canary' } })],
    ['errors that are a revoked proxy', platformError({ errors: revoked() })],
    ['a name that is a secret', platformError({ name: 'canary-name' })],
    ['an error named like a prototype', platformError({ code: '__proto__' })],
    ['an error named like a method', platformError({ code: 'constructor' })],
  ])('throwing %s is a fault that may have been applied', async (_, thrown) => {
    for (const transport of [throwing(thrown), rejecting(thrown)]) {
      const fault = await faultOf(transport, request)
      expect(fault).toMatchObject({ kind: 'network', problem: 'other', applied: 'maybe', category: 'unknown' })
      expect(inspect(fault, { depth: 9, showHidden: true }) + JSON.stringify(fault)).not.toMatch(/canary/i)
    }
  })

  test('whatever is thrown, the result is a fault that survives JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything({ withNullPrototype: true, withMap: true, withTypedArray: true }), async thrown => {
        const fault = await faultOf(rejecting(thrown), request)
        expect(JSON.parse(JSON.stringify(fault))).toEqual(fault)
      }),
    )
  })

  const good = { status: 200, headers: {}, body: '' }
  test.each<[what: string, reply: unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a string', 'HTTP/1.1 200'],
    ['a reply without status', { ...good, status: undefined }],
    ['a status that is text', { ...good, status: '200' }],
    ['a status out of range', { ...good, status: 0 }],
    ['a reply without headers', { ...good, headers: undefined }],
    ['a reply without body', { ...good, body: undefined }],
    ['a body that is a number', { ...good, body: 7 }],
    ['a body that is a revoked proxy', { ...good, body: revoked() }],
    [
      'a stream of text',
      {
        ...good,
        body: {
          async *[Symbol.asyncIterator]() {
            yield 'text'
          },
        },
      },
    ],
    ['a stream without next', { ...good, body: { [Symbol.asyncIterator]: () => ({}) } }],
    [
      'a stream that cannot be opened',
      {
        ...good,
        body: {
          [Symbol.asyncIterator]: () => {
            throw new Error('canary')
          },
        },
      },
    ],
    [
      'a stream of nothing without end',
      {
        ...good,
        body: {
          async *[Symbol.asyncIterator]() {
            for (;;) yield new Uint8Array()
          },
        },
      },
    ],
    [
      'a proxy that throws',
      new Proxy(
        {},
        {
          get: (_, key) => {
            if (key === 'then') return undefined
            throw new Error('canary')
          },
        },
      ),
    ],
  ])('answering with %s is a fault that may have been applied', async (_, reply) => {
    const fault = await faultOf(replying(reply), request)
    expect(fault).toMatchObject({ kind: 'network', problem: 'other', applied: 'maybe', phase: 'body' })
    expect(inspect(fault)).not.toContain('canary')
  })

  test('a transport that gives no promise is taken at its word', async () => {
    const plain = (() => ({ ...good, body: '<a/>' })) as unknown as Transport
    expect((await send(plain, request)).isOk()).toBe(true)
  })

  test('a failure in the middle of the body keeps that it was sent, whatever its code', async () => {
    const body = {
      async *[Symbol.asyncIterator]() {
        yield new Uint8Array(3)
        throw platformError({ code: 'ECONNREFUSED', phase: 'connect' })
      },
    }
    const fault = await faultOf(replying({ ...good, body }), request)
    expect(fault).toMatchObject({ problem: 'refused', phase: 'body', applied: 'maybe' })
  })
})

describe('the reply', () => {
  test.each(['0', '3', '6', '9999999999', '16000000', 'many', '-1'])(
    'is what came, whatever a Content-Length of %s promises',
    async length => {
      const headers = { 'Content-Length': length }
      const body = streamOf(Buffer.from('ab'), Buffer.from('cd'), Buffer.from('ef'))
      const reply = (
        await send(replying({ status: 200, headers, body }), request, { maxBytes: 20_000_000 })
      )._unsafeUnwrap()
      expect(Buffer.from(reply.body).toString()).toBe('abcdef')
    },
  )

  test('has its header names in lower case, and values of several spellings as one list', async () => {
    const headers = { 'X-One': 'a', 'x-one': ['b', 'c'], Single: ['d'], Gone: undefined, Empty: [], ['__proto__']: 'e' }
    const result = await send(replying({ status: 200, headers, body: '' }), request)
    const got = result._unsafeUnwrap().headers
    expect(Object.entries(got)).toEqual([
      ['x-one', ['a', 'b', 'c']],
      ['single', 'd'],
      ['__proto__', 'e'],
    ])
  })

  test.each<[form: string, headers: WireHeaders]>([
    ['by name', { 'X-Mark': 'seen', 'Set-Cookie': ['a=1', 'b=2'] }],
    ['as lists', { 'X-MARK': ['seen'], 'set-cookie': ['a=1', 'b=2'] }],
    [
      "as fetch's own Headers",
      new Headers(Object.entries({ 'x-mark': 'seen', 'set-cookie': 'a=1', 'Set-Cookie': 'b=2' })),
    ],
    [
      'as pairs',
      [
        ['X-Mark', 'seen'],
        ['Set-Cookie', 'a=1'],
        ['set-cookie', 'b=2'],
      ],
    ],
  ])('takes headers %s', async (_, headers) => {
    const got = (await send(replying({ status: 200, headers, body: '' }), request))._unsafeUnwrap().headers
    expect(got).toEqual({ 'x-mark': 'seen', 'set-cookie': ['a=1', 'b=2'] })
  })

  test.each<[what: string, body: TransportReply['body'], text: string]>([
    ['a string', '<a/>', '<a/>'],
    ['bytes', new TextEncoder().encode('<a/>'), '<a/>'],
    ['no pieces', streamOf(), ''],
    ['one piece', streamOf('<a/>'), '<a/>'],
    ['pieces', streamOf('<', '', 'a', '/>'), '<a/>'],
  ])('takes %s as body', async (_, body, text) => {
    const got = (await send(replying({ status: 200, headers: {}, body }), request))._unsafeUnwrap().body
    expect(typeof got === 'string' ? got : new TextDecoder().decode(got)).toBe(text)
  })

  test('is what the pieces say, however they are cut, and never touches them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), async pieces => {
        const copies = pieces.map(piece => piece.slice())
        const got = (
          await send(replying({ status: 200, headers: {}, body: streamOf(...pieces) }), request)
        )._unsafeUnwrap()
        expect(Buffer.from(got.body).equals(Buffer.concat(pieces))).toBe(true)
        expect(pieces).toEqual(copies)
      }),
    )
  })

  test.each<[what: string, body: () => TransportReply['body'], bytes: number]>([
    ['a string, counted as UTF-8', () => 'ü€', 5],
    ['bytes', () => new Uint8Array(5), 5],
    ['a stream', () => streamOf('12', '345'), 5],
  ])('as %s is held to the byte limit', async (_, body, bytes) => {
    const transport: Transport = async () => ({ status: 200, headers: {}, body: body() })
    expect((await send(transport, request, { maxBytes: bytes })).isOk()).toBe(true)
    for (const maxBytes of [bytes - 1, 0, Number.NaN]) {
      const fault = await faultOf(transport, request, { maxBytes })
      expect(fault).toMatchObject({
        problem: 'too-large',
        category: 'malformed-response',
        remedy: 'shrink',
        applied: 'maybe',
      })
    }
  })

  test('has a limit of 64 MiB where none is given', async () => {
    const megabyte = new Uint8Array(1024 * 1024)
    let given = 0
    const body = {
      async *[Symbol.asyncIterator]() {
        for (;;) {
          given += megabyte.length
          yield megabyte
        }
      },
    }
    expect(await faultOf(replying({ status: 200, headers: {}, body }), request)).toMatchObject({ problem: 'too-large' })
    expect(given).toBe(MAX_BYTES + megabyte.length)
  })

  test('over its limit is closed, and the transport told to stop', async () => {
    const closed = vi.fn()
    let told: AbortSignal | undefined
    const transport: Transport = async ({ signal }) => {
      told = signal
      const next = async () => ({ done: false as const, value: new Uint8Array(100) })
      return { status: 200, headers: {}, body: { [Symbol.asyncIterator]: () => ({ next, return: closed }) } }
    }
    expect(await faultOf(transport, request, { maxBytes: 150 })).toMatchObject({ problem: 'too-large' })
    expect(closed).toHaveBeenCalled()
    expect(told?.aborted).toBe(true)
  })
})

describe('a transport that does not keep its timeouts', () => {
  const timeouts = { connectMs: 1_000, headersMs: 2_000, bodyMs: 500 }
  const never: Promise<never> = new Promise(() => {})

  test('is given connectMs and headersMs together until the headers come', async () => {
    const { clock, advance, waiting } = standing()
    let told: AbortSignal | undefined
    const deaf: Transport = ({ signal }) => {
      told = signal
      return never
    }
    const pending = faultOf(deaf, { ...request, timeouts }, { maxBytes: 9, clock })
    advance(2_999)
    expect(told?.aborted).toBe(false)
    advance(1)
    expect(await pending).toMatchObject({ problem: 'timeout', phase: 'unknown', applied: 'maybe', category: 'timeout' })
    expect(told?.aborted).toBe(true)
    expect(waiting()).toBe(0)
  })

  test('is given totalMs for all of it, however steadily the body trickles', async () => {
    const { clock, advance, waiting } = standing()
    const requested: ((piece: IteratorResult<Uint8Array>) => void)[] = []
    const next = () => new Promise<IteratorResult<Uint8Array>>(resolve => requested.push(resolve))
    const body = { [Symbol.asyncIterator]: () => ({ next }) }
    const limits = { ...timeouts, totalMs: 1_000 }
    const pending = faultOf(replying({ status: 200, headers: {}, body }), { ...request, timeouts: limits }, { clock })
    for (let piece = 1; piece <= 3; piece++) {
      await until(() => requested.length === piece)
      advance(piece < 3 ? 400 : 199)
      if (piece < 3) requested.at(-1)?.({ value: new Uint8Array(1) })
    }
    expect(waiting()).toBe(1)
    advance(1)
    expect(await pending).toMatchObject({ problem: 'timeout', phase: 'body', applied: 'maybe', status: 200 })
    expect(waiting()).toBe(0)
  })

  test('is given bodyMs for each piece of the body', async () => {
    const { clock, advance, waiting } = standing()
    const requested: ((piece: IteratorResult<Uint8Array>) => void)[] = []
    const next = () => new Promise<IteratorResult<Uint8Array>>(resolve => requested.push(resolve))
    const body = { [Symbol.asyncIterator]: () => ({ next }) }
    const pending = faultOf(replying({ status: 200, headers: {}, body }), { ...request, timeouts }, { clock })
    await until(() => requested.length === 1)
    advance(499)
    requested[0]?.({ value: new Uint8Array(1) })
    await until(() => requested.length === 2)
    advance(499)
    expect(waiting()).toBe(1)
    advance(1)
    expect(await pending).toMatchObject({ problem: 'timeout', phase: 'body', applied: 'maybe' })
    expect(waiting()).toBe(0)
  })

  test('has a reply that comes too late closed', async () => {
    const { clock, advance } = standing()
    const closed = vi.fn()
    let answer: (reply: TransportReply) => void = () => {}
    const late = new Promise<TransportReply>(resolve => {
      answer = resolve
    })
    const pending = faultOf(() => late, { ...request, timeouts }, { clock })
    advance(3_000)
    await pending
    const body = Object.assign(streamOf('<a/>'), { destroy: closed })
    answer({ status: 200, headers: {}, body })
    await until(() => closed.mock.calls.length === 1)
  })

  test('and fails after it was given up, disturbs nobody', async () => {
    const { clock, advance } = standing()
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    let fail: (thrown: unknown) => void = () => {}
    const late = new Promise<TransportReply>((_, reject) => {
      fail = reject
    })
    const pending = faultOf(() => late, { ...request, timeouts }, { clock })
    advance(3_000)
    await pending
    fail(new Error('late'))
    for (let turn = 0; turn < 2; turn += 1) await new Promise(resolve => setImmediate(resolve))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })
})

describe('the signal of the caller', () => {
  const never: Transport = () => new Promise(() => {})

  test('that has aborted keeps the transport from being called', async () => {
    const transport = vi.fn(never)
    const fault = await faultOf(transport, { ...request, signal: AbortSignal.abort() })
    expect(fault).toMatchObject({
      kind: 'request',
      problem: 'cancelled',
      applied: 'no',
      category: 'cancelled',
      remedy: 'none',
    })
    expect(transport).not.toHaveBeenCalled()
  })

  test('ends a call whose transport is deaf to it', async () => {
    const controller = new AbortController()
    const pending = faultOf(never, { ...request, signal: controller.signal })
    const start = performance.now()
    controller.abort()
    expect(await pending).toMatchObject({ kind: 'network', problem: 'cancelled', phase: 'unknown', applied: 'maybe' })
    expect(performance.now() - start).toBeLessThan(1_000)
  })

  test('ends a body whose stream is deaf to it', async () => {
    const controller = new AbortController()
    const body = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) }
    const pending = faultOf(replying({ status: 200, headers: {}, body }), { ...request, signal: controller.signal })
    await new Promise(resolve => setImmediate(resolve))
    controller.abort()
    expect(await pending).toMatchObject({ problem: 'cancelled', phase: 'body', applied: 'maybe' })
  })

  test('is told to the transport, which may say that nothing had been sent', async () => {
    const controller = new AbortController()
    const transport: Transport = ({ signal }) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(platformError({ phase: 'connect' })))
      })
    const pending = faultOf(transport, { ...request, signal: controller.signal })
    controller.abort()
    expect(await pending).toMatchObject({ problem: 'cancelled', phase: 'connect', applied: 'no' })
  })

  test('may live long: no call leaves a listener or a timer behind', async () => {
    const warned = vi.fn()
    process.on('warning', warned)
    const { signal } = new AbortController()
    const timers = () => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length
    const before = timers()
    const stream: Transport = async () => ({ status: 200, headers: {}, body: streamOf('a', 'b') })
    const calls = [stream, replying({}), rejecting(new Error('x')), throwing('x')]
    await Promise.all(calls.map(transport => send(transport, { ...request, signal })))
    for (let call = 0; call < 30; call += 1) await send(stream, { ...request, signal })
    expect(getEventListeners(signal, 'abort')).toEqual([])
    expect(timers()).toBe(before)
    await new Promise(resolve => setImmediate(resolve))
    process.off('warning', warned)
    expect(warned).not.toHaveBeenCalled()
  })
})
