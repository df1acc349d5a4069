import { randomUUID } from 'node:crypto'
import { open, realpath } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { Journal } from '../contract.ts'
import { type Entry, writeEntry } from './entry.ts'
import { type LineFile, openLineFile } from './line-file.ts'
import { type Lock, Locked, takeLock } from './lock.ts'
import { type Recalled, recall } from './recall.ts'

/** What a journal is for. */
export interface JournalOptions {
  /**
   * Tells this input from every other, such as `fingerprint(path)` of the file: a journal goes on with no other. It is the
   * order of the rows that counts.
   */
  readonly input: string
  /**
   * The run's id, of which keys are made: no other run may ever have it, for the service would say that its rows had been done
   * before. Default: that of the file, or a new one.
   */
  readonly run?: string
}

/** A journal in a file, which is held until it is closed. */
export interface FileJournal extends Journal {
  /** Whether an earlier program has begun the run. */
  readonly isResumed: boolean
  readonly close: () => Promise<void>
}

/** Why a journal cannot be used. */
export interface JournalProblem {
  readonly problem: 'changed-input' | 'other-run' | 'in-use' | 'unreadable'
  /** One sentence. */
  readonly message: string
}

/**
 * Opens the journal of a run, or begins one: a file of lines that only grows, each of them on the disk before the run goes
 * on. After a crash, were it `kill -9`, the same program goes on with the same journal: rows that are settled are left
 * out, keyed ones that were under way are called with the key they had, and `once` ones end as `reconcile`.
 *
 * @throws TypeError where the input has no name
 * @example
 * const journal = await openJournal('projects.journal', { input: await fingerprint('projects.csv') })
 * if (journal.isErr()) throw new Error(journal.error.message)
 * const report = await invokeAll(rows, { ...options, journal: journal.value })
 * await journal.value.close()
 */
export function openJournal(path: string, options: JournalOptions): ResultAsync<FileJournal, JournalProblem> {
  if (typeof options?.input !== 'string' || options.input === '') throw new TypeError('openJournal: `input` is no text')
  if (options.run !== undefined && (typeof options.run !== 'string' || options.run === '')) {
    throw new TypeError('openJournal: `run` is no text')
  }
  return new ResultAsync(opened(resolve(path), options))
}

async function opened(path: string, options: JournalOptions): Promise<Result<FileJournal, JournalProblem>> {
  let lock: Lock
  try {
    await touch(path)
    // By whatever name a program calls the file, it is locked by one.
    lock = await takeLock(`${await realpath(path)}.lock`)
  } catch (error) {
    return err({ problem: error instanceof Locked ? 'in-use' : 'unreadable', message: `${path}: ${said(error)}` })
  }
  const journal = await underLock(path, options, lock)
  if (journal.isErr()) await lock.release()
  return journal
}

async function underLock(
  path: string,
  { input, run }: JournalOptions,
  lock: Lock,
): Promise<Result<FileJournal, JournalProblem>> {
  try {
    const recalled = await recall(path)
    const { heading } = recalled
    if (heading !== undefined && run !== undefined && heading.run !== run) {
      return err({ problem: 'other-run', message: `${path}: is the journal of the run "${heading.run}", not "${run}"` })
    }
    if (heading !== undefined && heading.input !== input) {
      return err({ problem: 'changed-input', message: `${path}: belongs to another input, or the input has changed` })
    }
    const file = await openLineFile(path, recalled.lengthBytes)
    const name = heading?.run ?? run ?? randomUUID()
    if (heading === undefined) await file.append(JSON.stringify({ journal: 1, run: name, input }))
    return ok(journalOf(name, recalled, file, lock))
  } catch (error) {
    return err({ problem: 'unreadable', message: `${path}: ${said(error)}` })
  }
}

/** Makes the file, and has the folder know of it even after the power has failed. */
async function touch(path: string): Promise<void> {
  await (await open(path, 'a', 0o600)).close()
  const folder = await open(dirname(path), 'r').catch(() => undefined)
  await folder?.sync().catch(() => {})
  await folder?.close()
}

/** What the ledger learns it needs for the next run: a program may go on with the journal that it has open. */
function journalOf(run: string, { heading, ledger }: Recalled, file: LineFile, lock: Lock): FileJournal {
  const note = (...entries: readonly Entry[]) => {
    for (const entry of entries) ledger.take(entry)
    return file.append(entries.map(writeEntry).join('\n'))
  }
  let closing: Promise<void> | undefined
  return {
    run,
    isResumed: heading !== undefined,
    get before() {
      return ledger.counts
    },
    isSettled: index => ledger.isSettled(index),
    begun: index => ledger.begun(index),
    begin: (rows, isSafe) => {
      const noted = note(...rows.map(row => ({ does: 'begin', row }) as const))
      if (!isSafe) return noted
      // The next note that is waited for tells of a disk that refuses.
      noted.catch(() => {})
      return undefined
    },
    settle: (index, kind, isTechnical) => note({ does: 'settle', index, kind, isTechnical }),
    release: index => note({ does: 'release', index }),
    close: () => {
      closing ??= file.close().finally(() => lock.release())
      return closing
    },
  }
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
