import { getEventListeners } from 'node:events'
import * as cockatiel3 from 'cockatiel'
import * as cockatiel4 from 'cockatiel-4'
import type { Result } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import { send } from '../../src/client/send/send.ts'
import type { Transport, TransportRequest } from '../../src/client/transport/contract.ts'
import { type Policy, wrap } from '../../src/client/transport/wrap.ts'
import { undiciTransport } from '../../src/client/transport.ts'
import type { Fault } from '../../src/core/fault.ts'
import { deadPort, httpPeer, post, scriptedPeer, until } from './peers.ts'

const failing = (reply: unknown) => (reply as { status: number }).status >= 500

/** The two have the same names; 4 is for Node 22 and later, and works here as well. */
const versions = [
  ['3', cockatiel3],
  ['4', cockatiel4 as unknown as typeof cockatiel3],
] as const

describe.each(versions)('wrap, with policies of cockatiel %s', (_, cockatiel) => {
  const { bulkhead, ConsecutiveBreaker, circuitBreaker, handleAll, handleWhenResult, retry, timeout } = cockatiel
  const { TimeoutStrategy, wrap: combine } = cockatiel

  test('a circuit that opened holds calls back, says so, and lets them through again', async () => {
    let status = 503
    let calls = 0
    const peer = await httpPeer((request, reply) => {
      calls += 1
      request.resume().on('end', () => reply.writeHead(status).end())
    })
    const breaker = circuitBreaker(handleAll.orWhenResult(failing), {
      halfOpenAfter: 1,
      breaker: new ConsecutiveBreaker(2),
    })
    const own = undiciTransport()
    const transport = wrap(breaker, own)
    for (let n = 0; n < 2; n++) expect((await send(transport, post(peer.url)))._unsafeUnwrap().status).toBe(503)
    const isolated = breaker.isolate()
    const fault = (await send(transport, post(peer.url)))._unsafeUnwrapErr()
    isolated.dispose()
    expect(fault).toMatchObject({
      kind: 'request',
      problem: 'circuit-open',
      category: 'unavailable',
      remedy: 'wait',
      applied: 'no',
    })
    expect(calls).toBe(2)
    status = 200
    const deadline = performance.now() + 2_000
    let again = await send(transport, post(peer.url))
    while (again.isErr() && performance.now() < deadline) again = await send(transport, post(peer.url))
    expect(again._unsafeUnwrap().status).toBe(200)
    await own.close()
  })

  test('a bulkhead that is full holds calls back and says so', async () => {
    const silent = await scriptedPeer('')
    const own = undiciTransport()
    const transport = wrap(bulkhead(1), own)
    const abort = new AbortController()
    const first = send(transport, post(silent.url, { signal: abort.signal }))
    await until(() => silent.connections() === 1)
    const fault = (await send(transport, post(silent.url)))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ kind: 'request', problem: 'bulkhead-full', applied: 'no' })
    abort.abort()
    expect((await first)._unsafeUnwrapErr().category).toBe('cancelled')
    await own.close()
  })

  test.each([
    ['aggressive', TimeoutStrategy.Aggressive],
    ['cooperative', TimeoutStrategy.Cooperative],
  ])('an %s timeout ends the exchange, and what was sent may have been done', async (_, strategy) => {
    const silent = await scriptedPeer('')
    const own = undiciTransport()
    const fault = (await send(wrap(timeout(50, strategy), own), post(silent.url)))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ kind: 'network', applied: 'maybe' })
    expect(['timeout', 'cancelled']).toContain(fault.category)
    await until(() => silent.open() === 0)
    await own.close()
  })

  test('several in one work together, and the caller’s signal still ends the exchange', async () => {
    const silent = await scriptedPeer('')
    const own = undiciTransport()
    const transport = wrap(combine(bulkhead(5), timeout(5_000, TimeoutStrategy.Cooperative)), own)
    const abort = new AbortController()
    const waiting = send(transport, post(silent.url, { signal: abort.signal }))
    await until(() => silent.connections() === 1)
    abort.abort()
    expect((await waiting)._unsafeUnwrapErr()).toMatchObject({ category: 'cancelled', applied: 'maybe' })
    await own.close()
  })

  test('around a call, a policy sees real results: a breaker opens on Err values', async () => {
    const own = undiciTransport()
    const dead = post(`http://127.0.0.1:${await deadPort()}/`)
    const isErr = (result: unknown) => (result as Result<unknown, Fault>).isErr()
    const breaker = circuitBreaker(handleWhenResult(isErr), {
      halfOpenAfter: 60_000,
      breaker: new ConsecutiveBreaker(3),
    })
    const results: unknown[] = []
    for (let n = 0; n < 4; n++)
      results.push(await breaker.execute(() => send(own, dead)).catch((error: Error) => error.message))
    expect(results.slice(0, 3).every(isErr)).toBe(true)
    expect(results[3]).toMatch(/breaker is open/)
    await own.close()
  })

  test('a policy that repeats sends nothing twice: a POST had gone out four times', async () => {
    let calls = 0
    const peer = await httpPeer(request => {
      calls += 1
      request.socket.destroy()
    })
    const own = undiciTransport()
    const fault = (await send(wrap(retry(handleAll, { maxAttempts: 3 }), own), post(peer.url)))._unsafeUnwrapErr()
    expect([calls, fault.applied]).toEqual([1, 'maybe'])
    await own.close()
  })

  test('who gives up while a bulkhead lets him wait learns that nothing was sent, and nothing is', async () => {
    const asked: TransportRequest[] = []
    const silent: Transport = request => {
      asked.push(request)
      return new Promise((_, reject) => request.signal?.addEventListener('abort', reject))
    }
    const transport = wrap(bulkhead(1, 1), silent)
    const [first, second] = [new AbortController(), new AbortController()]
    const sending = send(transport, post('http://127.0.0.1:9/', { signal: first.signal }))
    await until(() => asked.length === 1)
    const waiting = send(transport, post('http://127.0.0.1:9/', { signal: second.signal }))
    second.abort()
    expect((await waiting)._unsafeUnwrapErr()).toMatchObject({ category: 'cancelled', applied: 'no' })
    first.abort()
    expect((await sending)._unsafeUnwrapErr()).toMatchObject({ category: 'cancelled', applied: 'maybe' })
    expect(asked).toHaveLength(1)
  })

  test('wants a policy and a transport', () => {
    expect(() => wrap({} as never, undiciTransport())).toThrow(/no execute/)
    expect(() => wrap(bulkhead(1), undefined as never)).toThrow(/not a function/)
  })
})

