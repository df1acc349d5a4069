import { err, ok, type Result } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import { type Fault, type InvokeBatchesOptions, invokeBatches, type RowOutcome } from '../../src/batch.ts'
import { requestFault } from '../../src/core/request-fault.ts'
import { virtualClock } from '../retry/clock.ts'
import * as faults from '../retry/faults.ts'
import { endOf, type Script } from './scripted.ts'

/** Runs scripted rows in requests; `answer` may refuse a request as a whole. */
async function scripted(
  rows: readonly Script[],
  more: Partial<InvokeBatchesOptions<Script, string>>,
  answer: (rows: readonly Script[]) => Fault | undefined = () => undefined,
) {
  const clock = virtualClock()
  const requests: string[] = []
  const outcomes = new Map<number, string>()
  const keep = ({ kind, index, attempts }: RowOutcome<Script, string>) => outcomes.set(index, `${kind} ${attempts}`)
  const report = await invokeBatches<Script, string>(rows, {
    idempotency: 'once',
    size: 4,
    call: async (asked, { invocations }) => {
      requests.push(asked.join(' '))
      const refused = answer(asked)
      if (refused !== undefined) return err(refused)
      return ok(invocations.map(({ row, attempt, idempotency }) => endOf(row, attempt, idempotency)))
    },
    sinks: { success: keep, failure: keep, reconcile: keep },
    clock,
    random: () => 0,
    ...more,
  })
  const told = [...outcomes].sort(([one], [other]) => one - other).map(([, what]) => what)
  return { report, requests, told, clock }
}

const spoiltBy =
  (poison: Script, fault: Fault = faults.refused({ category: 'server', remedy: 'wait', level: 'response' })) =>
  (rows: readonly Script[]) =>
    rows.includes(poison) ? fault : undefined

describe('requests of several rows', () => {
  test('are filled in order, and each row has its own outcome', async () => {
    const { requests, told, report } = await scripted(['S', 'F', 'S', 'S', 'S'], {})
    expect(requests).toEqual(['S F S S', 'S'])
    expect(told).toEqual(['success 1', 'failure 1', 'success 1', 'success 1', 'success 1'])
    expect(report).toMatchObject({ end: 'completed', successful: 4, unsuccessful: 1, attempts: 5 })
  })

  test('only rows that failed and may be repeated are sent again', async () => {
    const { requests, told } = await scripted(['S', 'TS', 'F', 'R'], { acceptTechnical: -1 })
    expect(requests).toEqual(['S TS F R', 'TS'])
    expect(told).toEqual(['success 1', 'success 2', 'failure 1', 'reconcile 1'])
  })

  test('rows that fell with another are sent again without it', async () => {
    const { requests, told } = await scripted(['CS', 'F', 'CS'], {})
    expect(requests).toEqual(['CS F CS', 'CS CS'])
    expect(told).toEqual(['success 2', 'failure 1', 'success 2'])
  })

  test('rows that all fell with something outside the request are not sent for ever', async () => {
    const { requests, told } = await scripted(['C', 'C'], {})
    expect([requests, told]).toEqual([['C C'], ['failure 1', 'failure 1']])
  })

  test('errors that are accepted count rows, not requests', async () => {
    const { report } = await scripted(['F', 'F', 'F', 'S', 'S', 'S'], { errorAcceptanceNumber: 2 })
    expect(report).toMatchObject({ end: 'too-many-errors', unsuccessful: 3, successful: 1, notInvoked: 2 })
  })
})

