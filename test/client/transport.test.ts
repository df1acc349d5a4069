import { getEventListeners } from 'node:events'
import { Readable } from 'node:stream'
import { inspect } from 'node:util'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { send } from '../../src/client/send/send.ts'
import { decoded } from '../../src/client/transport/content-coding.ts'
import type { ClosableTransport, Transport, TransportReply } from '../../src/client/transport/contract.ts'
import { fetchTransport, type UndiciOptions, undiciTransport } from '../../src/client/transport.ts'
import type { NetworkFault, RequestFault } from '../../src/core/fault.ts'
import { deadPort, httpPeer, post, rawPeer, scriptedPeer, tlsPeer, until } from './peers.ts'

function closing(options?: UndiciOptions): ClosableTransport {
  const transport = undiciTransport(options)
  onTestFinished(() => transport.close())
  return transport
}

const transports: readonly [name: string, make: () => Transport][] = [
  ['undici', () => closing()],
  ['fetch', () => fetchTransport()],
]

async function faultOf(...call: Parameters<typeof send>): Promise<NetworkFault | RequestFault> {
  const result = await send(...call)
  if (result.isOk()) throw new Error(`a reply came, status ${result.value.status}`)
  return result.error
}

async function replyOf(...call: Parameters<typeof send>) {
  const result = await send(...call)
  if (result.isErr()) throw new Error(inspect(result.error))
  const { body, ...rest } = result.value
  return { ...rest, text: typeof body === 'string' ? body : new TextDecoder().decode(body) }
}

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\n'

