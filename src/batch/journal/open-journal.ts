import { randomUUID } from 'node:crypto'
import { open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { Journal } from '../contract.ts'
import { writeEntry } from './entry.ts'
import type { Ledger } from './ledger.ts'
import { type LineFile, openLineFile } from './line-file.ts'
import { type Lock, takeLock } from './lock.ts'
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
    lock = await takeLock(`${path}.lock`)
  } catch (error) {
    return err({ problem: 'in-use', message: `${path}: ${said(error)}` })
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
    await touch(path)
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

function journalOf(run: string, { heading, ledger }: Recalled, file: LineFile, lock: Lock): FileJournal {
  return {
    run,
    isResumed: heading !== undefined,
    before: ledger.counts,
    ...recalledBy(ledger),
    begin: (rows, isSafe) => {
      const noted = file.append(rows.map(row => writeEntry({ does: 'begin', row })).join('\n'))
      if (!isSafe) return noted
      // The next note that is waited for tells of a disk that refuses.
      noted.catch(() => {})
      return undefined
    },
    settle: (index, kind, isTechnical) => file.append(writeEntry({ does: 'settle', index, kind, isTechnical })),
    release: index => file.append(writeEntry({ does: 'release', index })),
    close: async () => {
      await file.close()
      await lock.release()
    },
  }
}

/** What earlier runs left. What this one adds it need not remember: no row comes twice. */
function recalledBy(ledger: Ledger): Pick<Journal, 'isSettled' | 'begun'> {
  return { isSettled: index => ledger.isSettled(index), begun: index => ledger.begun(index) }
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
