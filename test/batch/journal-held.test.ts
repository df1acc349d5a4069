import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { err, ok, okAsync } from 'neverthrow'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type FileJournal, type InvokeAllOptions, invokeAll, openJournal } from '../../src/batch.ts'
import { forOperation } from '../../src/core/operation.ts'
import * as faults from '../retry/faults.ts'

let folder = ''
let path = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-held-'))
  path = join(folder, 'run.journal')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const opened = async (): Promise<FileJournal> => (await openJournal(path, { input: 'rows' }))._unsafeUnwrap()
const problem = async (name: string) => (await openJournal(name, { input: 'rows' }))._unsafeUnwrapErr().problem

describe('a journal that is open', () => {
  test('serves the next run of the same program: all its rows were called twice', async () => {
    const journal = await opened()
    const calls: string[] = []
    const options: InvokeAllOptions<string, string> = {
      idempotency: 'once',
      journal,
      call: row => {
        calls.push(row)
        return okAsync(row)
      },
    }
    await invokeAll(['a', 'b'], options)
    const report = await invokeAll(['a', 'b', 'c'], options)
    await journal.close()
    expect([calls, report.successful, report.settledBefore]).toEqual([['a', 'b', 'c'], 3, 2])
  })

  test('serves one run at a time: two beside each other called all rows twice', async () => {
    const journal = await opened()
    const options = { idempotency: 'once', journal, call: (row: string) => okAsync(row) } as const
    const first = invokeAll(['a'], options)
    expect(() => invokeAll(['a'], options)).toThrow('`journal` is that of a run that is under way')
    await first
    expect(await invokeAll(['a'], options)).toMatchObject({ settledBefore: 1, attempts: 0 })
    await journal.close()
  })

  test('is the same under every name of its file', async () => {
    const journal = await opened()
    symlinkSync(path, join(folder, 'link'))
    symlinkSync(folder, join(folder, 'folder'))
    expect(await problem(join(folder, 'link'))).toBe('in-use')
    expect(await problem(join(folder, 'folder', 'run.journal'))).toBe('in-use')
    await journal.close()
  })

  test('that is closed twice leaves the lock of the next one alone', async () => {
    const first = await opened()
    await first.close()
    const next = await opened()
    await first.close()
    expect(await problem(path)).toBe('in-use')
    await next.close()
    expect(readdirSync(folder)).toEqual(['run.journal'])
  })
})

describe('a lock that was left behind', () => {
  test.each([
    ['by a process that has ended', JSON.stringify({ host: hostname(), pid: 2 ** 22 + 1 })],
    ['by this process number in an earlier life', JSON.stringify({ host: hostname(), pid: process.pid })],
    ['by a crash while it was written', ''],
  ])('%s is taken over by one of many: two had the journal', async (_, text) => {
    for (let round = 0; round < 20; round += 1) {
      writeFileSync(`${path}.lock`, text)
      const all = await Promise.all(Array.from({ length: 8 }, () => openJournal(path, { input: 'rows' })))
      const held = all.filter(one => one.isOk())
      expect(held).toHaveLength(1)
      await held[0]?._unsafeUnwrap().close()
      expect(readdirSync(folder)).toEqual(['run.journal'])
    }
  })
})

describe('a file is refused, and kept as it is', () => {
  test.each(['{"precious":1}', 'x'.repeat(200_000), '{"journal":2'])(
    '%# that is no journal: it was emptied',
    async text => {
      writeFileSync(path, text)
      expect(await problem(path)).toBe('unreadable')
      expect(readFileSync(path, 'utf8')).toBe(text)
      expect(existsSync(`${path}.lock`)).toBe(false)
    },
  )

  test('that is not there, nor its folder: that was told as in use', async () => {
    expect(await problem(join(folder, 'none', 'run'))).toBe('unreadable')
  })
})

describe('a call that may have been done keeps its key', () => {
  const ends = {
    cancelled: { retryNumber: 1, retryDelayMs: 60_000 },
    technical: { retry: false },
  } as const

  test.each(['cancelled', 'technical'] as const)('after a run that ended as %s: it was done under two', async end => {
    const seen: string[] = []
    const stop = new AbortController()
    const go = async (journal: FileJournal, isFirst: boolean) => {
      const report = await invokeAll(['row'], {
        idempotency: 'keyed',
        key: () => `key ${seen.length}`,
        journal,
        call: async (_, { key, options }) => {
          seen.push(`${key} ${options.repeat}`)
          if (isFirst && end === 'cancelled') setImmediate(() => stop.abort())
          return isFirst ? err(forOperation(faults.reset, 'keyed')) : ok('done')
        },
        ...ends[end],
        ...(isFirst ? { signal: stop.signal } : {}),
      })
      await journal.close()
      return report
    }
    expect(await go(await opened(), true)).toMatchObject({ end })
    expect(await go(await opened(), false)).toMatchObject({ end: 'completed', successful: 1 })
    expect(seen).toEqual(['key 0 false', 'key 0 true'])
  })
})

test('a journal of the program itself may throw: the run rejected', async () => {
  const journal = await opened()
  const broken = {
    ...journal,
    settle: () => {
      throw new Error('no disk')
    },
  }
  const report = await invokeAll(['a'], { idempotency: 'once', journal: broken, call: row => okAsync(row) })
  await journal.close()
  expect(report).toMatchObject({ end: 'broken', part: 'journal', error: new Error('no disk') })
})
