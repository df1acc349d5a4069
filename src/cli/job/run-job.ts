import { readFile } from 'node:fs/promises'
import { err, type Result } from 'neverthrow'
import type { BatchReport } from '../../batch/contract.ts'
import { invokeAll } from '../../batch/invoke-all.ts'
import { invokeBatches } from '../../batch/invoke-batches.ts'
import type { FileJournal } from '../../batch/journal/open-journal.ts'
import type { RunnerOptions } from '../../batch/options.ts'
import { tellProblem } from '../bytes.ts'
import { sanitize } from '../sanitize.ts'
import { exitCodes, type Terminal } from '../terminal.ts'
import { reportMisuse } from '../usage.ts'
import type { JobApi } from './api.ts'
import { type Input, openInput } from './input.ts'
import { type Job, readJob } from './job.ts'
import { type OutcomeFiles, openOutcomeFiles } from './outcome-files.ts'
import { progressTo } from './progress.ts'
import { tellReport } from './report.ts'
import { isRowsFile, type Row } from './rows.ts'
import { openRun, type RunPlace, runPlace } from './run-place.ts'
import { checkRun, runnerOptions } from './runner-options.ts'
import { survey } from './survey.ts'

/** The options of `faultline run` as written on the command line. */
export interface RunJobOptions {
  readonly input: string
  readonly out?: string
  readonly run?: string
  readonly resume?: string
  readonly json?: boolean
}

/**
 * Calls a service for each row of a file, as a job file says, with a journal: after a crash `--resume` goes on.
 *
 * @returns 0 where every row was called, 1 where the run ended before, 2 where it could not begin
 */
export async function runJob(file: string, options: RunJobOptions, terminal: Terminal): Promise<number> {
  const prepared = await prepare(file, options, terminal)
  if (prepared.isErr()) return reportMisuse(prepared.error, 'run', terminal)
  try {
    const input = await openInput(options.input)
    if (input.isErr()) return await reportMisuse(input.error, 'run', terminal)
    try {
      return await overInput(prepared.value, input.value, options, terminal)
    } finally {
      await input.value.close()
    }
  } finally {
    await prepared.value.api.close()
  }
}

/** Nothing is called, and no file is made, before the input was read to its end. */
async function overInput(
  prepared: Prepared,
  input: Input,
  options: RunJobOptions,
  terminal: Terminal,
): Promise<number> {
  const surveyed = await survey(input, prepared.job)
  if (surveyed.isErr()) return reportMisuse(surveyed.error, 'run', terminal)
  const journal = await openRun(prepared.place, surveyed.value.input)
  if (journal.isErr()) return reportMisuse(journal.error, 'run', terminal)
  try {
    return await underJournal(prepared, input, surveyed.value.invocations, journal.value, options, terminal)
  } finally {
    await journal.value.close()
  }
}

interface Prepared {
  readonly job: Job
  readonly api: JobApi
  readonly place: RunPlace
}

/** All that can be checked before the input is read. */
async function prepare(file: string, options: RunJobOptions, { env }: Terminal): Promise<Result<Prepared, string>> {
  if (!isRowsFile(options.input)) return err(`${options.input}: is neither .csv, nor .ndjson, nor .jsonl`)
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    return err(`${file}: ${tellProblem(error)}`)
  }
  const job = readJob(text).andThen(checkRun)
  if (job.isErr()) return err(`${file}: ${job.error}`)
  const place = await runPlace(options)
  if (place.isErr()) return err(place.error)
  const api = await job.value.open(env)
  return api.map(api => ({ job: job.value, api, place: place.value }))
}

/** Opens what the run writes to, runs it, and tells how it ended. */
async function underJournal(
  { job, api, place }: Prepared,
  { rows }: Input,
  total: number,
  journal: FileJournal,
  { json }: RunJobOptions,
  terminal: Terminal,
): Promise<number> {
  let files: OutcomeFiles
  try {
    files = await openOutcomeFiles(place.outcomes, journal.isSettled)
  } catch (error) {
    return reportMisuse(`the files of the run ${place.name}: ${tellProblem(error)}`, 'run', terminal)
  }
  try {
    await terminal.stderr.write(`run ${place.name}: ${sanitize(place.journal)}\n`)
    const report = await call(rows(), job.settings.size, api, {
      ...runnerOptions(job.settings),
      idempotency: api.idempotency,
      ...(api.key === undefined ? {} : { key: api.key }),
      journal,
      total,
      signal: terminal.interruption(),
      sinks: { success: files.write, failure: files.write, reconcile: files.write },
      ...progressTo(terminal, total),
    })
    if (terminal.stderr.isTTY) await terminal.stderr.write('\n')
    await terminal.stdout.write(tellReport(report, place, json === true))
    return report.end === 'completed' ? exitCodes.ok : exitCodes.fault
  } finally {
    await files.close()
  }
}

function call(
  rows: AsyncIterable<Row>,
  size: number | undefined,
  { call, callEach }: JobApi,
  options: RunnerOptions<Row, unknown>,
): Promise<BatchReport> {
  if (size === undefined || callEach === undefined) return invokeAll(rows, { ...options, call })
  return invokeBatches(rows, {
    ...options,
    size,
    call: (rows, { invocations, options }) => callEach(rows, invocations, options),
  })
}
