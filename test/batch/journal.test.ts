import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { ok } from 'neverthrow'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Ledger } from '../../src/batch/journal/ledger.ts'
import {
  type FileJournal,
  fingerprint,
  type Idempotency,
  type InvokeAllOptions,
  invokeAll,
  invokeBatches,
  openJournal,
  type RowOutcome,
} from '../../src/batch.ts'
import { endOf, type Script } from './scripted.ts'

let folder = ''
let path = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-journal-'))
  path = join(folder, 'run.journal')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const lines = () => readFileSync(path, 'utf8').trimEnd().split('\n')

async function opened(input = 'rows', run?: string): Promise<FileJournal> {
  const journal = await openJournal(path, { input, ...(run === undefined ? {} : { run }) })
  return journal._unsafeUnwrap()
}

type Options = Partial<InvokeAllOptions<Script, string>>

/** Goes on with the run of the journal file, and tells what was called and what came of it. */
async function go(rows: readonly Script[], idempotency: Idempotency, more: Options = {}) {
  const journal = await opened()
  const calls: string[] = []
  const outcomes: string[] = []
  const keep = ({ kind, index }: RowOutcome<Script, string>) => outcomes.push(`${index} ${kind}`)
  try {
    const report = await invokeAll(rows, {
      idempotency,
      call: async (row, { index, attempt, key, options }) => {
        calls.push(`${index}${key === undefined ? '' : ` ${key}`}${options.repeat ? ' again' : ''}`)
        return endOf(row, attempt, idempotency)
      },
      sinks: { success: keep, failure: keep, reconcile: keep },
      journal,
      retry: false,
      ...more,
    })
    return { report, calls, outcomes, isResumed: journal.isResumed }
  } finally {
    await journal.close()
  }
}

