import { err, ok, type Result } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import type { Fault } from '../../src/core/fault.ts'
import { forOperation, type Idempotency } from '../../src/core/operation.ts'
import { constant } from '../../src/retry/backoff.ts'
import { retryBudget } from '../../src/retry/budget.ts'
import { DEFAULT_POLICY } from '../../src/retry/policy.ts'
import { type RunOptions, run, type Try } from '../../src/retry/run.ts'
import { virtualClock } from './clock.ts'
import * as faults from './faults.ts'

const { busy, limited, loggedOut, refusedConnection, reset, timeout } = faults
type Script = readonly (Fault | 'done')[]

/** Runs one thing whose tries end as scripted; the last word is repeated. */
async function scripted(script: Script, idempotency: Idempotency = 'read', more: Partial<RunOptions<string>> = {}) {
  const clock = virtualClock()
  const tries: Try[] = []
  const call = async (asked: readonly string[], attempt: Try): Promise<Result<string, Fault>[]> => {
    const word = script[Math.min(tries.length, script.length - 1)] ?? 'done'
    tries.push(attempt)
    clock.pass(10)
    return asked.map(one => (word === 'done' ? ok(one) : err(forOperation(word, idempotency))))
  }
  const options = {
    policy: { ...DEFAULT_POLICY, backoff: constant(100) },
    idempotencyOf: () => idempotency,
    clock,
    random: () => 0,
    ...more,
  }
  const [result] = await run(['thing'], call, options)
  return { result, tries, waits: clock.waits, elapsed: clock.now() }
}