describe.each(transports)('the %s transport', (name, make) => {
  const isUndici = name === 'undici'

  describe('hands over', () => {
    test('status, headers in lower case, repeated ones as a list, and the body', async () => {
      const peer = await httpPeer((request, response) => {
        response.writeHead(207, { 'X-Mark': 'seen', 'Set-Cookie': ['a=1', 'b=2'] })
        request.pipe(response)
      })
      const reply = await replyOf(make(), post(peer.url, { body: '<é/>' }))
      expect(reply).toMatchObject({
        status: 207,
        text: '<é/>',
        headers: { 'x-mark': 'seen', 'set-cookie': ['a=1', 'b=2'] },
      })
    })

    test('method, path, query, headers and bytes as they were given', async () => {
      const peer = await httpPeer(async (request, response) => {
        const pieces: Buffer[] = []
        for await (const piece of request) pieces.push(piece)
        const { method, url, headers } = request
        response.end(
          JSON.stringify({ method, url, type: headers['content-type'], hex: Buffer.concat(pieces).toString('hex') }),
        )
      })
      const reply = await replyOf(
        make(),
        post(`${peer.url}a/b?c=d%20e`, { method: 'PUT', body: new Uint8Array([0, 255]) }),
      )
      expect(JSON.parse(reply.text)).toEqual({ method: 'PUT', url: '/a/b?c=d%20e', type: 'text/xml', hex: '00ff' })
    })

    test.each([200, 204, 404, 500, 503])('an empty body under %d', async status => {
      const peer = await httpPeer((_, response) => response.writeHead(status).end())
      expect(await replyOf(make(), post(peer.url))).toMatchObject({ status, text: '' })
    })

    test('a redirect as it is', async () => {
      const other = await httpPeer((_, response) => response.end('login page'))
      const peer = await httpPeer((_, response) => response.writeHead(302, { location: other.url }).end('moved'))
      const reply = await replyOf(make(), post(peer.url))
      expect(reply).toMatchObject({ status: 302, text: 'moved', headers: { location: other.url } })
      expect(other.connections()).toBe(0)
    })

    test('a large body of many pieces', async () => {
      const body = 'x'.repeat(3_000_000)
      const peer = await httpPeer((_, response) => response.end(body))
      expect((await replyOf(make(), post(peer.url))).text).toBe(body)
    })

    test('the credentials of an address as Basic authorization, unless a header says otherwise', async () => {
      const peer = await httpPeer((request, response) => response.end(request.headers.authorization))
      const url = peer.url.replace('//', '//us%40er:p%C3%A4ss@')
      const transport = make()
      expect((await replyOf(transport, post(url))).text).toBe(`Basic ${Buffer.from('us@er:päss').toString('base64')}`)
      expect((await replyOf(transport, post(url, { headers: { authorization: 'Bearer 1' } }))).text).toBe('Bearer 1')
    })

    test('an answer that comes after an interim one', async () => {
      const peer = await scriptedPeer(`HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n${HEAD}content-length: 2\r\n\r\nok`)
      expect(await replyOf(make(), post(peer.url))).toMatchObject({ status: 200, text: 'ok' })
    })
  })

  test('keeps the connection for the next call', async () => {
    const peer = await httpPeer((_, response) => response.end('ok'))
    const transport = make()
    for (let call = 0; call < 5; call += 1) await replyOf(transport, post(peer.url))
    expect(peer.connections()).toBeLessThanOrEqual(isUndici ? 1 : 2) // fetch may find the first one still busy
  })

  describe('when nothing was sent', () => {
    test('a dead port is refused', async () => {
      const fault = await faultOf(make(), post(`http://127.0.0.1:${await deadPort()}/`))
      expect(fault).toMatchObject({
        kind: 'network',
        problem: 'refused',
        phase: 'connect',
        applied: 'no',
        category: 'unavailable',
        remedy: 'wait',
        errno: 'ECONNREFUSED',
      })
    })

    test('a dead port under a name with several addresses is refused', async () => {
      const fault = await faultOf(make(), post(`http://localhost:${await deadPort()}/`))
      expect(fault).toMatchObject({ problem: 'refused', phase: 'connect', applied: 'no' })
    })

    test('a certificate nobody trusts is a TLS fault', async () => {
      const peer = await tlsPeer((_, response) => response.end('never'))
      const fault = await faultOf(make(), post(peer.url))
      expect(fault).toMatchObject({
        problem: 'tls',
        phase: 'connect',
        applied: 'no',
        remedy: 'fix',
        errno: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      })
    })

    test.each(['not an address', 'ftp://127.0.0.1/', 'data:text/xml,<a/>', 'http://', ''])(
      'the address %j is a request fault',
      async url => {
        const fault = await faultOf(make(), post(url))
        expect(fault).toMatchObject({
          kind: 'request',
          problem: 'not-sent',
          applied: 'no',
          category: 'malformed-request',
        })
      },
    )
  })

  describe('when the connection fails after sending', () => {
    test('a reset before the reply may have been applied', async () => {
      const peer = await rawPeer(socket => socket.once('data', () => socket.resetAndDestroy()))
      const fault = await faultOf(make(), post(peer.url))
      expect(fault).toMatchObject({ kind: 'network', problem: 'reset', applied: 'maybe', category: 'unavailable' })
      expect(fault).not.toHaveProperty('phase', 'connect')
    })

    test('a close before the reply may have been applied', async () => {
      const peer = await rawPeer(socket => socket.once('data', () => socket.end()))
      expect(await faultOf(make(), post(peer.url))).toMatchObject({ problem: 'reset', applied: 'maybe' })
    })

    test.each([
      ['with content-length, by reset', 'content-length: 100\r\n\r\n<half', 'reset'],
      ['with content-length, by close', 'content-length: 100\r\n\r\n<half', 'end'],
      ['chunked, by reset', 'transfer-encoding: chunked\r\n\r\n5\r\n<half\r\n', 'reset'],
      ['chunked, by close', 'transfer-encoding: chunked\r\n\r\n5\r\n<half\r\n', 'end'],
    ])('a body cut off %s, is a fault, never a shorter body', async (_, rest, how) => {
      const peer = await scriptedPeer(`${HEAD}${rest}`, socket => {
        if (how === 'end') socket.end()
        else socket.resetAndDestroy()
      })
      const fault = await faultOf(make(), post(peer.url))
      expect(fault).toMatchObject({ kind: 'network', phase: 'body', problem: 'reset', applied: 'maybe' })
    })

    test('bytes that are not HTTP are a malformed response', async () => {
      const peer = await scriptedPeer('SSH-2.0-something\r\n')
      const fault = await faultOf(make(), post(peer.url))
      expect(fault).toMatchObject({
        kind: 'network',
        problem: 'other',
        category: 'malformed-response',
        applied: 'maybe',
      })
    })

    test('a kept connection that ends as the next request arrives is not repeated', async () => {
      let requests = 0
      const peer = await rawPeer(socket => {
        socket.on('data', () => {
          requests += 1
          if (requests === 1) socket.write(`${HEAD}content-length: 2\r\n\r\nok`)
          else socket.resetAndDestroy()
        })
      })
      const transport = make()
      await replyOf(transport, post(peer.url))
      const fault = await faultOf(transport, post(peer.url))
      expect(fault).toMatchObject({ problem: 'reset', applied: 'maybe' })
      expect(requests).toBe(2)
    })
  })

  describe('limits', () => {
    test('headers that do not come in time are a timeout', async () => {
      const peer = await rawPeer(() => {})
      const fault = await faultOf(make(), post(peer.url, { timeouts: { connectMs: 60, headersMs: 60, bodyMs: 5_000 } }))
      expect(fault).toMatchObject({
        kind: 'network',
        problem: 'timeout',
        phase: 'headers',
        applied: 'maybe',
        category: 'timeout',
      })
    })

    test('a body that stops coming is a timeout', async () => {
      const peer = await scriptedPeer(`${HEAD}content-length: 10\r\n\r\n<a>`)
      const fault = await faultOf(
        make(),
        post(peer.url, { timeouts: { connectMs: 5_000, headersMs: 5_000, bodyMs: 60 } }),
      )
      expect(fault).toMatchObject({ problem: 'timeout', phase: 'body', applied: 'maybe' })
      await until(() => peer.ended() > 0)
    })

    test('a handshake that is never answered is a timeout that drops its connection', async () => {
      const peer = await rawPeer(() => {}, 'https')
      const fault = await faultOf(make(), post(peer.url, { timeouts: { connectMs: 60, headersMs: 60, bodyMs: 60 } }))
      expect(fault).toMatchObject({ problem: 'timeout', category: 'timeout' })
      expect(fault).toMatchObject(isUndici ? { phase: 'connect', applied: 'no' } : { applied: 'maybe' })
      if (isUndici) await until(() => peer.open() === 0)
    })

    test('no limit at all is allowed', async () => {
      const peer = await httpPeer((_, response) => response.end('ok'))
      const endless = Number.POSITIVE_INFINITY
      const timeouts = { connectMs: endless, headersMs: endless, bodyMs: endless }
      expect((await replyOf(make(), post(peer.url, { timeouts }))).text).toBe('ok')
    })

    test('a body over the byte limit is a fault and ends the connection', async () => {
      const peer = await rawPeer(socket => {
        socket.once('data', () => {
          socket.write(`${HEAD}\r\n`)
          const pour = () => {
            while (socket.writable && socket.write('x'.repeat(64 * 1024)));
          }
          socket.on('drain', pour)
          pour()
        })
      })
      const fault = await faultOf(make(), post(peer.url), { maxBytes: 1_000_000 })
      expect(fault).toMatchObject({
        problem: 'too-large',
        phase: 'body',
        category: 'malformed-response',
        applied: 'maybe',
      })
      await until(() => peer.ended() > 0)
    })

    test('a body of just the limit is not over it', async () => {
      const peer = await httpPeer((_, response) => response.end('x'.repeat(1_000)))
      expect((await replyOf(make(), post(peer.url), { maxBytes: 1_000 })).text).toHaveLength(1_000)
      expect(await faultOf(make(), post(peer.url), { maxBytes: 999 })).toMatchObject({ problem: 'too-large' })
    })
  })

  describe('an abort', () => {
    test('before the call sends nothing', async () => {
      const peer = await httpPeer((_, response) => response.end())
      const fault = await faultOf(make(), post(peer.url, { signal: AbortSignal.abort() }))
      expect(fault).toMatchObject({ kind: 'request', problem: 'cancelled', applied: 'no' })
      expect(peer.connections()).toBe(0)
    })

    test('while connecting ends the call at once', async () => {
      const peer = await rawPeer(() => {}, 'https')
      const controller = new AbortController()
      const pending = faultOf(make(), post(peer.url, { signal: controller.signal }))
      await until(() => peer.open() === 1)
      const start = performance.now()
      controller.abort()
      const fault = await pending
      expect(performance.now() - start).toBeLessThan(1_000)
      expect(fault).toMatchObject({ kind: 'network', problem: 'cancelled', category: 'cancelled' })
      expect(fault).toMatchObject(isUndici ? { phase: 'connect', applied: 'no' } : { applied: 'maybe' })
      if (isUndici) await until(() => peer.open() === 0)
    })

    test('while waiting for headers ends the call at once', async () => {
      const controller = new AbortController()
      let arrived = false
      const peer = await rawPeer(socket => {
        socket.once('data', () => {
          arrived = true
        })
      })
      const pending = faultOf(make(), post(peer.url, { signal: controller.signal }))
      await until(() => arrived)
      const start = performance.now()
      controller.abort(new Error('enough'))
      const fault = await pending
      expect(performance.now() - start).toBeLessThan(1_000)
      expect(fault).toMatchObject({ problem: 'cancelled', applied: 'maybe' })
      await until(() => peer.ended() > 0)
    })

    test('while reading the body ends the call at once', async () => {
      const controller = new AbortController()
      const transport = make()
      let reading = false
      const observed: Transport = async request => {
        const reply = await transport(request)
        reading = true
        return reply
      }
      const peer = await scriptedPeer(`${HEAD}content-length: 10\r\n\r\n<a>`)
      const pending = faultOf(observed, post(peer.url, { signal: controller.signal }))
      await until(() => reading)
      const start = performance.now()
      controller.abort()
      const fault = await pending
      expect(performance.now() - start).toBeLessThan(1_000)
      expect(fault).toMatchObject({ problem: 'cancelled', phase: 'body', applied: 'maybe' })
      await until(() => peer.ended() > 0)
    })

    test('is listened to by nothing once a call is over, however it ended', async () => {
      const peer = await httpPeer((request, response) => {
        if (request.url === '/cut') response.destroy()
        else response.end('ok')
      })
      const { signal } = new AbortController()
      const transport = make()
      const dead = `http://127.0.0.1:${await deadPort()}/`
      for (const url of [peer.url, `${peer.url}cut`, dead, 'nonsense']) {
        await send(transport, post(url, { signal }))
        const direct = await transport(post(url, { signal })).catch(() => undefined)
        if (direct !== undefined) await replyOf(async () => direct, post(url))
      }
      await until(() => getEventListeners(signal, 'abort').length === 0)
    })
  })

  describe('compression', () => {
    const text = `<answer>${'data '.repeat(2_000)}</answer>`

    test('is not asked for', async () => {
      const peer = await httpPeer((request, response) => response.end(request.headers['accept-encoding'] ?? 'identity'))
      expect((await replyOf(make(), post(peer.url))).text).toBe('identity')
    })

    test.each([
      ['gzip', gzipSync(text)],
      ['GZIP', gzipSync(text)],
      ['x-gzip', gzipSync(text)],
      ['deflate', deflateSync(text)],
      ['deflate', deflateRawSync(text)],
      ['br', brotliCompressSync(text)],
    ])('%s is unpacked where it comes all the same', async (coding, packed) => {
      const peer = await httpPeer((_, response) => response.setHeader('content-encoding', coding).end(packed))
      const reply = await replyOf(make(), post(peer.url))
      expect(reply.text).toBe(text)
      expect(Object.keys(reply.headers)).not.toContain('content-encoding')
      expect(Object.keys(reply.headers)).not.toContain('content-length')
    })

    test('a small body that unpacks to a huge one stops at the byte limit', async () => {
      const bomb = gzipSync(Buffer.alloc(50_000_000))
      const peer = await httpPeer((_, response) => response.setHeader('content-encoding', 'gzip').end(bomb))
      const fault = await faultOf(make(), post(peer.url), { maxBytes: 1_000_000 })
      expect(fault).toMatchObject({ problem: 'too-large' })
    })

    test('a packed body that is damaged is a fault', async () => {
      const packed = Buffer.concat([gzipSync(text).subarray(0, 10), Buffer.alloc(100, 0xff)])
      const peer = await httpPeer((_, response) => response.setHeader('content-encoding', 'gzip').end(packed))
      const fault = await faultOf(make(), post(peer.url))
      expect(fault).toMatchObject({ kind: 'network', phase: 'body', category: 'malformed-response', applied: 'maybe' })
    })

    test('an empty body under a coding is empty', async () => {
      const peer = await httpPeer((_, response) => response.setHeader('content-encoding', 'gzip').end())
      const result = await send(make(), post(peer.url))
      if (isUndici) expect(result.isOk() && result.value.body).toEqual(new Uint8Array())
      else expect(result.isOk() || result.error.category === 'malformed-response').toBe(true)
    })

    test('an unknown coding is handed over as it came', async () => {
      const peer = await httpPeer((_, response) => response.setHeader('content-encoding', 'x-own').end('raw'))
      expect(await replyOf(make(), post(peer.url))).toMatchObject({
        text: 'raw',
        headers: { 'content-encoding': 'x-own' },
      })
    })
  })

  test('no fault quotes anything of the request', async () => {
    const secret = 'canary-7f3a'
    const transport = make()
    const peer = await rawPeer(socket => socket.once('data', () => socket.resetAndDestroy()))
    const slow = await rawPeer(() => {})
    const authorities = [
      `127.0.0.1:${await deadPort()}`,
      `127.0.0.1:${peer.port}`,
      `127.0.0.1:${slow.port}`,
      `${secret}.invalid`,
      'bad host',
    ]
    for (const authority of authorities) {
      const request = post(`http://user:${secret}@${authority}/?key=${secret}`, {
        headers: { authorization: `Bearer ${secret}`, [secret]: '1' },
        body: `<password>${secret}</password>`,
        timeouts: { connectMs: 50, headersMs: 50, bodyMs: 50 },
      })
      const fault = await faultOf(transport, request)
      expect(inspect(fault, { depth: 9, showHidden: true })).not.toContain(secret)
      expect(JSON.stringify(fault)).not.toContain(secret)
    }
  })
})

