import { randomUUID } from 'node:crypto'
import { mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { err, ok, type Result } from 'neverthrow'
import { fingerprint } from '../../batch/journal/fingerprint.ts'
import { type FileJournal, openJournal } from '../../batch/journal/open-journal.ts'
import { tellProblem } from '../bytes.ts'
import type { Terminal } from '../terminal.ts'
import { type JobClient, openClient } from './apis.ts'
import { type Job, readJob } from './job.ts'
import { missingColumns } from './mapping.ts'
import { type OutcomeFiles, openOutcomeFiles } from './outcome-files.ts'
import { formatOf, type InputFormat, readRows } from './rows.ts'

/** The files of a run, as written on the command line. */
export interface RunFiles {
  readonly input: string
  readonly out?: string
  readonly run?: string
  readonly resume?: string
}

/** The rows of a run, as they were found before the first call. */
export interface Input {
  readonly path: string
  readonly format: InputFormat
  readonly total: number
  /** Tells this input, as this job reads it, from every other. */
  readonly mark: string
}

/** A job that can be begun. */
export interface Prepared {
  readonly job: Job
  readonly client: JobClient
  readonly input: Input
  readonly folder: string
}

/** Makes a job ready, and tells all that can be wrong before the first call. */
export async function prepare(
  path: string,
  { input, out = dirname(input), run, resume }: RunFiles,
  { env }: Terminal,
): Promise<Result<Prepared, string>> {
  if (run !== undefined && resume !== undefined) return err('--run and --resume: only one of them')
  const job = await readJob(path)
  if (job.isErr()) return err(job.error)
  const survey = await surveyed(input, job.value)
  if (survey.isErr()) return err(survey.error)
  const client = await openClient(job.value, env)
  if (client.isErr()) return err(client.error)
  try {
    await mkdir(out, { recursive: true })
  } catch (error) {
    return err(`--out ${out}: ${tellProblem(error)}`)
  }
  return ok({ job: job.value, client: client.value, input: survey.value, folder: out })
}

/** Reads the input once before anything is sent: a row that cannot be read is told before the first call. */
async function surveyed(path: string, job: Job): Promise<Result<Input, string>> {
  const format = formatOf(path)
  if (format === undefined) return err(`--input ${path}: the name ends neither in .csv nor in .ndjson`)
  let total = 0
  try {
    for await (const row of readRows(path, format)) {
      const missing = total === 0 ? missingColumns(row, columnsOf(job)) : []
      if (format === 'csv' && missing.length > 0) return err(`${path}: has no column ${missing.join(', ')}`)
      total += 1
    }
    const mark = `${await fingerprint(path)} ${JSON.stringify(workOf(job))}`
    return ok({ path, format, total, mark })
  } catch (error) {
    return err(`${path}: ${tellProblem(error)}`)
  }
}

/** What a job does with a row. Its pace and what it accepts may change when a run goes on. */
function workOf({ api, url, operation, target, lookup, fields }: Job): object {
  return { api, url, operation, target, lookup, fields }
}

function columnsOf({ fields, rowId, key, repetitionKey }: Job): readonly string[] {
  const named = Object.values(fields).filter(source => typeof source === 'string')
  return [...named, ...[rowId, key, repetitionKey].filter(column => column !== undefined)]
}

/** What remembers a run. */
export interface Opened {
  readonly journal: FileJournal
  readonly files: OutcomeFiles
}

/** Begins a run, or goes on with one, as the command line says. */
export async function openRun(
  folder: string,
  { run, resume }: RunFiles,
  input: string,
): Promise<Result<Opened, string>> {
  const name = resume ?? run ?? randomUUID()
  if (!/^[\w.-]+$/.test(name)) return err('a run is named by letters, digits, dots, hyphens and underscores')
  const path = join(folder, `${name}.journal`)
  const isThere = await stat(path).then(
    () => true,
    () => false,
  )
  if (resume === undefined && isThere) return err(`the run ${name} was begun before: go on with --resume ${name}`)
  if (resume !== undefined && !isThere) return err(`--resume ${name}: there is no journal ${path}`)
  const journal = await openJournal(path, { input, run: name })
  if (journal.isErr()) return err(journal.error.message)
  try {
    return ok({ journal: journal.value, files: await openOutcomeFiles(folder, name, journal.value.isSettled) })
  } catch (error) {
    await journal.value.close()
    return err(`${folder}: ${tellProblem(error)}`)
  }
}
