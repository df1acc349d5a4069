import { createHash } from 'node:crypto'
import { err, ok, type Result } from 'neverthrow'
import { tellProblem } from '../bytes.ts'
import type { Job } from './job.ts'
import { type Row, readRows, UnreadableRows } from './rows.ts'
import { textIn } from './text-in.ts'

/** What reading an input to its end tells before anything is called for it. */
export interface Survey {
  /** Tells this input, called for in this way, from every other. */
  readonly input: string
  /** How many calls there will be: rows, or groups of one repetition key. */
  readonly invocations: number
}

/** Reads all rows once, in constant memory: so that a row which is none is known before the first call, not after many. */
export async function survey(path: string, job: Job): Promise<Result<Survey, string>> {
  const hash = createHash('sha256')
  let invocations = 0
  let place = 0
  let last: string | undefined
  try {
    for await (const row of readRows(path, bytes => hash.update(bytes))) {
      place += 1
      checkRow(row, place, job, path)
      const key = job.repetitionKey === undefined ? undefined : textIn(row, job.repetitionKey)
      if (key === undefined || key !== last) invocations += 1
      last = key
    }
  } catch (error) {
    return err(`${path}: ${error instanceof UnreadableRows ? error.message : tellProblem(error)}`)
  }
  const { api, url, operation, type, lookup, rowId, repetitionKey } = job
  hash.update(JSON.stringify([api, url, operation, type, lookup, rowId, repetitionKey]))
  return ok({ input: `sha256:${hash.digest('hex')}`, invocations })
}

/** In NDJSON a row may lack any column, and a field is then left out; what names the row it may not. */
function checkRow(row: Row, place: number, { fields, rowId, repetitionKey }: Job, path: string): void {
  for (const [option, column] of Object.entries({ rowId, repetitionKey })) {
    if (column !== undefined && textIn(row, column) === undefined) {
      throw new UnreadableRows(`row ${place} has nothing in its column "${column}", which is the job's \`${option}\``)
    }
  }
  if (place > 1 || !/\.csv$/i.test(path)) return
  for (const [field, source] of Object.entries(fields)) {
    if (typeof source === 'string' && !Object.hasOwn(row, source)) {
      throw new UnreadableRows(`has no column "${source}", which the job's \`fields.${field}\` names`)
    }
  }
}