describe('unpacking', () => {
  test.each<[form: string, headers: TransportReply['headers']]>([
    ['by name', { 'Content-Encoding': 'gzip', 'Content-Length': '24', 'X-Mark': 'seen' }],
    ['as lists', { 'Content-Encoding': ['gzip'], 'X-Mark': ['seen'] }],
    ["as fetch's own Headers", new Headers({ 'content-encoding': 'gzip', 'content-length': '24', 'x-mark': 'seen' })],
    ['as pairs', Object.entries({ 'Content-Encoding': 'gzip', 'Content-Length': '24', 'X-Mark': 'seen' })],
  ])('knows the coding of headers %s, and takes it away', async (_, headers) => {
    const packed = async () => decoded({ status: 200, headers, body: Readable.from([gzipSync('<a/>')]) })
    expect(await replyOf(packed, post('http://127.0.0.1/'))).toEqual({
      status: 200,
      headers: { 'x-mark': 'seen' },
      text: '<a/>',
    })
  })
})

describe('the undici transport alone', () => {
  test('a packed body that is cut off is a fault', async () => {
    const packed = gzipSync('<a/>'.repeat(1_000))
    const peer = await httpPeer((_, response) =>
      response.setHeader('content-encoding', 'gzip').end(packed.subarray(0, -20)),
    )
    const fault = await faultOf(closing(), post(peer.url))
    expect(fault).toMatchObject({ kind: 'network', phase: 'body', category: 'malformed-response', applied: 'maybe' })
  })

  test('hands over a plain body under the header of a packed one', async () => {
    for (const coding of ['gzip', 'deflate', 'br']) {
      const peer = await httpPeer((_, response) =>
        response.setHeader('content-encoding', coding).end('<html>oops</html>'),
      )
      expect((await replyOf(closing(), post(peer.url))).text).toBe('<html>oops</html>')
    }
  })

  test('knows a packed body by its first bytes, also when they come one by one', async () => {
    const packed = gzipSync('<a/>')
    const peer = await rawPeer(socket => {
      socket.setNoDelay(true).once('data', async () => {
        socket.write(`${HEAD}content-encoding: gzip\r\ncontent-length: ${packed.length}\r\n\r\n`)
        for (const byte of packed) {
          await new Promise(resolve => setImmediate(resolve))
          socket.write(Uint8Array.of(byte))
        }
      })
    })
    expect((await replyOf(closing(), post(peer.url))).text).toBe('<a/>')
  })

  test('tells a connection that takes too long from headers that do', async () => {
    const silent = await rawPeer(() => {})
    const timeouts = { connectMs: 4_000, headersMs: 60, bodyMs: 4_000 }
    const fault = await faultOf(closing(), post(silent.url, { timeouts }))
    expect(fault).toMatchObject({
      problem: 'timeout',
      phase: 'headers',
      applied: 'maybe',
      errno: 'UND_ERR_HEADERS_TIMEOUT',
    })
  })

  test('a connection cut during its handshake sent nothing', async () => {
    const peer = await rawPeer(socket => socket.once('data', () => socket.resetAndDestroy()), 'https')
    expect(await faultOf(closing(), post(peer.url))).toMatchObject({
      problem: 'reset',
      phase: 'connect',
      applied: 'no',
    })
  })

  test('a server that speaks no TLS sent nothing back to trust', async () => {
    const peer = await httpPeer((_, response) => response.end())
    const fault = await faultOf(closing(), post(peer.url.replace('http:', 'https:')))
    expect(fault).toMatchObject({ problem: 'tls', phase: 'connect', applied: 'no' })
  })

  test('trusts the authority it is given', async () => {
    const { certificate } = await import('./peers.ts')
    const peer = await tlsPeer((_, response) => response.end('ok'))
    expect((await replyOf(closing({ tls: { ca: certificate } }), post(peer.url))).text).toBe('ok')
  })

  test('a call that was given up while connecting is never sent later', async () => {
    const arrived: string[] = []
    let free = () => {}
    const peer = await httpPeer((request, response) => {
      arrived.push(request.url ?? '')
      free = () => response.end('ok')
    })
    const transport = closing({ connections: 1 })
    const first = replyOf(transport, post(`${peer.url}first`))
    await until(() => arrived.length === 1)
    const controller = new AbortController()
    const second = faultOf(transport, post(`${peer.url}second`, { signal: controller.signal }))
    const timeouts = { connectMs: 30, headersMs: 5_000, bodyMs: 5_000 }
    const third = await faultOf(transport, post(`${peer.url}third`, { timeouts }))
    controller.abort()
    expect(await second).toMatchObject({ problem: 'cancelled', phase: 'connect', applied: 'no' })
    expect(third).toMatchObject({ problem: 'timeout', phase: 'connect', applied: 'no' })
    free()
    await first
    const fourth = replyOf(transport, post(`${peer.url}fourth`))
    await until(() => arrived.length === 2)
    free()
    await fourth
    expect(arrived).toEqual(['/first', '/fourth'])
  })

  test('calls with different limits share their connections', async () => {
    const peer = await httpPeer((_, response) => response.end('ok'))
    const transport = closing()
    for (const connectMs of [1_000, 2_000, 3_000, 4_000, 5_000]) {
      await replyOf(transport, post(peer.url, { timeouts: { connectMs, headersMs: 1_000, bodyMs: 1_000 } }))
    }
    expect(peer.connections()).toBe(1)
  })

  test('once closed it sends nothing and says so', async () => {
    const peer = await httpPeer((_, response) => response.end('ok'))
    const transport = undiciTransport()
    await replyOf(transport, post(peer.url))
    await transport.close()
    await transport.close()
    await until(() => peer.open() === 0)
    expect(await faultOf(transport, post(peer.url))).toMatchObject({ kind: 'request', problem: 'not-sent' })
    expect(peer.connections()).toBe(1)
  })

  test('can be closed without ever having been used', async () => {
    expect(await undiciTransport().close()).toBeUndefined()
  })

  test.each([{ 'bad name': '1' }, { name: 'bad\nvalue' }])(
    'headers that HTTP does not allow are a request fault',
    async headers => {
      const peer = await httpPeer((_, response) => response.end())
      expect(await faultOf(closing(), post(peer.url, { headers }))).toMatchObject({
        kind: 'request',
        problem: 'not-sent',
      })
      expect(peer.connections()).toBe(0)
    },
  )
})

describe('the fetch transport alone', () => {
  test('sends through the function it is given', async () => {
    const seen: string[] = []
    const own: typeof fetch = async input => {
      seen.push(String(input))
      return new Response('<a/>', { status: 202 })
    }
    expect(await replyOf(fetchTransport({ fetch: own }), post('http://127.0.0.1/x'))).toMatchObject({
      status: 202,
      text: '<a/>',
    })
    expect(seen).toEqual(['http://127.0.0.1/x'])
  })

  test('a plain body under the header of a packed one is a fault, for fetch unpacks by the header', async () => {
    const peer = await httpPeer((_, response) =>
      response.setHeader('content-encoding', 'gzip').end('<html>oops</html>'),
    )
    const fault = await faultOf(fetchTransport(), post(peer.url))
    expect(fault).toMatchObject({ phase: 'body', category: 'malformed-response', applied: 'maybe' })
  })
})
