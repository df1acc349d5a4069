import type { BatchReport } from '../../batch/contract.ts'
import { invokeAll } from '../../batch/invoke-all.ts'
import { invokeBatches } from '../../batch/invoke-batches.ts'
import type { RunnerOptions } from '../../batch/options.ts'
import { sanitize } from '../sanitize.ts'
import { exitCodes, type Terminal } from '../terminal.ts'
import { reportMisuse } from '../usage.ts'
import type { JobClient } from './apis.ts'
import type { Job } from './job.ts'
import { mapRow } from './mapping.ts'
import { type Input, type Opened, openRun, prepare, type RunFiles } from './prepare.ts'
import { progressTo, reportText } from './progress.ts'
import { type Row, readRows } from './rows.ts'

/** The options of `faultline run` as written on the command line. */
export interface RunJobOptions extends RunFiles {
  readonly json?: boolean
}

/**
 * Calls a service for every row of a file, as a job file says, with a journal beside the outcomes.
 *
 * @returns 0 where every row was called, 1 where the run ended before, 2 where nothing was begun: wrong usage, a wrong
 * job, an input that cannot be read
 */
export async function runJob(path: string, options: RunJobOptions, terminal: Terminal): Promise<number> {
  const prepared = await prepare(path, options, terminal)
  if (prepared.isErr()) return reportMisuse(prepared.error, 'run', terminal)
  const { job, client, input, folder } = prepared.value
  const opened = await openRun(folder, options, input.mark)
  if (opened.isErr()) {
    await client.close()
    return reportMisuse(opened.error, 'run', terminal)
  }
  const { journal, files } = opened.value
  const signal = terminal.interruption()
  await terminal.stderr.write(`run ${journal.run}: ${input.total} rows\n`)
  try {
    const report = await invoke(job, client, input, {
      journal,
      files,
      signal,
      onProgress: progressTo(terminal.stderr, input.total),
    })
    if (terminal.stderr.isTTY) await terminal.stderr.write('\n')
    await tell(report, journal.run, input.total, options, terminal)
    return report.end === 'completed' ? exitCodes.ok : exitCodes.fault
  } finally {
    await files.close()
    await journal.close()
    await client.close()
  }
}

type Running = Opened & Pick<RunnerOptions<Row, unknown>, 'onProgress' | 'signal'>

function invoke(job: Job, client: JobClient, input: Input, { files, ...running }: Running): Promise<BatchReport> {
  const {
    api: _api,
    url: _url,
    operation: _operation,
    target: _target,
    lookup: _lookup,
    fields,
    rowId,
    key,
    repetitionKey,
    size,
    ...pace
  } = job
  const columns = { rowId, key, repetitionKey }
  const named = Object.entries(columns).flatMap(([name, column]) =>
    column === undefined ? [] : [[name, (row: Row) => String(row[column])] as const],
  )
  const options = {
    ...pace,
    ...running,
    ...Object.fromEntries(named),
    idempotency: client.idempotency,
    total: input.total,
    sinks: { success: files.write, failure: files.write, reconcile: files.write },
  } satisfies RunnerOptions<Row, unknown>
  const rows = readRows(input.path, input.format)
  const { many } = client
  if (size === undefined || many === undefined) {
    return invokeAll<Row, unknown>(rows, {
      ...options,
      call: (row, context) => client.one(mapRow(row, fields), context.options),
    })
  }
  return invokeBatches<Row, unknown>(rows, {
    ...options,
    size,
    call: (batch, context) =>
      many(
        batch.map(row => mapRow(row, fields)),
        context.options,
      ),
  })
}

async function tell(
  report: BatchReport,
  run: string,
  total: number,
  { json = false }: RunJobOptions,
  { stdout, stderr }: Terminal,
): Promise<void> {
  if (json) {
    const { end, ...figures } = report
    const error = report.end === 'broken' ? { error: said(report.error) } : {}
    await stdout.write(`${JSON.stringify({ run, end, ...figures, ...error })}\n`)
    return
  }
  await stdout.write(`${reportText(report, total)}\n`)
  if (report.end === 'completed') return
  const why = WHY[report.end](report)
  await stderr.write(`ended before all rows were called: ${sanitize(why)}\ngo on with --resume ${run}\n`)
}

const WHY: Readonly<Record<Exclude<BatchReport['end'], 'completed'>, (report: BatchReport) => string>> = {
  'too-many-errors': () => 'more failed than the job accepts',
  technical: report => (report.end === 'technical' ? report.fault.message : ''),
  cancelled: () => 'it was interrupted',
  broken: report => (report.end === 'broken' ? `${report.part}: ${said(report.error)}` : ''),
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
