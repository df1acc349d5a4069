import fc from 'fast-check'
import { err, ok } from 'neverthrow'
import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  type BatchReport,
  type BatchStatistics,
  type CallContext,
  errAsync,
  type Fault,
  type InvokeAllOptions,
  invokeAll,
  type Journal,
  okAsync,
  type RowOutcome,
} from '../../src/batch.ts'
import { forOperation } from '../../src/core/operation.ts'
import { virtualClock } from '../retry/clock.ts'
import * as faults from '../retry/faults.ts'
import { endOf, type Script } from './scripted.ts'
import { simulatedClock } from './simulated-clock.ts'

type Outcome = RowOutcome<Script, string>

/** Runs scripted rows on a clock of its own, and keeps every outcome and every call. */
async function scripted(
  rows: Iterable<Script> | AsyncIterable<Script>,
  more: Partial<InvokeAllOptions<Script, string>>,
) {
  const clock = virtualClock()
  const outcomes: Outcome[] = []
  const calls: CallContext<Script>[] = []
  const keep = (outcome: Outcome) => outcomes.push(outcome)
  const { idempotency = 'once' } = more
  const report = await invokeAll(rows, {
    idempotency,
    call: async (row, context) => {
      calls.push(context)
      return endOf(row, context.attempt, context.idempotency)
    },
    sinks: { success: keep, failure: keep, reconcile: keep },
    clock,
    random: () => 0,
    ...more,
  })
  return { report, outcomes, calls, clock }
}

const kinds = (outcomes: readonly Outcome[]) => outcomes.map(({ kind, attempts }) => `${kind} ${attempts}`)

describe('what is repeated', () => {
  test.each<[string, Script, Partial<InvokeAllOptions<Script, string>>, string]>([
    ['a lost read, by default', 'RS', { idempotency: 'read' }, 'success 2'],
    ['no refusal, by default', 'FS', { idempotency: 'read' }, 'failure 1'],
    ['a refusal, where repeats are counted', 'FS', { retryNumber: 1 }, 'success 2'],
    ['nothing that may have been done and would be done twice', 'RS', { retryNumber: 5 }, 'reconcile 1'],
    ['it all the same where that is harmless', 'RS', { retryNumber: 1, idempotency: 'repeatable' }, 'success 2'],
    ['it under its key', 'RS', { retryNumber: 1, idempotency: 'keyed' }, 'success 2'],
    ['no refused password', 'AS', { retryNumber: 5 }, 'failure 1'],
    ['a rate limit, which uses up no try', 'LLLS', { retryNumber: 0 }, 'success 4'],
    [
      'nothing that the program forbids',
      'FS',
      { retryNumber: 5, retry: { rules: [() => ({ retry: 'forbid' })] } },
      'failure 1',
    ],
    ['nothing by `retry: false`', 'RS', { idempotency: 'read', retry: false }, 'failure 1'],
  ])('%s', async (_, row, options, expected) => {
    const { outcomes } = await scripted([row], options)
    expect(kinds(outcomes)).toEqual([expected])
  })

  test('a call is told its number, its key and whether an earlier try may have been carried out', async () => {
    const { calls } = await scripted(['LRS'], { idempotency: 'keyed', key: row => `key of ${row}`, retryNumber: 1 })
    expect(calls.map(({ attempt, key, options }) => [attempt, key, options.repeat, options.retry])).toEqual([
      [1, 'key of LRS', false, false],
      [2, 'key of LRS', false, false],
      [3, 'key of LRS', true, false],
    ])
  })

  test.each(['read', 'once'] as const)('the fault of a %s row says what it means for one', async idempotency => {
    const { outcomes } = await scripted(['S'], { idempotency, retry: false, call: async () => err(faults.reset) })
    const [outcome] = outcomes
    expect(outcome?.kind !== 'success' && outcome?.fault).toMatchObject(forOperation(faults.reset, idempotency))
  })

  test('the fault of a row tells all its tries', async () => {
    const { outcomes } = await scripted(['FTF'], { retryNumber: 2, acceptTechnical: -1 })
    const [outcome] = outcomes
    expect(outcome?.kind === 'failure' && outcome.fault.attempts?.map(({ category }) => category)).toEqual([
      'validation',
      'unavailable',
      'validation',
    ])
  })
})