describe('a journal', () => {
  test('accepts no failure more because an earlier run left one to reconcile: it counted as one less', async () => {
    await go(['R', 'F', 'S'], 'once', { errorAcceptanceNumber: 0 })
    const second = await go(['R', 'F', 'S'], 'once', { errorAcceptanceNumber: 0 })
    expect([second.report.end, second.outcomes]).toEqual(['too-many-errors', ['1 failure']])
  })

  test('has a row on the disk before a call that must not be repeated, and as settled after it', async () => {
    const seen: string[] = []
    await go(['S', 'F'], 'once', {
      call: async (row, { attempt }) => {
        seen.push(lines().at(-1) ?? '')
        return endOf(row, attempt)
      },
    })
    expect(seen.map(line => JSON.parse(line))).toEqual([
      { b: 0, i: '0', k: expect.stringMatching(/-0$/) },
      { b: 1, i: '1', k: expect.stringMatching(/-1$/) },
    ])
    expect(lines().slice(-1)).toEqual(['{"d":1,"o":"f"}'])
  })

  test.each<[readonly Idempotency[], readonly string[], boolean | undefined]>([
    [['once', 'read'], ['0'], false],
    [['repeatable', 'once'], ['0', '1'], false],
    [['repeatable', 'keyed'], ['0', '1'], false],
    [['repeatable', 'read'], ['0'], true],
    [['read', 'read'], [], undefined],
  ])(
    'is waited for before a request of rows that are %j only where one must not be lost',
    async (rows, noted, safe) => {
      const journal = await opened()
      const seen: (readonly [readonly string[], boolean])[] = []
      await invokeBatches(rows, {
        idempotency: row => row,
        size: 2,
        call: async asked => ok(asked.map(() => ok('done'))),
        journal: {
          ...journal,
          begin: async (begun, isSafe) => {
            seen.push([begun.map(({ rowId }) => rowId), isSafe])
          },
        },
      })
      await journal.close()
      expect(seen).toEqual(safe === undefined ? [] : [[noted, safe]])
    },
  )

  test('leaves out what is settled, and counts it', async () => {
    const first = await go(['S', 'F', 'T', 'S'], 'once')
    expect([first.report.end, first.report.notInvoked]).toEqual(['technical', 1])
    expect(first.outcomes).toEqual(['0 success', '1 failure', '2 failure'])
    const second = await go(['S', 'F', 'S', 'S'], 'once')
    expect(second.isResumed).toBe(true)
    expect(second.outcomes).toEqual(['2 success', '3 success'])
    expect(second.report).toMatchObject({ end: 'completed', successful: 3, unsuccessful: 1, settledBefore: 2 })
    const third = await go(['S', 'F', 'S', 'S'], 'once')
    expect([third.calls, third.report.settledBefore]).toEqual([[], 4])
  })

  test('says of a row that ended the run and was not carried out that it is open', async () => {
    const open: boolean[] = []
    await go(['T'], 'once', { sinks: { failure: outcome => outcome.kind === 'failure' && open.push(outcome.open) } })
    expect(open).toEqual([true])
  })

  test('counts the failures of earlier runs among those that are accepted', async () => {
    await go(['F', 'T'], 'once', { errorAcceptanceNumber: 1 })
    const second = await go(['F', 'F', 'S'], 'once', { errorAcceptanceNumber: 1 })
    expect(second.report).toMatchObject({ end: 'too-many-errors', unsuccessful: 2, notInvoked: 1 })
    const third = await go(['F', 'F', 'S'], 'once', { errorAcceptanceNumber: 1 })
    expect([third.report.end, third.calls]).toEqual(['too-many-errors', []])
    const raised = await go(['F', 'F', 'S'], 'once', { errorAcceptanceNumber: 2 })
    expect([raised.report.end, raised.calls.length]).toEqual(['completed', 1])
  })

  test('goes on after any number of failures by the old rule over SOAP, where they end no run', async () => {
    const old = { generation: 'before-S17.6.2-soap', errorAcceptanceNumber: 0 } as const
    await go(['F', 'F', 'T'], 'once', old)
    const second = await go(['F', 'F', 'S', 'S'], 'once', old)
    expect([second.report.end, second.outcomes]).toEqual(['completed', ['2 success', '3 success']])
  })

  test.each<[Idempotency, readonly string[], readonly string[]]>([
    ['once', ['2'], ['1 reconcile', '2 success']],
    ['keyed', ['1 again', '2'], ['1 success', '2 success']],
    ['repeatable', ['1 again', '2'], ['1 success', '2 success']],
    ['read', ['1', '2'], ['1 success', '2 success']],
  ])('knows what was under way when the program was killed: %s', async (idempotency, calls, outcomes) => {
    await go(['S'], idempotency)
    const { run } = JSON.parse(lines()[0] ?? '') as { readonly run: string }
    if (idempotency !== 'read') appendFileSync(path, `{"b":1,"i":"1","k":"${run}-1"}\n`)
    const second = await go(['S', 'S', 'S'], idempotency)
    expect(second.calls.map(call => call.replace(` ${run}-${call[0]}`, ''))).toEqual(calls)
    expect(second.outcomes).toEqual(outcomes)
    expect(second.report.end).toBe('completed')
  })

  test('says of a row that was under way why it is not called again', async () => {
    await go(['S'], 'once')
    appendFileSync(path, '{"b":1,"i":"1"}\n')
    const faults: unknown[] = []
    await go(['S', 'S'], 'once', { sinks: { reconcile: one => one.kind === 'reconcile' && faults.push(one.fault) } })
    expect(faults).toMatchObject([{ applied: 'maybe', remedy: 'reconcile', stopped: { because: 'unsafe' } }])
  })

  test('leaves a row that was under way out of the request of those around it', async () => {
    await go(['S'], 'once')
    appendFileSync(path, '{"b":2,"i":"2"}\n')
    const journal = await opened()
    const requests: string[] = []
    const outcomes: string[] = []
    const keep = ({ kind, row }: RowOutcome<Script, string>) => outcomes.push(`${row} ${kind}`)
    const report = await invokeBatches(['a', 'b', 'c', 'd'], {
      idempotency: 'once',
      size: 3,
      call: async asked => {
        requests.push(asked.join(' '))
        return ok(asked.map(row => ok(row)))
      },
      sinks: { success: keep, reconcile: keep },
      journal,
    })
    await journal.close()
    expect([report.end, requests, outcomes]).toEqual(['completed', ['b d'], ['b success', 'c reconcile', 'd success']])
  })

  test('calls a keyed row with the key that it had', async () => {
    await go(['S'], 'keyed')
    appendFileSync(path, '{"b":1,"i":"1","k":"as it was"}\n')
    const { calls } = await go(['S', 'S'], 'keyed', { key: () => 'another' })
    expect(calls).toEqual(['1 as it was again'])
  })

  test('forgets a row that was cancelled before it was sent', async () => {
    const controller = new AbortController()
    const { report } = await go(['S', 'S'], 'once', {
      signal: controller.signal,
      call: async (row, { attempt, index }) => {
        if (index === 0) controller.abort()
        return endOf(row, attempt)
      },
    })
    expect(report).toMatchObject({ end: 'cancelled', successful: 1, notInvoked: 1 })
    const second = await go(['S', 'S'], 'once')
    expect(second.outcomes).toEqual(['1 success'])
  })

  test('cut off at any byte, it neither calls a row twice that was called, nor loses one', async () => {
    const rows = ['S', 'F', 'S', 'S', 'F', 'S']
    await go(rows, 'once', { concurrency: 3 })
    const whole = readFileSync(path)
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(path, whole.subarray(0, length))
      const kept = whole
        .toString('utf8', 0, length)
        .split('\n')
        .slice(1, -1)
        .map(line => JSON.parse(line))
      const called = kept.flatMap(({ b }) => (b === undefined ? [] : [b]))
      const settled = kept.flatMap(({ d }) => (d === undefined ? [] : [d]))
      const { calls, outcomes, report } = await go(rows, 'once', { concurrency: 3 })
      const again = calls.map(call => Number.parseInt(call, 10))
      expect(again.filter(index => called.includes(index))).toEqual([])
      const ends = [...settled, ...outcomes.map(outcome => Number.parseInt(outcome, 10))]
      expect(ends.sort()).toEqual([0, 1, 2, 3, 4, 5])
      expect(report.successful + report.unsuccessful).toBe(6)
    }
  })
})

