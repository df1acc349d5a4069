import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type InvokeAllOptions, invokeAll, okAsync, openJournal } from 'faultline/batch'
import { median } from '../measure.ts'

/** What the runner of many rows costs. */
export interface BatchFigures {
  /** Time of `invokeAll` for a row whose call answers at once, less that of awaiting the same call in a loop. */
  readonly overheadMicroseconds: number
  readonly bareMicroseconds: number
  readonly rows: number
  /** By how much the heap had grown at most, after collection, while that many rows went by. */
  readonly heapGrowthMb: number
  readonly memoryRows: number
  /** `once` rows with a journal, so many at a time, to the same number of bare writes with a sync for each handful. */
  readonly journalRatio: number
  readonly journalMicroseconds: number
  readonly bareSyncMicroseconds: number
  readonly journalRows: number
  readonly concurrency: number
}

/** How much is measured. */
export interface BatchPlan {
  readonly rounds: number
  readonly rows: number
  readonly memoryRows: number
  readonly journalRows: number
}

export const fullBatch: BatchPlan = { rounds: 7, rows: 200_000, memoryRows: 1_000_000, journalRows: 20_000 }
export const smokeBatch: BatchPlan = { rounds: 1, rows: 1_000, memoryRows: 1_000, journalRows: 320 }

const CONCURRENCY = 32

/** Measures all of it; each pair takes turns, and the first round warms up. */
export async function batchFigures(plan: BatchPlan): Promise<BatchFigures> {
  const [runner, bare] = await alternating(plan.rounds, [() => runAll(plan.rows), () => runBare(plan.rows)])
  const [journal, syncs] = await alternating(plan.rounds, [
    () => runJournal(plan.journalRows),
    () => runSyncs(plan.journalRows),
  ])
  const micro = (ms: number, rows: number) => rounded((ms * 1_000) / rows)
  return {
    overheadMicroseconds: micro(runner - bare, plan.rows),
    bareMicroseconds: micro(bare, plan.rows),
    rows: plan.rows,
    heapGrowthMb: rounded(await heapGrowth(plan.memoryRows)),
    memoryRows: plan.memoryRows,
    journalRatio: rounded(journal / syncs),
    journalMicroseconds: micro(journal, plan.journalRows),
    bareSyncMicroseconds: micro(syncs, plan.journalRows),
    journalRows: plan.journalRows,
    concurrency: CONCURRENCY,
  }
}

type Timed = () => Promise<number>

/** The median milliseconds of each. */
async function alternating(rounds: number, [one, other]: readonly [Timed, Timed]): Promise<readonly [number, number]> {
  const samples: [number[], number[]] = [[], []]
  for (let round = 0; round <= rounds; round += 1) {
    const [first, second] = [await one(), await other()]
    if (round === 0) continue
    samples[0].push(first)
    samples[1].push(second)
  }
  return [median(samples[0]), median(samples[1])]
}

function* numbers(count: number): Generator<number> {
  for (let number = 0; number < count; number += 1) yield number
}

const at: InvokeAllOptions<number, number> = { idempotency: 'once', call: row => okAsync(row) }

async function runAll(rows: number): Promise<number> {
  const start = performance.now()
  const report = await invokeAll(numbers(rows), at)
  const elapsed = performance.now() - start
  expectAll(report.successful, rows)
  return elapsed
}

async function runBare(rows: number): Promise<number> {
  const start = performance.now()
  let successful = 0
  for (const row of numbers(rows)) if ((await okAsync(row)).isOk()) successful += 1
  const elapsed = performance.now() - start
  expectAll(successful, rows)
  return elapsed
}

async function runJournal(rows: number): Promise<number> {
  return inFolder(async folder => {
    const journal = (await openJournal(join(folder, 'run'), { input: 'numbers' }))._unsafeUnwrap()
    const start = performance.now()
    const report = await invokeAll(numbers(rows), { ...at, journal, concurrency: CONCURRENCY })
    const elapsed = performance.now() - start
    await journal.close()
    expectAll(report.successful, rows)
    return elapsed
  })
}

/** As few syncs as so many lanes can do with: one for a handful, with the lines that the journal has for it. */
async function runSyncs(rows: number): Promise<number> {
  return inFolder(async folder => {
    const file = await open(join(folder, 'bare'), 'w')
    const line = '{"b":10000,"i":"10000","k":"00000000-0000-0000-0000-000000000000-10000"}\n{"d":10000,"o":"s"}\n'
    const handful = Buffer.from(line.repeat(CONCURRENCY))
    const start = performance.now()
    for (let written = 0; written < rows; written += CONCURRENCY) {
      await file.write(handful)
      await file.datasync()
    }
    const elapsed = performance.now() - start
    await file.close()
    return elapsed
  })
}

async function inFolder<Value>(work: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-bench-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** In MB: what is still in use when everything is collected, now and then while the rows go by. */
async function heapGrowth(rows: number): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const used = () => {
    collect()
    return process.memoryUsage().heapUsed
  }
  const start = used()
  let most = 0
  const every = Math.max(1, Math.floor(rows / 20))
  const report = await invokeAll(numbers(rows), {
    ...at,
    concurrency: 4,
    call: row => {
      if (row % every === every - 1) most = Math.max(most, used() - start)
      return okAsync(row)
    },
  })
  expectAll(report.successful, rows)
  return most / 1e6
}

function expectAll(successful: number, rows: number): void {
  if (successful !== rows) throw new Error(`${successful} of ${rows} rows were successful`)
}

function rounded(value: number): number {
  return Number(value.toPrecision(3))
}