describe('how a run ends', () => {
  test.each<[string, string, Partial<InvokeAllOptions<Script, string>>, Partial<BatchReport>]>([
    ['at a lost call that may have been done', 'S R S', {}, { end: 'technical', toReconcile: 1, notInvoked: 1 }],
    ['not there where so many are accepted', 'S R S', { acceptTechnical: 1 }, { end: 'completed', unsuccessful: 1 }],
    ['at the second where one is accepted', 'T T S', { acceptTechnical: 1 }, { end: 'technical', notInvoked: 1 }],
    ['at a refused password', 'A S', {}, { end: 'technical', notInvoked: 1 }],
    [
      'not at rows that fell with another',
      'C C S',
      { errorAcceptanceNumber: 0 },
      { end: 'completed', unsuccessful: 2 },
    ],
    ['without rows', '', {}, { end: 'completed', attempts: 0, successful: 0 }],
  ])('%s', async (_, rows, options, expected) => {
    const { report } = await scripted(rows.split(' ').filter(Boolean), options)
    expect(report).toMatchObject(expected)
  })

  test('a call that throws ends it, and its row is one to look at', async () => {
    const { report, outcomes } = await scripted(['S', 'S', 'S'], {
      call: async (_, { index }) => {
        if (index === 1) throw new Error('a bug')
        return ok('done')
      },
    })
    expect(report).toMatchObject({ end: 'broken', part: 'call', error: new Error('a bug'), notInvoked: 1 })
    expect(kinds(outcomes)).toEqual(['success 1', 'reconcile 1'])
  })

  test.each<[string, (row: string) => unknown]>([
    ['nothing', () => undefined],
    ['something else', () => Promise.resolve('done')],
    [
      'an error at once',
      () => {
        throw new Error('a bug')
      },
    ],
    ['an error that is a text', () => errAsync('lost')],
    ['an error that is an Error', () => errAsync(new Error('lost'))],
    ['half a fault', () => errAsync({ kind: 'network', applied: 'no' })],
    ['a fault of no kind', () => errAsync({ ...faults.refused(), kind: 'error' })],
    ['a fault of a category that there is not', () => errAsync({ ...faults.refused(), category: 'bad' })],
    ['a fault that does not say what was done', () => errAsync({ ...faults.refused(), applied: false })],
    ['a fault with a remedy that there is not', () => errAsync({ ...faults.refused(), remedy: 'pray' })],
    ['an error that is nothing', () => errAsync(undefined)],
  ])('a call that gives %s ends it, and counts as no success', async (_, call) => {
    const { report } = await scripted(['S', 'S'], { call: call as InvokeAllOptions<Script, string>['call'] })
    expect(report).toMatchObject({ end: 'broken', part: 'call', successful: 0, toReconcile: 1, notInvoked: 1 })
  })

  test.each<[string, Partial<InvokeAllOptions<Script, string>>, string]>([
    [
      'no key, which would be sent without one',
      { idempotency: 'keyed', key: () => '' },
      'key: gives no text for row 0',
    ],
    [
      'no repetition key, which would make one of all rows',
      { repetitionKey: row => (row as unknown as { id: string }).id },
      'repetitionKey: gives no text for row 0',
    ],
  ])('a row with %s ends it', async (_, options, message) => {
    const { report, calls } = await scripted(['S', 'S'], options)
    expect(report).toMatchObject({ end: 'broken', part: 'rows', error: new TypeError(message) })
    expect(calls).toEqual([])
  })

  test('rows that cannot be closed do not hold it up', async () => {
    const rows: AsyncIterable<Script> = {
      [Symbol.asyncIterator]: () => ({
        next: async () => ({ done: false, value: 'F' }),
        return: () => new Promise(() => {}),
      }),
    }
    const { report } = await scripted(rows, { errorAcceptanceNumber: 0 })
    expect(report.end).toBe('too-many-errors')
  })

  test('a timer ends it also where every call answers at once: it starved all timers', async () => {
    const controller = new AbortController()
    function* endless() {
      for (;;) yield 'S'
    }
    setTimeout(() => controller.abort(), 1)
    const options = { idempotency: 'read', call: (row: string) => okAsync(row), signal: controller.signal } as const
    expect((await invokeAll(endless(), options)).end).toBe('cancelled')
  })

  test('a misspelled idempotency of a row ends it: it would be taken for harmless', async () => {
    const { report, calls } = await scripted(['RS'], { idempotency: () => 'onse' as 'once', retryNumber: 3 })
    expect([report.end, calls.length]).toEqual(['broken', 0])
  })

  test('rows that cannot be read end it', async () => {
    async function* rows() {
      yield 'S'
      throw new Error('line 2 is no row')
    }
    const { report } = await scripted(rows(), {})
    expect(report).toMatchObject({ end: 'broken', part: 'rows', successful: 1, error: new Error('line 2 is no row') })
  })

  test('a sink that throws ends it, for outcomes would be lost', async () => {
    const { report, calls } = await scripted(['S', 'S'], {
      sinks: {
        success: async () => {
          throw new Error('disk full')
        },
      },
    })
    expect([report.end, 'part' in report && report.part, calls.length]).toEqual(['broken', 'sink', 1])
  })

  test('the rows are let go of when it ends before they do', async () => {
    let isClosed = false
    function* rows() {
      try {
        for (;;) yield 'F'
      } finally {
        isClosed = true
      }
    }
    const { report } = await scripted(rows(), { errorAcceptanceNumber: 2, total: 10 })
    expect([report.end, report.notInvoked, isClosed]).toEqual(['too-many-errors', 7, true])
  })

  test.each<[string, Partial<InvokeAllOptions<Script, string>>, string]>([
    ['a refusal too many, and then by the program', { errorAcceptanceNumber: 0 }, 'too-many-errors'],
    [
      'a call that could not be made, and then by the program',
      { call: async () => err(faults.refusedConnection) },
      'technical',
    ],
  ])('that is ended by %s tells the first', async (_, options, end) => {
    const controller = new AbortController()
    const sinks = { failure: () => controller.abort() }
    const { report } = await scripted(['F', 'S'], { ...options, sinks, signal: controller.signal })
    expect(report.end).toBe(end)
  })

  test('what broke first is told, and no fault beside it', async () => {
    const fail = () => {
      throw new Error('disk full')
    }
    const call = () => {
      throw new Error('a bug')
    }
    const first = await scripted(['S'], { call, sinks: { reconcile: fail } })
    expect(first.report).toMatchObject({ end: 'broken', part: 'call', error: new Error('a bug') })
    const second = await scripted(['T'], { sinks: { failure: fail } })
    expect(second.report).toMatchObject({ end: 'broken', part: 'sink', error: new Error('disk full') })
    expect(second.report).not.toHaveProperty('fault')
  })

  test.each<[string, (rows: readonly Script[]) => Iterable<Script>, Partial<InvokeAllOptions<Script, string>>, number]>(
    [
      ['a list', rows => rows, {}, 3],
      ['a set', rows => new Set(rows), {}, 3],
      ['groups of a list', rows => rows, { repetitionKey: row => row.slice(0, 1) }, 2],
    ],
  )('what is left of %s is counted', async (_, of, options, notInvoked) => {
    const { report } = await scripted(of(['F', 'S1', 'S2', 'T']), { errorAcceptanceNumber: 0, ...options })
    expect(report).toMatchObject({ end: 'too-many-errors', unsuccessful: 1, notInvoked })
  })

  test('a row that was read and waits for its turn is counted where nobody knows how many there are', async () => {
    const controller = new AbortController()
    function* rows() {
      yield* ['S', 'S', 'S']
    }
    const clock = virtualClock()
    const { report } = await scripted(rows(), {
      signal: controller.signal,
      delayBetweenInvocationsMs: 1_000,
      clock: {
        ...clock,
        after: (delayMs, callback) => {
          if (delayMs === 1_000) queueMicrotask(() => controller.abort())
          return clock.after(delayMs, callback)
        },
      },
    })
    expect(report).toMatchObject({ end: 'cancelled', successful: 1, notInvoked: 1 })
  })

  test('rows that were never read are not counted where nobody knows how many there are', async () => {
    function* endless() {
      yield 'S'
      for (;;) yield 'F'
    }
    const { report } = await scripted(endless(), { errorAcceptanceNumber: 0 })
    expect(report).toMatchObject({ end: 'too-many-errors', successful: 1, unsuccessful: 1, notInvoked: 0 })
  })

  test('the signal ends it while it waits for a row that never comes', async () => {
    const controller = new AbortController()
    async function* rows() {
      yield 'S'
      queueMicrotask(() => controller.abort())
      await new Promise(() => {})
    }
    const { report } = await scripted(rows(), { signal: controller.signal })
    expect([report.end, report.successful]).toEqual(['cancelled', 1])
  })

  test('the signal cancels what is under way; what may have been done is to be looked at', async () => {
    const controller = new AbortController()
    const { report, outcomes } = await scripted(['S', 'S', 'S'], {
      signal: controller.signal,
      concurrency: 2,
      call: (_, { options: { signal }, index }) => {
        queueMicrotask(() => controller.abort())
        const fault = index === 0 ? faults.cancelled : { ...faults.cancelled, applied: 'no' as const }
        return new Promise(resolve => signal?.addEventListener('abort', () => resolve(err(fault))))
      },
    })
    expect(report).toMatchObject({ end: 'cancelled', toReconcile: 1, unsuccessful: 1, notInvoked: 2 })
    expect(kinds(outcomes)).toEqual(['reconcile 1'])
  })
})