describe('run', () => {
  test('a success is given as it comes', async () => {
    const { result, tries, waits } = await scripted(['done'])
    expect([result?._unsafeUnwrap(), tries.length, waits]).toEqual(['thing', 1, []])
  })

  test.each<[string, Script, Idempotency, number[]]>([
    ['a busy service', [busy, busy, 'done'], 'once', [100, 100]],
    ['a refused connection', [refusedConnection, 'done'], 'once', [100]],
    ['a reset read', [reset, 'done'], 'read', [100]],
    ['a rate limit, however often', [limited, 'done'], 'once', [60_000]],
    ['a timeout, where a repeat is harmless', [timeout, reset, busy, 'done'], 'repeatable', [100, 100, 100]],
  ])('recovers from %s', async (_, script, idempotency, expected) => {
    const { result, waits } = await scripted(script, idempotency)
    expect([result?.isOk(), waits]).toEqual([true, expected])
  })

  test('the fault of what is given up tells every try, and why there were no more', async () => {
    const { result } = await scripted([busy, reset, busy, timeout], 'repeatable')
    const fault = result?._unsafeUnwrapErr()
    expect(fault?.stopped).toEqual({ because: 'exhausted', reason: 'It was tried 4 times, and no more are allowed' })
    expect(fault?.attempts).toEqual([
      { kind: 'service', category: 'unavailable', code: '414', applied: 'no', delayMs: 0, durationMs: 10 },
      { kind: 'network', category: 'unavailable', applied: 'maybe', delayMs: 100, durationMs: 10 },
      { kind: 'service', category: 'unavailable', code: '414', applied: 'no', delayMs: 100, durationMs: 10 },
      { kind: 'network', category: 'timeout', applied: 'maybe', delayMs: 100, durationMs: 10 },
    ])
  })

  test('a later refusal does not undo what an earlier try may have done', async () => {
    const { result } = await scripted([reset, faults.refused()], 'repeatable')
    expect(result?._unsafeUnwrapErr()).toMatchObject({ applied: 'maybe', remedy: 'fix', stopped: { because: 'final' } })
    const { result: unsent } = await scripted([reset, faults.notSent], 'repeatable')
    expect(unsent?._unsafeUnwrapErr()).toMatchObject({ kind: 'network', applied: 'maybe', remedy: 'reconcile' })
  })

  test('tells a try whether an earlier one may have been carried out', async () => {
    const { tries } = await scripted([busy, reset, busy, 'done'], 'repeatable')
    expect(tries.map(({ isRepeat }) => isRepeat(0))).toEqual([true, true, true, true]) // asked afterwards
    const seen: boolean[] = []
    const script = [busy, reset, busy]
    await run(
      ['x'],
      async (_, attempt) => {
        seen.push(attempt.isRepeat(0))
        const fault = script[seen.length - 1]
        return [fault === undefined ? ok('x') : err(fault)]
      },
      { policy: { ...DEFAULT_POLICY, backoff: constant(1) }, idempotencyOf: () => 'repeatable', clock: virtualClock() },
    )
    expect(seen).toEqual([false, false, true, true])
  })

  test('signs in once, and no more where that does not help', async () => {
    let renewals = 0
    const signIn = async () => {
      renewals += 1
      return true
    }
    const recovered = await scripted([loggedOut, 'done'], 'once', { signIn })
    expect([recovered.result?.isOk(), recovered.waits, renewals]).toEqual([true, [], 1])
    const { result, tries } = await scripted([loggedOut], 'read', { signIn })
    expect([result?._unsafeUnwrapErr().stopped?.because, tries.length, renewals]).toEqual(['final', 2, 2])
  })

  test.each<[string, () => Promise<boolean>]>([
    ['fails', async () => false],
    [
      'throws',
      async () => {
        throw new Error('canary')
      },
    ],
  ])('a sign-in that %s ends the call', async (_, signIn) => {
    const { result, tries } = await scripted([loggedOut, 'done'], 'read', { signIn })
    expect(result?._unsafeUnwrapErr()).toMatchObject({
      category: 'session',
      stopped: { because: 'final', reason: 'Signing in anew failed' },
    })
    expect(tries).toHaveLength(1)
  })

  test('one deadline holds over all tries and waits', async () => {
    const policy = { ...DEFAULT_POLICY, maxAttempts: 100, backoff: constant(1_000), deadlineMs: 5_000 }
    const { result, tries, elapsed } = await scripted([busy], 'read', { policy })
    expect(result?._unsafeUnwrapErr().stopped?.because).toBe('deadline')
    expect([tries.length, elapsed]).toEqual([5, 4_050])
  })

  test('waits for a rate limit end with the deadline, not with the tries', async () => {
    const { result, tries } = await scripted([{ ...limited, retryAfterMs: 10_000 }])
    expect([result?._unsafeUnwrapErr().stopped?.because, tries.length]).toEqual(['deadline', 12])
  })

  test('the budget is shared, and successes fill it again', async () => {
    const budget = retryBudget(12)
    const first = await scripted([busy], 'read', { budget })
    expect([first.result?._unsafeUnwrapErr().stopped?.because, first.tries.length, budget.left()]).toEqual([
      'budget',
      3,
      2,
    ])
    await scripted(['done'], 'read', { budget })
    expect(budget.left()).toBe(3)
    budget.give(100)
    await scripted([busy, 'done'], 'read', { budget })
    expect(budget.left()).toBe(12)
  })

  test('a thousand that go in one try cost what one costs', async () => {
    const budget = retryBudget(20)
    let calls = 0
    const call = async (asked: readonly number[]) => {
      calls += 1
      return asked.map(one => (calls < 3 ? err(busy) : ok(one)))
    }
    const many = Array.from({ length: 1_000 }, (_, index) => index)
    const options = { policy: DEFAULT_POLICY, idempotencyOf: () => 'once' as const, clock: virtualClock(), budget }
    const results = await run(many, call, options)
    expect([results.every(result => result.isOk()), calls, budget.left()]).toEqual([true, 3, 15])
  })

  test('each of several is judged by itself, and those that are repeated go together', async () => {
    const clock = virtualClock()
    const calls: string[][] = []
    const idempotencies: Record<string, Idempotency> = { read: 'read', add: 'once', delete: 'repeatable' }
    const results = await run(
      ['read', 'add', 'fine', 'delete'],
      async asked => {
        calls.push([...asked])
        return asked.map(one => {
          if (one === 'fine' || (one === 'read' && calls.length === 2) || calls.length === 3) return ok(one)
          return err(one === 'add' ? reset : busy)
        })
      },
      {
        policy: { ...DEFAULT_POLICY, backoff: constant(100) },
        idempotencyOf: one => idempotencies[one] ?? 'read',
        clock,
      },
    )
    expect(calls).toEqual([['read', 'add', 'fine', 'delete'], ['read', 'delete'], ['delete']])
    expect(results.map(result => (result.isOk() ? result.value : result.error.stopped?.because))).toEqual([
      'read',
      'unsafe',
      'fine',
      'delete',
    ])
  })

  test('rules may forbid, allow and change the meaning, and one that throws says nothing', async () => {
    const throwing = () => {
      throw new Error('bug')
    }
    const forbidden = await scripted([busy], 'read', {
      rules: [throwing, () => ({ retry: 'allow' }), () => ({ retry: 'forbid' })],
    })
    expect([forbidden.result?._unsafeUnwrapErr().stopped?.because, forbidden.tries.length]).toEqual(['forbidden', 1])
    const changed = await scripted([unlistedBusy, 'done'], 'once', {
      rules: [
        fault =>
          fault.message === 'try later' ? { category: 'unavailable', remedy: 'wait', applied: 'no' } : undefined,
      ],
    })
    expect(changed.result?.isOk()).toBe(true)
  })

  const unlistedBusy = { ...faults.unlisted, message: 'try later' }

  test('a try that takes too long is cut, and that is a timeout', async () => {
    const policy = { ...DEFAULT_POLICY, attemptMs: 50, maxAttempts: 1 }
    const [result] = await run(
      ['slow'],
      (_, { signal }) =>
        new Promise<Result<string, Fault>[]>(resolve =>
          signal?.addEventListener('abort', () => resolve([err(faults.cancelled)])),
        ),
      { policy, idempotencyOf: () => 'once' },
    )
    expect(result?._unsafeUnwrapErr()).toMatchObject({
      category: 'timeout',
      problem: 'timeout',
      applied: 'maybe',
      stopped: { because: 'unsafe' },
    })
  })

  test('an abort ends a wait within 20 ms and starts no further try', async () => {
    const controller = new AbortController()
    let tries = 0
    const running = run(
      ['x'],
      async () => {
        tries += 1
        return [err(busy)]
      },
      {
        policy: { ...DEFAULT_POLICY, backoff: constant(60_000) },
        idempotencyOf: () => 'read',
        signal: controller.signal,
      },
    )
    await new Promise(resolve => setImmediate(resolve))
    const abortedAt = performance.now()
    controller.abort()
    const [result] = await running
    expect(performance.now() - abortedAt).toBeLessThan(20)
    expect([result?._unsafeUnwrapErr().stopped?.because, tries]).toEqual(['cancelled', 1])
  })

  test('observers hear of every try, every repeat, every recovery and every end; their own trouble is nobody else’s', async () => {
    const heard: string[] = []
    const observer = {
      onAttempt: ({ attempt, fault }: { attempt: number; fault?: Fault }) =>
        heard.push(`try ${attempt} ${fault?.category ?? 'done'}`),
      onRetry: ({ attempt, delayMs }: { attempt: number; delayMs: number }) =>
        heard.push(`retry after ${attempt} in ${delayMs}`),
      onRecovered: ({ retries, durationMs }: { retries: number; durationMs: number }) =>
        heard.push(`recovered after ${retries} in ${durationMs}`),
      onGiveUp: ({ fault }: { fault: Fault }) => heard.push(`gave up: ${fault.stopped?.because}`),
    }
    const troubled = {
      onAttempt: () => {
        throw new Error('x')
      },
      onGiveUp: async () => {
        throw new Error('x')
      },
    }
    await scripted([busy, 'done'], 'read', { observers: [troubled, observer] })
    await scripted([reset], 'once', { observers: [troubled, observer] })
    expect(heard).toEqual([
      'try 1 unavailable',
      'retry after 1 in 100',
      'try 2 done',
      'recovered after 1 in 120',
      'try 1 unavailable',
      'gave up: unsafe',
    ])
  })
})
