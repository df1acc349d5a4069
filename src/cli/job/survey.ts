import { createHash } from 'node:crypto'
import { err, ok, type Result } from 'neverthrow'
import { tellProblem } from '../bytes.ts'
import type { Input } from './input.ts'
import type { Job } from './job.ts'
import { type Row, UnreadableRows } from './rows.ts'
import { textIn } from './text-in.ts'

/** What reading an input to its end tells before anything is called for it. */
export interface Survey {
  /** Tells this input, called for in this way, from every other. */
  readonly input: string
  /** How many calls there will be: rows, or groups of one repetition key. */
  readonly invocations: number
}

/** Reads all rows once, in constant memory: so that a row which is none is known before the first call, not after many. */
export async function survey({ path, rows }: Input, job: Job): Promise<Result<Survey, string>> {
  const { repetitionKey } = job.settings
  const hash = createHash('sha256')
  let invocations = 0
  let place = 0
  let last: string | undefined
  try {
    for await (const row of rows(bytes => hash.update(bytes))) {
      place += 1
      checkRow(row, place, job, path)
      const key = repetitionKey === undefined ? undefined : textIn(row, repetitionKey)
      if (key === undefined || key !== last) invocations += 1
      last = key
    }
  } catch (error) {
    return err(`${path}: ${error instanceof UnreadableRows ? error.message : tellProblem(error)}`)
  }
  hash.update(JSON.stringify(job.identity))
  return ok({ input: `sha256:${hash.digest('hex')}`, invocations })
}

/** In NDJSON a row may lack any column, and a field is then left out; what names the row it may not. */
function checkRow(row: Row, place: number, { columns }: Job, file: string): void {
  const isFirst = place === 1 && /\.csv$/i.test(file)
  for (const { path, column, isRequired } of columns) {
    if (isRequired && textIn(row, column) === undefined) {
      throw new UnreadableRows(`row ${place} has nothing in its column "${column}", which is the job's \`${path}\``)
    }
    if (isFirst && !Object.hasOwn(row, column)) {
      throw new UnreadableRows(`has no column "${column}", which the job's \`${path}\` names`)
    }
  }
}