describe('a journal is refused', () => {
  test('for another input', async () => {
    await go(['S'], 'once')
    const journal = await openJournal(path, { input: 'other rows' })
    expect(journal._unsafeUnwrapErr()).toMatchObject({ problem: 'changed-input' })
    await (await opened()).close()
  })

  test('for a row that was called under another name', async () => {
    await go(['S'], 'once')
    appendFileSync(path, '{"b":1,"i":"anna"}\n')
    const { report, calls } = await go(['S', 'S'], 'once', { rowId: () => 'bert' })
    expect(report).toMatchObject({ end: 'broken', part: 'rows' })
    expect(String('error' in report && report.error)).toContain('row 1 was "anna"')
    expect(calls).toEqual([])
  })

  test('for another run', async () => {
    await (await opened('rows', 'monday')).close()
    const journal = await openJournal(path, { input: 'rows', run: 'tuesday' })
    expect(journal._unsafeUnwrapErr().problem).toBe('other-run')
    const same = await opened('rows', 'monday')
    expect(same.run).toBe('monday')
    await same.close()
  })

  test.each([
    ['a first line', 'hello\n'],
    ['a line', '{"journal":1,"run":"r","input":"rows"}\n{"b":-1,"i":"x"}\n{"d":1,"o":"s"}\n'],
  ])('with %s that is none of its own', async (_, text) => {
    writeFileSync(path, text)
    const journal = await openJournal(path, { input: 'rows' })
    expect(journal._unsafeUnwrapErr()).toMatchObject({
      problem: 'unreadable',
      message: expect.stringContaining('line'),
    })
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  test('where its folder is not there', async () => {
    const journal = await openJournal(join(folder, 'none', 'run'), { input: 'rows' })
    expect(journal._unsafeUnwrapErr().message).toContain('ENOENT')
  })

  test('while this process or another has it open', async () => {
    const first = await opened()
    const second = await openJournal(path, { input: 'rows' })
    expect(second._unsafeUnwrapErr()).toMatchObject({ problem: 'in-use' })
    await first.close()
    const other = spawn(process.execPath, ['-e', 'process.stdin.resume()'])
    await once(other, 'spawn')
    writeFileSync(`${path}.lock`, JSON.stringify({ host: hostname(), pid: other.pid }))
    const third = await openJournal(path, { input: 'rows' })
    expect(third._unsafeUnwrapErr().message).toContain(`process ${other.pid}`)
    other.kill('SIGKILL')
    await once(other, 'exit')
    await (await opened()).close()
    expect(existsSync(`${path}.lock`)).toBe(false)
  })

  test('while a process on another machine may have it open', async () => {
    writeFileSync(`${path}.lock`, JSON.stringify({ host: `not-${hostname()}`, pid: 1 }))
    const journal = await openJournal(path, { input: 'rows' })
    expect(journal._unsafeUnwrapErr().message).toMatch(/remove .*\.lock where it has ended/)
  })

  test('without a name of its input', () => {
    expect(() => openJournal(path, { input: '' })).toThrow('openJournal: `input` is no text')
  })
})

test('a journal that cannot be written ends the run before the next call', async () => {
  const journal = await opened()
  const broken = { ...journal, begin: async () => Promise.reject(new Error('disk full')) }
  const calls: string[] = []
  const report = await invokeAll(['S', 'S'], {
    idempotency: 'once',
    journal: broken,
    call: async row => {
      calls.push(row)
      return ok(row)
    },
  })
  await journal.close()
  expect(report).toMatchObject({ end: 'broken', part: 'journal', error: new Error('disk full'), notInvoked: 2 })
  expect(calls).toEqual([])
})

test('a run does not end before the note that its last row is settled', async () => {
  const journal = await opened()
  let isNoted = false
  const settle = async () => {
    await new Promise(resolve => setTimeout(resolve, 5))
    isNoted = true
    throw new Error('disk full')
  }
  const options = {
    idempotency: 'once',
    journal: { ...journal, settle },
    call: async (row: string) => ok(row),
  } as const
  const report = await invokeAll(['S'], options)
  await journal.close()
  expect([isNoted, report.end, 'part' in report && report.part]).toEqual([true, 'broken', 'journal'])
})

test('a ledger does not grow with its run', () => {
  const ledger = new Ledger()
  for (let index = 0; index < 100_000; index += 1) {
    // Eight lanes: what is settled is never far from where all is.
    const row = index - (index % 8) + (7 - (index % 8))
    ledger.take({ does: 'begin', row: { index: row, rowId: String(row) } })
    ledger.take({ does: 'settle', index: row, kind: 'success', isTechnical: false })
    expect(ledger.size).toBeLessThanOrEqual(8)
  }
  expect([ledger.counts.successful, ledger.isSettled(99_999), ledger.isSettled(100_000)]).toEqual([
    100_000,
    true,
    false,
  ])
})

test('a fingerprint changes with any byte of a file', async () => {
  writeFileSync(path, 'a,b\n1,2\n')
  const before = await fingerprint(path)
  expect(before).toMatch(/^sha256:[0-9a-f]{64}$/)
  truncateSync(path, 7)
  expect(await fingerprint(path)).not.toBe(before)
})
