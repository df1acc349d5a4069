import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { RowOutcome } from '../../batch/contract.ts'
import { type LineFile, openLineFile } from '../../batch/journal/line-file.ts'
import type { OutcomeKind } from '../../batch/options.ts'
import { lines } from '../lines.ts'
import type { Row } from './rows.ts'

/** The files that outcomes go to, one for each kind. */
export interface OutcomeFiles {
  /** Resolves once the outcome is on the disk. */
  readonly write: (outcome: RowOutcome<Row, unknown>) => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * Opens the files of a run. Of what an earlier run left only rows stay that its journal knows to be settled: every other one
 * is about to be called, or told of, again.
 *
 * Each line is the row as it was read, and beside its columns `$index`, `$rowId`, `$attempts`, and `$value` or `$fault`: an
 * input for another run as it is.
 */
export async function openOutcomeFiles(
  paths: Readonly<Record<OutcomeKind, string>>,
  isSettled: (index: number) => boolean,
): Promise<OutcomeFiles> {
  const success = await openCleared(paths.success, isSettled)
  const failure = await openCleared(paths.failure, isSettled)
  const reconcile = await openCleared(paths.reconcile, isSettled)
  const files: Readonly<Record<OutcomeKind, LineFile>> = { success, failure, reconcile }
  return {
    write: outcome => files[outcome.kind].append(outcome.rows.map(row => lineOf(row, outcome)).join('\n')),
    close: async () => {
      for (const file of [success, failure, reconcile]) await file.close()
    },
  }
}

const OWN = ['$index', '$rowId', '$attempts', '$value', '$fault'] as const

/** An input may be the outcomes of another run: what that one said of the row is not what this one says. */
function lineOf(row: Row, outcome: RowOutcome<Row, unknown>): string {
  const columns = Object.entries(row).filter(([name]) => !(OWN as readonly string[]).includes(name))
  const { index, rowId, attempts } = outcome
  const end = outcome.kind === 'success' ? { $value: outcome.value } : { $fault: outcome.fault }
  return JSON.stringify({ ...Object.fromEntries(columns), $index: index, $rowId: rowId, $attempts: attempts, ...end })
}

async function openCleared(path: string, isSettled: (index: number) => boolean): Promise<LineFile> {
  await (await open(path, 'a', 0o600)).close()
  const cleared = `${path}.cleared`
  await pipeline(settledLines(path, isSettled), createWriteStream(cleared, { mode: 0o600, flush: true }))
  await rename(cleared, path)
  await syncFolder(dirname(path))
  return openLineFile(path, (await stat(path)).size)
}

async function* settledLines(path: string, isSettled: (index: number) => boolean): AsyncGenerator<string> {
  for await (const line of lines(createReadStream(path))) {
    const index = indexOf(line)
    if (index !== undefined && isSettled(index)) yield `${line}\n`
  }
}

/** A line that was cut off has none. */
function indexOf(line: string): number | undefined {
  try {
    const { $index }: { $index?: unknown } = JSON.parse(line)
    return typeof $index === 'number' ? $index : undefined
  } catch {
    return undefined
  }
}

/** Has the folder know of the new file even after the power has failed. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined)
  await folder?.sync().catch(() => {})
  await folder?.close()
}
