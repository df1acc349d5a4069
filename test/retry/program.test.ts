import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { err, ok, type Result } from 'neverthrow'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CallOptions } from '../../src/client/call/call.ts'
import { httpClient } from '../../src/client/http/client.ts'
import type { HttpOptions } from '../../src/client/http/options.ts'
import type { Fault } from '../../src/core/fault.ts'
import { forOperation, type Idempotency } from '../../src/core/operation.ts'
import { constant } from '../../src/retry/backoff.ts'
import { DEFAULT_POLICY, type RetryPolicy } from '../../src/retry/policy.ts'
import type { RetryRule } from '../../src/retry/rules.ts'
import { type RunOptions, run } from '../../src/retry/run.ts'
import { systemClock } from '../../src/retry/sleep.ts'
import { parseFault } from '../../src/schema.ts'
import { virtualClock } from './clock.ts'
import { busy, limited, refused, reset } from './faults.ts'

// A service that is always busy, and counts.
let calls = 0
const service = createServer((request, response) => {
  calls += 1
  const hasMet = request.url === '/limited'
  response.writeHead(hasMet ? 429 : 503, { 'content-type': 'application/json' }).end('{"message":"busy"}')
})
let url = ''
beforeAll(async () => {
  await new Promise<void>(resolve => service.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
})
afterAll(() => {
  service.closeAllConnections()
  service.close()
})

async function get(path: string, client: Partial<HttpOptions>, call: CallOptions = {}) {
  const api = httpClient({ url, ...client })
  calls = 0
  const result = await api.get(path, call)
  await api.close()
  return { fault: result._unsafeUnwrapErr(), calls }
}

async function scripted(script: readonly Fault[], idempotency: Idempotency, more: Partial<RunOptions<string>> = {}) {
  const clock = virtualClock()
  let tries = 0
  const [result] = await run(
    ['thing'],
    async (): Promise<Result<string, Fault>[]> => {
      const fault = script[tries++]
      return [fault === undefined ? ok('thing') : err(forOperation(fault, idempotency))]
    },
    {
      policy: { ...DEFAULT_POLICY, backoff: constant(100) },
      idempotencyOf: () => idempotency,
      clock,
      random: () => 0.5,
      ...more,
    },
  )
  return { result, tries, waits: clock.waits }
}

describe('options', () => {
  const left = { maxAttempts: undefined, deadlineMs: undefined, attemptMs: undefined, backoff: undefined } as object
  const quick = constant(1)

  test('that are there and undefined keep their default: tries had no end, and a missing back-off broke the call', async () => {
    const ofClient = await get('busy', { retry: left })
    expect([ofClient.calls, ofClient.fault.stopped?.because]).toEqual([4, 'exhausted'])
    const ofCall = await get('busy', { retry: { maxAttempts: 2, backoff: quick } }, { retry: left })
    expect([ofCall.calls, ofCall.fault.stopped?.because]).toEqual([2, 'exhausted'])
  })

  test('`false` gives the first failure also under a client that does not wait between tries, by a clock that stands still', async () => {
    const clock = { ...systemClock, now: () => 0 }
    const { fault, calls } = await get('limited', { clock, retry: { backoff: constant(0) } }, { retry: false })
    expect([calls, fault.stopped]).toEqual([1, { because: 'deadline', reason: 'No time is allowed for a repeat' }])
  })

  test.each<[string, object]>([
    ['retry.maxAttempts', { maxAttempts: '3' }],
    ['retry.attemptMs', { attemptMs: 0 }],
    ['retry.budget', { budget: { take: () => true } }],
  ])('`%s` that cannot be used is told at once', (name, retry) => {
    expect(() => httpClient({ url, retry })).toThrow(`\`${name}\``)
  })

  test('two and a half tries are two', async () => {
    expect((await get('busy', { retry: { maxAttempts: 2.5, backoff: quick } })).calls).toBe(2)
  })
})

describe('a back-off of the program', () => {
  test.each<[string, () => unknown]>([
    ['throws', () => JSON.parse('{')],
    ['rejects', async () => JSON.parse('{')],
    ['never ends', () => Number.POSITIVE_INFINITY],
    ['gives no number', () => '5'],
    ['gives nothing', () => undefined],
    ['gives what is no number', () => Number.NaN],
  ])('that %s leaves the wait to the default', async (_, backoff) => {
    const policy = { ...DEFAULT_POLICY, backoff: backoff as RetryPolicy['backoff'] }
    const { result, waits } = await scripted([busy, busy], 'read', { policy })
    expect([result?.isOk(), waits]).toEqual([true, [250, 500]])
  })
})

describe('waits', () => {
  test('for a rate limit of which nobody says how long it lasts grow: they were 250 ms each, a hundred times', async () => {
    const unsaid = refused({ category: 'rate-limit', remedy: 'wait' })
    const { waits } = await scripted([unsaid, unsaid, unsaid, unsaid], 'read', { policy: DEFAULT_POLICY })
    expect(waits).toEqual([250, 500, 1_000, 2_000])
  })
})

describe('a rule', () => {
  const rule = (says: () => unknown): readonly RetryRule[] => [says as RetryRule]

  test.each<[string, () => unknown]>([
    ['rejects', async () => JSON.parse('{')],
    [
      'throws when its answer is read',
      () => ({
        get retry() {
          return JSON.parse('{')
        },
      }),
    ],
    ['says a remedy that there is not', () => ({ remedy: 'retry' })],
    ['says a category that there is not', () => ({ category: 'busy' })],
    ['says that it was applied in a word that there is not', () => ({ applied: 'never' })],
    ['says nothing of anything', () => ({ category: null, remedy: null, applied: null, retry: null })],
  ])('that %s says nothing', async (_, says) => {
    const { result, tries } = await scripted([reset], 'once', { rules: rule(says) })
    const fault = result?._unsafeUnwrapErr()
    expect([tries, fault?.applied, fault?.category, fault?.remedy]).toEqual([1, 'maybe', 'unavailable', 'reconcile'])
    expect(parseFault(JSON.parse(JSON.stringify(fault))).isOk()).toBe(true)
    const wrong = await scripted([refused()], 'read', { rules: rule(says) })
    expect([wrong.tries, wrong.result?._unsafeUnwrapErr().stopped?.because]).toEqual([1, 'final'])
  })

  test('or an observer that writes on the fault does not make what may have been done harmless', async () => {
    const write = (fault: Fault) => {
      Object.assign(fault, { applied: 'no', category: 'unavailable', remedy: 'wait' })
      return undefined
    }
    const observers = [{ onAttempt: ({ fault }: { fault?: Fault }) => fault && write(fault) }]
    const { tries, result } = await scripted([reset], 'once', { rules: [write], observers })
    expect([tries, result?._unsafeUnwrapErr().stopped?.because]).toEqual([1, 'unsafe'])
  })
})

describe('an observer', () => {
  test('that is an instance of a class counts: its methods had lost it', async () => {
    class Metrics {
      readonly #heard: string[] = []
      heard() {
        return this.#heard.join()
      }
      onAttempt() {
        this.#heard.push('attempt')
      }
      onRetry() {
        this.#heard.push('retry')
      }
      onGiveUp() {
        this.#heard.push('give up')
      }
      onRequest() {
        this.#heard.push('request')
      }
    }
    const metrics = new Metrics()
    await get('busy', { hooks: metrics, retry: { maxAttempts: 2, backoff: constant(1), observers: [metrics] } })
    expect(metrics.heard()).toBe('request,attempt,retry,request,attempt,give up')
  })

  test('that throws when it is looked at troubles nobody', async () => {
    const observer = {
      get onGiveUp() {
        return JSON.parse('{')
      },
    }
    expect((await get('busy', { retry: { maxAttempts: 1, observers: [observer] } })).fault.category).toBe('unavailable')
  })
})

describe('a misspelled word for what a second try does', () => {
  test('is not taken for harmless', async () => {
    const { tries } = await scripted([reset], 'Once' as Idempotency)
    expect(tries).toBe(1)
  })
})

describe('a clock', () => {
  const policy = { ...DEFAULT_POLICY, backoff: constant(1_000), deadlineMs: 5_000 }
  const forever = Array.from({ length: 50 }, () => ({ ...limited, retryAfterMs: 0 }))

  test.each<[string, (now: number) => number]>([
    ['stands still', now => now],
    ['goes back an hour with every look', now => now - 3_600_000],
    ['knows no time', () => Number.NaN],
  ])('that %s does not move the deadline away', async (_, next) => {
    let now = 1_764_000_000_000
    const clock = {
      now: () => {
        now = next(now)
        return now
      },
      after: virtualClock().after,
    }
    const { result, tries } = await scripted(forever, 'read', { policy, clock })
    const fault = result?._unsafeUnwrapErr()
    expect([fault?.stopped?.because, tries]).toEqual(['deadline', 6])
    expect(fault?.attempts?.every(({ durationMs }) => durationMs === 0)).toBe(true)
  })
})

describe('a try that is cut by its limit', () => {
  test('and may have been done must still be compared with the service', async () => {
    const slow = createServer(() => {})
    await new Promise<void>(resolve => slow.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`
    const api = httpClient({ url: address, retry: { attemptMs: 30 } })
    const fault = (await api.post('x', {}))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ category: 'timeout', applied: 'maybe', remedy: 'reconcile' })
    expect(fault.stopped?.because).toBe('unsafe')
    await api.close()
    slow.closeAllConnections()
    slow.close()
  })
})

describe('an abort', () => {
  test('while somebody signs in anew is an abort, not a failure to sign in', async () => {
    const controller = new AbortController()
    const signIn = async () => {
      controller.abort()
      return false
    }
    const ended = refused({ category: 'session', remedy: 'sign-in' })
    const { result } = await scripted([ended], 'read', { signIn, signal: controller.signal })
    expect(result?._unsafeUnwrapErr().stopped).toMatchObject({ because: 'cancelled' })
  })
})