describe('wrap, with a policy of the program', () => {
  const fine: Transport = async () => ({ status: 200, headers: {}, body: 'fine' })

  test('that hands nothing over lets calls through: they had all failed', async () => {
    const policy = { execute: (call: () => PromiseLike<never>) => call() } as unknown as Policy
    expect((await send(wrap(policy, fine), post('http://127.0.0.1:9/')))._unsafeUnwrap().status).toBe(200)
  })

  test('that throws before it has sent anything, and sends it later, has sent nothing', async () => {
    let late = () => {}
    let calls = 0
    const policy: Policy = {
      execute: async call => {
        late = () => void call({ signal: new AbortController().signal }).then(undefined, () => {})
        throw new Error('not now')
      },
    }
    const counting: Transport = request => {
      calls += 1
      return fine(request)
    }
    const fault = (await send(wrap(policy, counting), post('http://127.0.0.1:9/')))._unsafeUnwrapErr()
    late()
    expect([fault.applied, calls]).toEqual(['no', 0])
  })

  test('whose signal outlives its calls is listened to by none that has ended', async () => {
    const { signal } = new AbortController()
    const policy: Policy = { execute: async call => call({ signal }) }
    const request = { ...post('http://127.0.0.1:9/'), signal: new AbortController().signal }
    for (let n = 0; n < 20; n++) expect((await send(wrap(policy, fine), request)).isOk()).toBe(true)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })
})