test('a repeat that waits for the rate limit is not called any more once the run is cancelled', async () => {
  const controller = new AbortController()
  const clock = simulatedClock()
  const { report, calls } = await scripted(['TS'], {
    signal: controller.signal,
    clock: {
      ...clock,
      after: (delayMs, callback) => {
        // The repeat waits for a moment, and then for what is left of the window.
        if (delayMs > 30_000) queueMicrotask(() => controller.abort())
        return clock.after(delayMs, callback)
      },
    },
    retryNumber: 1,
    retryDelayMs: 10,
    rateLimit: { calls: 1, windowMs: 60_000 },
    retry: { deadlineMs: 1_000_000 },
  })
  expect([report.end, calls.length, report.notInvoked]).toEqual(['cancelled', 1, 1])
})

describe('how rows are called', () => {
  test('rows of one repetition key that follow one another are one invocation', async () => {
    const { report, calls } = await scripted(['a1', 'a2', 'b1', 'a3'], {
      repetitionKey: row => row.slice(0, 1),
      call: async () => ok('done'),
    })
    // The context is kept by the default call only; what it would have been told is in the outcomes.
    expect([report.successful, calls.length]).toEqual([3, 0])
    const { outcomes } = await scripted(['a1', 'a2', 'b1', 'a3'], {
      repetitionKey: row => row.slice(0, 1),
      call: async () => ok('done'),
      rowId: (row, place) => `${row} at ${place}`,
    })
    expect(outcomes.map(({ rowId, rows }) => [rowId, rows])).toEqual([
      ['a1 at 0', ['a1', 'a2']],
      ['b1 at 2', ['b1']],
      ['a3 at 3', ['a3']],
    ])
  })

  test('no more are under way than are allowed, and as many', async () => {
    let running = 0
    let most = 0
    const { report } = await scripted(Array(40).fill('S'), {
      concurrency: 7,
      call: async () => {
        running += 1
        most = Math.max(most, running)
        await new Promise(resolve => setImmediate(resolve))
        running -= 1
        return ok('done')
      },
    })
    expect([report.successful, most]).toEqual([40, 7])
  })

  test('a rate limit that one lane meets holds the others', async () => {
    const clock = simulatedClock()
    const times: number[] = []
    const { report } = await scripted(['LS', 'S', 'S', 'S'], {
      concurrency: 2,
      delayBetweenInvocationsMs: 1_000,
      retryNumber: 0,
      clock,
      call: async (row, { attempt }) => {
        times.push(clock.now())
        return endOf(row, attempt)
      },
    })
    // Two go out before anybody knows.
    expect([report.successful, times]).toEqual([4, [0, 0, 60_000, 60_000, 61_000]])
  })

  test('a route chooses the sink by what the answer holds', async () => {
    const seen: string[] = []
    const report = await invokeAll([1, 2, 3], {
      idempotency: 'read',
      call: row => okAsync(row * 10),
      route: outcome =>
        outcome.kind !== 'success' || outcome.value > 25 ? 'odd' : outcome.row === 1 ? 'good' : undefined,
      sinks: { good: ({ row }) => seen.push(`good ${row}`), odd: ({ row }) => seen.push(`odd ${row}`) },
    })
    expect([report.end, seen]).toEqual(['completed', ['good 1', 'odd 3']])
  })

  test('a route that leads nowhere ends the run', async () => {
    const report = await invokeAll([1], {
      idempotency: 'read',
      call: row => okAsync(row),
      route: () => 'lost' as 'found',
      sinks: { found: () => {} },
    })
    expect(report).toMatchObject({
      end: 'broken',
      part: 'sink',
      error: new TypeError('route: there is no sink "lost"'),
    })
  })

  test('progress is told at intervals and at the end, with the time that is left', async () => {
    const told: BatchStatistics[] = []
    const { clock } = await scripted(Array(4).fill('S'), {
      delayBetweenInvocationsMs: 1_000,
      onProgress: statistics => {
        told.push(statistics)
        throw new Error('nobody cares')
      },
    })
    expect(clock.now()).toBeGreaterThanOrEqual(3_000)
    expect(told.at(-1)).toMatchObject({ successful: 4, unsuccessful: 0, notInvoked: 0, remainingMs: 0 })
  })

  test('the rate counts what this run settled, and not what an earlier one had', async () => {
    const journal: Journal = {
      run: 'monday',
      before: { successful: 90, failed: 10, toReconcile: 0, technical: 0 },
      isSettled: index => index < 100,
      begun: () => undefined,
      begin: async () => {},
      settle: async () => {},
      release: async () => {},
    }
    const { report } = await scripted(Array(105).fill('S'), { journal, delayBetweenInvocationsMs: 1_000 })
    expect(report).toMatchObject({ successful: 95, settledBefore: 100, elapsedMs: 4_000, ratePerSecond: 1.25 })
  })

  test('the values and rows of outcomes have the types of the call and of the rows', () => {
    const call = (row: { readonly name: string }) => okAsync(row.name.length)
    const options = { idempotency: 'once', call } satisfies InvokeAllOptions<{ readonly name: string }, number>
    expectTypeOf(invokeAll([{ name: 'a' }], options)).resolves.toEqualTypeOf<BatchReport>()
    invokeAll([{ name: 'a' }], {
      ...options,
      sinks: {
        success: outcome => {
          if (outcome.kind === 'success') expectTypeOf(outcome.value).toEqualTypeOf<number>()
          expectTypeOf(outcome.row.name).toEqualTypeOf<string>()
        },
      },
    })
  })
})

