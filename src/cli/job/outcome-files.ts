import { createReadStream } from 'node:fs'
import { open, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { RowOutcome } from '../../batch/contract.ts'
import { type LineFile, openLineFile } from '../../batch/journal/line-file.ts'
import { linesOf } from '../../batch/journal/recall.ts'
import type { Row } from './rows.ts'

const KINDS = ['success', 'failure', 'reconcile'] as const

/** The files that outcomes go to: each row stands in one of them, once. */
export interface OutcomeFiles {
  readonly write: (outcome: RowOutcome<Row, unknown>) => Promise<void>
  readonly close: () => Promise<void>
}

/** Where the outcomes of a run go. */
export function outcomePath(folder: string, run: string, kind: (typeof KINDS)[number]): string {
  return join(folder, `${run}.${kind}.ndjson`)
}

/**
 * Opens the files of a run. What an earlier program wrote of rows that the journal does not know as settled is taken out:
 * they were under way when it ended, and come again.
 */
export async function openOutcomeFiles(
  folder: string,
  run: string,
  isSettled: (index: number) => boolean,
): Promise<OutcomeFiles> {
  const files = new Map<string, LineFile>()
  for (const kind of KINDS) files.set(kind, await reopened(outcomePath(folder, run, kind), isSettled))
  return {
    write: outcome => files.get(outcome.kind)?.append(JSON.stringify(lineOf(outcome))) ?? Promise.resolve(),
    close: async () => {
      for (const file of files.values()) await file.close()
    },
  }
}

function lineOf(outcome: RowOutcome<Row, unknown>): object {
  const { index, rowId, row, attempts } = outcome
  const told = { index, rowId, attempts, row }
  return outcome.kind === 'success' ? { ...told, value: outcome.value } : { ...told, fault: outcome.fault }
}

async function reopened(path: string, isSettled: (index: number) => boolean): Promise<LineFile> {
  if (!(await exists(path))) return openLineFile(path, 0)
  const beside = `${path}.new`
  const kept = await open(beside, 'w', 0o600)
  let lengthBytes = 0
  for await (const { line, bytes } of linesOf(createReadStream(path))) {
    if (!isSettled(indexOf(line))) continue
    await kept.write(`${line}\n`)
    lengthBytes += bytes
  }
  await kept.datasync()
  await kept.close()
  await rename(beside, path)
  return openLineFile(path, lengthBytes)
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch {
    return false
  }
}

/** -1, which no journal knows, where a line is none of ours. */
function indexOf(line: string): number {
  try {
    const { index } = Object(JSON.parse(line)) as { readonly index?: unknown }
    return typeof index === 'number' ? index : -1
  } catch {
    return -1
  }
}
