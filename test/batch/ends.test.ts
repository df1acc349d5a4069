import { err, ok, okAsync } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import { invokeAll, invokeBatches } from '../../src/batch.ts'
import { forOperation } from '../../src/core/operation.ts'
import type { Clock } from '../../src/retry/sleep.ts'
import * as faults from '../retry/faults.ts'
import { simulatedClock } from './simulated-clock.ts'

const never = new Promise<never>(() => {})

describe('a run ends', () => {
  test('while another lane waits for a row that never comes: it hung', async () => {
    async function* rows() {
      yield 'a'
      await never
    }
    const report = await invokeAll(rows(), {
      idempotency: 'once',
      concurrency: 2,
      retry: false,
      clock: simulatedClock(),
      call: async () => err(faults.refusedConnection),
    })
    expect(report).toMatchObject({ end: 'technical', unsuccessful: 1 })
  })

  test('although its call does not heed the signal: it hung', async () => {
    const stop = new AbortController()
    const kinds: string[] = []
    const report = await invokeAll(['a', 'b'], {
      idempotency: 'once',
      signal: stop.signal,
      clock: simulatedClock(),
      call: () => {
        setImmediate(() => stop.abort())
        return never
      },
      sinks: { reconcile: outcome => outcome.kind === 'reconcile' && kinds.push(outcome.fault.applied) },
    })
    expect(report).toMatchObject({ end: 'cancelled', toReconcile: 1, notInvoked: 1 })
    expect(kinds).toEqual(['maybe'])
  })

  test('although a try takes longer than it may and does not heed that: it hung', async () => {
    const report = await invokeAll(['a'], {
      idempotency: 'once',
      retry: { attemptMs: 10 },
      clock: simulatedClock(),
      call: () => never,
    })
    expect(report).toMatchObject({ end: 'technical', toReconcile: 1, fault: { category: 'timeout' } })
  })

  test('before rows are called that still wait for their turn: a lane each was', async () => {
    let calls = 0
    const report = await invokeAll(['a', 'b', 'c', 'd', 'e'], {
      idempotency: 'once',
      concurrency: 4,
      rateLimit: { calls: 1, windowMs: 60_000 },
      errorAcceptanceNumber: 0,
      clock: simulatedClock(),
      call: async () => {
        calls += 1
        return err(faults.refused())
      },
    })
    expect(report).toMatchObject({ end: 'too-many-errors', unsuccessful: 1, notInvoked: 4 })
    expect(calls).toBe(1)
  })
})

test('what was cancelled and may have been done is told, where no journal goes on with it: it counted as not invoked', async () => {
  const stop = new AbortController()
  const keys: unknown[] = []
  const report = await invokeAll(['a'], {
    idempotency: 'keyed',
    key: row => `key ${row}`,
    signal: stop.signal,
    call: async () => {
      stop.abort()
      return err(forOperation(faults.cancelled, 'keyed'))
    },
    sinks: { failure: ({ key }) => keys.push(key) },
  })
  expect([report.end, report.notInvoked, keys]).toEqual(['cancelled', 0, ['key a']])
})

test('a keyed call has one key for all its tries also without a journal: it had none', async () => {
  const keys: (string | undefined)[] = []
  await invokeAll(['a', 'b'], {
    idempotency: 'keyed',
    clock: simulatedClock(),
    call: async (_, { key, attempt, index }) => {
      keys.push(key)
      return index === 0 && attempt === 1 ? err(forOperation(faults.reset, 'keyed')) : ok('done')
    },
  })
  expect(keys).toEqual([expect.stringMatching(/-0$/), keys[0], expect.stringMatching(/-1$/)])
})

test('a rate limit is waited for also where a generation repeats nothing yet: it was a failure', async () => {
  const report = await invokeAll(['a'], {
    idempotency: 'once',
    generation: 'before-S17.6.2-rest',
    retryNumber: 1,
    errorAcceptanceNumber: 5,
    clock: simulatedClock(),
    call: async (_, { attempt }) => (attempt === 1 ? err(faults.limited) : ok('done')),
  })
  expect(report).toMatchObject({ successful: 1, unsuccessful: 0 })
})

test('a repeat that waits for its turn is no try that takes too long', async () => {
  const report = await invokeAll(['a', 'b'], {
    idempotency: 'once',
    retry: { attemptMs: 50, backoff: () => 1 },
    rateLimit: { calls: 1, windowMs: 500 },
    clock: simulatedClock(),
    call: async (_, { attempt }) => (attempt === 1 ? err(faults.refusedConnection) : ok('done')),
  })
  expect(report).toMatchObject({ end: 'completed', successful: 2, attempts: 4 })
})

test('a clock that is set back holds no call, and no time runs backwards: the run stood still for an hour', async () => {
  const clock = simulatedClock()
  let setBackMs = 0
  const set: Clock = { ...clock, now: () => clock.now() - setBackMs }
  const report = await invokeAll(['a', 'b', 'c'], {
    idempotency: 'once',
    clock: set,
    rateLimit: { calls: 1, windowMs: 100 },
    call: row => {
      if (row === 'b') setBackMs = 3_600_000
      return okAsync(row)
    },
  })
  expect(report.successful).toBe(3)
  expect(clock.now()).toBeLessThan(1_000)
  expect(report.elapsedMs).toBeGreaterThanOrEqual(0)
})

test('what a halved request may have done is not forgotten when a row of it is refused by itself', async () => {
  const applied: string[] = []
  const server = faults.refused({ level: 'response', applied: 'maybe' })
  await invokeBatches(['a', 'b'], {
    idempotency: 'keyed',
    size: 2,
    retry: false,
    call: async rows => (rows.length === 2 ? err(server) : ok([err(faults.refused())])),
    sinks: { failure: outcome => outcome.kind === 'failure' && applied.push(outcome.fault.applied) },
  })
  expect(applied).toEqual(['maybe', 'maybe'])
})