describe('laws of a run', () => {
  const script = fc.stringMatching(/^[SFTRLC]{1,4}$/)

  test('every row is counted once, within its tries, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(script, { maxLength: 20 }),
        fc.record({
          retryNumber: fc.nat(3),
          concurrency: fc.integer({ min: 1, max: 4 }),
          errorAcceptanceNumber: fc.integer({ min: -1, max: 3 }),
          acceptTechnical: fc.integer({ min: -1, max: 2 }),
          idempotency: fc.constantFrom('once' as const, 'repeatable' as const, 'read' as const),
        }),
        async (rows, options) => {
          const { report, outcomes, calls } = await scripted(rows, { ...options, retry: { deadlineMs: 300_000 } })
          const { successful, unsuccessful, notInvoked, attempts } = report
          expect(successful + unsuccessful + notInvoked).toBe(rows.length)
          expect(outcomes.length).toBe(successful + unsuccessful)
          expect(new Set(outcomes.map(({ index }) => index)).size).toBe(outcomes.length)
          expect(attempts).toBe(calls.length)
          if (report.end === 'completed') expect(notInvoked).toBe(0)
          const waits = calls.filter(({ row, attempt }) => row[Math.min(attempt, row.length) - 1] === 'L').length
          expect(attempts - waits).toBeLessThanOrEqual((successful + unsuccessful) * (options.retryNumber + 1))
          for (const { row, attempt, idempotency } of calls) {
            // Nothing is called after a try that may have been carried out and must not be done twice.
            if (idempotency === 'once') expect(row.slice(0, attempt - 1).includes('R')).toBe(false)
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  test('no stretch of the length of the window has more calls than are allowed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 10, max: 1_000 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(script, { maxLength: 25 }),
        async (most, windowMs, concurrency, rows) => {
          const clock = simulatedClock()
          const times: number[] = []
          await invokeAll(rows, {
            idempotency: 'read',
            concurrency,
            acceptTechnical: -1,
            retryNumber: 1,
            rateLimit: { calls: most, windowMs },
            call: async (row, { attempt }) => {
              times.push(clock.now())
              return endOf(row, attempt, 'read')
            },
            clock,
            random: () => 0,
          })
          for (const [index, time] of times.entries()) {
            const before = times[index - most]
            if (before !== undefined) expect(time - before).toBeGreaterThanOrEqual(windowMs)
          }
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('options that cannot be used', () => {
  const good: InvokeAllOptions<string, string> = { idempotency: 'once', call: row => okAsync<string, Fault>(row) }
  test.each<[string, object]>([
    ['`call` is not a function', { call: undefined }],
    ['`idempotency` is none of read, repeatable, keyed, once', { idempotency: 'safe' }],
    ['`retries` is no option', { retries: 3 }],
    ['`size` is no option', { size: 3 }],
    ['`concurrency` is not a whole number from 1 on', { concurrency: 0 }],
    ['`retryNumber` is not a whole number from 0 on', { retryNumber: 1.5 }],
    ['`retryDelayMs` needs retryNumber', { retryDelayMs: 5 }],
    ['`delayBetweenInvocationsMs` is not a number from 0 on', { delayBetweenInvocationsMs: -1 }],
    ['`delayBetweenInvocationsMs` is not a number from 0 on', { delayBetweenInvocationsMs: Number.POSITIVE_INFINITY }],
    ['`retryDelayMs` is not a number from 0 on', { retryNumber: 1, retryDelayMs: '1' }],
    ['`errorAcceptanceNumber` is neither -1 nor a whole number from 0 on', { errorAcceptanceNumber: -2 }],
    ['`errorAcceptanceNumber` 0 is reached before anything', { errorAcceptanceNumber: 0, stopWhen: 'reached' }],
    ['`stopWhen` is neither exceeded nor reached', { stopWhen: 'never' }],
    ['`generation` is none of current', { generation: 'old' }],
    ['`rateLimit.calls` is not a whole number from 1 on', { rateLimit: { calls: 0, windowMs: 1 } }],
    ['`rateLimit.windowMs` is not a positive number', { rateLimit: { calls: 1, windowMs: 0 } }],
    ['`retry.maxAttempts` is what retryNumber', { retryNumber: 1, retry: { maxAttempts: 2 } }],
    ['`retry.budgets` is none of', { retry: { budgets: 1 } }],
    ['`sinks.failure` is not a function', { sinks: { failure: 'file' } }],
    ['`sinks.sucess` is none of success, failure, reconcile', { sinks: { sucess: () => {} } }],
    ['`journal` is no journal', { journal: 'file' }],
    ['`signal` is no AbortSignal', { signal: 'stop' }],
  ])('%s', (message, options) => {
    expect(() => invokeAll(['a'], { ...good, ...options })).toThrow(new RegExp(`^invokeAll: ${escaped(message)}`))
  })

  test('`rows` that are a text are not taken for a list of letters', () => {
    expect(() => invokeAll('abc', good)).toThrow('invokeAll: `rows` cannot be iterated over')
  })
})

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