describe('a request that fails as a whole', () => {
  test('is halved until the row is found that spoils it', async () => {
    const rows = ['S', 'S', 'SS', 'S', 'S', 'S', 'S', 'S']
    const { requests, told, report } = await scripted(rows, { size: 8, retry: false }, spoiltBy('SS'))
    expect(requests).toEqual(['S S SS S S S S S', 'S S SS S', 'S S', 'SS S', 'SS', 'S', 'S S S S'])
    expect(told.map(what => what.slice(0, 7))).toEqual(rows.map(row => (row === 'SS' ? 'failure' : 'success')))
    expect(report).toMatchObject({ end: 'completed', successful: 7, unsuccessful: 1 })
  })

  test.each<[string, Fault]>([
    ['a connection is refused', faults.refusedConnection],
    ['the password is refused', faults.wrongPassword],
    ['the rate limit lasts', faults.limited],
  ])('is not halved where every other would meet the same: %s', async (_, fault) => {
    const { requests } = await scripted(['S', 'S'], { retry: { maxAttempts: 1, deadlineMs: 0 } }, () => fault)
    expect(requests).toEqual(['S S'])
  })

  test('is not halved where it may have been done and would be done twice', async () => {
    const lost = faults.refused({ category: 'server', remedy: 'wait', level: 'response', applied: 'maybe' })
    const { requests, told } = await scripted(['S', 'SS'], {}, spoiltBy('SS', lost))
    expect([requests, told]).toEqual([['S SS'], ['reconcile 1', 'reconcile 1']])
  })

  test('is halved also where the client gives the same fault to every object', async () => {
    const whole = faults.refused({ level: 'response' })
    const call: InvokeBatchesOptions<Script, string>['call'] = async (rows, { invocations }) => {
      const results: Result<string, Fault>[] = rows.map(row => (rows.includes('F') ? err(whole) : ok(row)))
      return ok(invocations.map((_, index) => results[index] ?? err(whole)))
    }
    const { told } = await scripted(['S', 'F', 'S'], { call })
    expect(told.map(what => what.slice(0, 7))).toEqual(['success', 'failure', 'success'])
  })

  test('is halved although one of its rows was refused before it went out', async () => {
    const whole = faults.refused({ category: 'server', remedy: 'fix', level: 'response' })
    const requests: string[] = []
    const { report, told } = await scripted(['S', 'F', 'SS', 'S'], {
      retry: false,
      call: async asked => {
        const sent = asked.filter(row => row !== 'F')
        requests.push(sent.join(' '))
        const answer = (row: Script) => (sent.includes('SS') ? err(whole) : ok(row))
        return ok(asked.map(row => (row === 'F' ? err(requestFault({ problem: 'invalid-input' })) : answer(row))))
      },
    })
    expect(requests).toEqual(['S SS S', 'S SS', 'S', 'SS', 'S'])
    expect(told).toEqual(['success 3', 'failure 1', 'failure 3', 'success 2'])
    expect(report).toMatchObject({ end: 'completed', successful: 2, unsuccessful: 2 })
  })

  test('is not halved where that passes, and each row is then refused for itself', async () => {
    let isFirst = true
    const { requests, told } = await scripted(['F', 'F'], {}, () => {
      const refused = isFirst ? faults.busy : undefined
      isFirst = false
      return refused
    })
    expect([requests, told]).toEqual([
      ['F F', 'F F'],
      ['failure 2', 'failure 2'],
    ])
  })

  test('is not halved where each row was refused for itself', async () => {
    const { requests } = await scripted(['F', 'F'], {})
    expect(requests).toEqual(['F F'])
    const wrong = requestFault({ problem: 'invalid-input' })
    const asked: number[] = []
    await scripted(['S', 'S'], {
      call: async rows => {
        asked.push(rows.length)
        return ok(rows.map(() => err(wrong)))
      },
    })
    expect(asked).toEqual([2])
  })
})

test('a call that gives fewer results than rows ends the run, and no row counts as done', async () => {
  const { report, told } = await scripted(['S', 'S'], { call: async () => ok([ok('one')]) })
  expect(report).toMatchObject({
    end: 'broken',
    part: 'call',
    error: new TypeError('the call gave 1 results for 2 rows'),
  })
  expect(told).toEqual(['reconcile 1', 'reconcile 1'])
})

test('a call that gives something that is no Result ends the run', async () => {
  const odd = ['done', ok('done')] as unknown as readonly Result<string, Fault>[]
  const { report } = await scripted(['S', 'S'], { call: async () => ok(odd) })
  expect(report).toMatchObject({ end: 'broken', part: 'call', toReconcile: 2 })
  expect(String('error' in report && report.error)).toContain('no Result')
})

test('a list with holes ends the run: its rows were called twice, or lost', async () => {
  const { report, requests, told } = await scripted(['S', 'S', 'S'], {
    call: async rows => ok(new Array<Result<string, Fault>>(rows.length)),
  })
  expect(report).toMatchObject({ end: 'broken', part: 'call', attempts: 3, toReconcile: 3 })
  expect([requests, told.length]).toEqual([[], 3])
})

test('a request is told that it repeats one only where every row of it may have been done', async () => {
  const repeats: boolean[] = []
  await scripted(['RS', 'TS', 'RTS'], {
    idempotency: 'repeatable',
    acceptTechnical: -1,
    call: async (_, { invocations, options }) => {
      repeats.push(options.repeat)
      return ok(invocations.map(({ row, attempt }) => endOf(row, attempt, 'repeatable')))
    },
  })
  expect(repeats).toEqual([false, false, true])
})

test('a row of a request that was halved is told that it may have been done', async () => {
  const told: string[] = []
  const lost = faults.refused({ category: 'server', remedy: 'wait', level: 'response', applied: 'maybe' })
  await scripted(['S', 'P'], {
    idempotency: 'repeatable',
    retry: false,
    call: async (rows, { options, invocations }) => {
      told.push(`${rows.join(' ')}${options.repeat ? ' again' : ''}, try ${invocations[0]?.attempt}`)
      return rows.includes('P') ? err(lost) : ok(rows.map(row => ok(row)))
    },
  })
  expect(told).toEqual(['S P, try 1', 'S again, try 2', 'P again, try 2'])
})

test('`size` must be told', () => {
  const options = { idempotency: 'once', call: async () => ok([]) } as unknown as InvokeBatchesOptions<string, string>
  expect(() => invokeBatches([], options)).toThrow('invokeBatches: `size` is missing')
  expect(() => invokeBatches([], { ...options, size: 0 })).toThrow('`size` is not a whole number from 1 on')
})
