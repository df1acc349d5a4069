import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { chance, shuffled } from '../chance.ts'
import { median } from '../measure.ts'
import { type Caller, callersOf } from './callers.ts'

/** What one kind of call costs one caller. */
export interface CallRow {
  readonly body: string
  readonly subject: string
  readonly concurrent: number
  /** From one call to the next, with so many under way. */
  readonly medianMicroseconds: number
  /** Of the caller's process. */
  readonly cpuMicroseconds: number
  readonly callsPerSecond: number
  /** The speed relative to node-soap alone: calls in the same time, and calls with the same CPU time. */
  readonly ratio: number
  readonly cpuRatio: number
}

/** How much is measured. */
export interface CallPlan {
  readonly records: number
  readonly rounds: number
  /** Calls of one round, large and small. */
  readonly large: number
  readonly small: number
}

export const fullCalls: CallPlan = { records: 1_100, rounds: 7, large: 6, small: 600 }
export const smokeCalls: CallPlan = { records: 20, rounds: 1, large: 1, small: 10 }

const CONCURRENT = 10

/** Measures SOAP calls end to end against a server of this machine: large answers one by one, small ones ten at a time. */
export async function soapCalls(plan: CallPlan): Promise<readonly CallRow[]> {
  const server = spawn(
    process.execPath,
    [fileURLToPath(new URL('./server.js', import.meta.url)), String(plan.records)],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  try {
    const port = await portOf(server)
    const at = (path: string) => callersOf(`http://127.0.0.1:${port}/${path}`)
    return [
      ...(await compare(
        'soap-3MB',
        await at('large'),
        plan.rounds,
        { calls: plan.large, concurrent: 1 },
        plan.records,
      )),
      ...(await compare('soap-1KB', await at('small'), plan.rounds, { calls: plan.small, concurrent: CONCURRENT }, 1)),
    ]
  } finally {
    server.stdin?.end()
    server.kill()
  }
}

async function portOf(server: ChildProcess): Promise<number> {
  if (server.stdout === null) throw new Error('the server has no output')
  const [line] = await once(server.stdout, 'data')
  return Number(line)
}

interface Effort {
  readonly calls: number
  readonly concurrent: number
}

interface Sample {
  readonly microseconds: number
  readonly cpu: number
}

/** All callers take turns in each round; the first round warms up and does not count, unless it is the only one. */
async function compare(
  body: string,
  callers: readonly Caller[],
  rounds: number,
  effort: Effort,
  records: number,
): Promise<readonly CallRow[]> {
  for (const { name, call } of callers) {
    const found = await call()
    if (found < records) throw new Error(`${name}: found ${found} records instead of ${records}`)
  }
  const measured = callers.map(caller => ({ caller, samples: [] as Sample[] }))
  const random = chance(1)
  for (let round = 0; round <= rounds; round++) {
    for (const { caller, samples } of shuffled(measured, random)) {
      const sample = await repeat(caller, effort)
      if (round > 0) samples.push(sample)
    }
  }
  const costs = measured.map(({ caller, samples }) => ({
    subject: caller.name,
    microseconds: median(samples.map(one => one.microseconds)),
    cpu: median(samples.map(one => one.cpu)),
  }))
  const [baseline = { microseconds: Number.NaN, cpu: Number.NaN }] = costs
  return costs.map(({ subject, microseconds, cpu }) => ({
    body,
    subject,
    concurrent: effort.concurrent,
    medianMicroseconds: rounded(microseconds),
    cpuMicroseconds: rounded(cpu),
    callsPerSecond: rounded(1e6 / microseconds),
    ratio: rounded(baseline.microseconds / microseconds),
    cpuRatio: rounded(baseline.cpu / cpu),
  }))
}

async function repeat({ call }: Caller, { calls, concurrent }: Effort): Promise<Sample> {
  let left = calls
  const worker = async () => {
    while (left > 0) {
      left -= 1
      await call()
    }
  }
  const cpu = process.cpuUsage()
  const start = performance.now()
  await Promise.all(Array.from({ length: concurrent }, worker))
  const elapsed = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  return { microseconds: (elapsed * 1_000) / calls, cpu: (user + system) / calls }
}

function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
