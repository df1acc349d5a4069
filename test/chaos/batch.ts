import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { Fault } from 'faultline'
import { rowStory } from './batch/row-story.ts'
import { type RowService, startRowService } from './batch/service.ts'
import { chanceOf } from './draw.ts'
import type { Order, Scenario } from './scenario.ts'
import type { Story, Told } from './story.ts'

const KILLS = 12

/**
 * Many rows on one machine: a program that calls a service for each, with a journal, is killed at random moments and started
 * again until it has settled them all.
 */
export const batchScenario: Scenario = {
  name: 'batch',
  mostCalls: 100_000,
  play: async (order, { hear = (told: Told) => told } = {}) => {
    const service = await startRowService(order.seed)
    const folder = mkdtempSync(join(tmpdir(), 'faultline-chaos-'))
    try {
      const killed = await playUntilSettled(order, service, folder)
      return storiesOf(order, service, folder, killed).map(story => ({ ...story, told: hear(story.told) }))
    } finally {
      await service.close()
      rmSync(folder, { recursive: true })
    }
  },
}

/** Gives the rows that were under way when the program was killed, with how often. */
async function playUntilSettled({ seed, calls }: Order, service: RowService, folder: string) {
  const killed = new Map<number, number>()
  const chance = chanceOf(seed, 'kills')
  for (let run = 1; run <= KILLS + 1; run += 1) {
    const worker = startWorker([service.url, journalIn(folder), outcomesIn(folder), String(calls), String(seed)])
    const ended = once(worker, 'exit')
    if (run <= KILLS) {
      // Each time at another moment, all of them before the last row.
      void service.reached(Math.floor((calls * (run - chance())) / (KILLS + 1))).then(() => worker.kill('SIGKILL'))
    }
    const [code] = await ended
    if (code === 0) return killed
    if (code !== null) throw new Error(`the program ended with ${code}`)
    for (const row of underWay(folder)) killed.set(row, (killed.get(row) ?? 0) + 1)
  }
  throw new Error('the program was not left alone')
}

const journalIn = (folder: string) => join(folder, 'rows.journal')
const outcomesIn = (folder: string) => join(folder, 'outcomes.ndjson')

function startWorker(args: readonly string[]): ChildProcess {
  const program = fileURLToPath(new URL('./batch/worker.js', import.meta.url))
  return spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'inherit', 'inherit'] })
}

/** The whole lines of a file, as data; one that was cut off by the kill is none. */
function linesOf(path: string): readonly Record<string, unknown>[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .slice(0, -1)
    .flatMap(line => {
      try {
        return [JSON.parse(line) as Record<string, unknown>]
      } catch {
        // It was cut off, and the program that was started again went on in the same line.
        return []
      }
    })
}

function underWay(folder: string): ReadonlySet<number> {
  const rows = new Set<number>()
  for (const { b, d, u } of linesOf(journalIn(folder))) {
    if (typeof b === 'number') rows.add(b)
    if (typeof d === 'number') rows.delete(d)
    if (typeof u === 'number') rows.delete(u)
  }
  return rows
}

const KINDS: Readonly<Record<string, string>> = { s: 'success', f: 'failure', r: 'reconcile' }

function storiesOf(
  { seed, calls }: Order,
  service: RowService,
  folder: string,
  killed: ReadonlyMap<number, number>,
): readonly Story[] {
  const settled = new Map<number, string>()
  for (const { d, o } of linesOf(journalIn(folder))) {
    if (typeof d !== 'number') continue
    if (settled.has(d)) throw new Error(`row ${d} ended twice`)
    settled.set(d, KINDS[String(o)] ?? '')
  }
  // The last one counts: what a killed program wrote of a row that it did not settle, the next one writes again.
  const told = new Map<number, Told>()
  for (const { index, kind, fault } of linesOf(outcomesIn(folder))) {
    if (kind !== settled.get(Number(index))) continue
    told.set(Number(index), kind === 'success' ? { done: true } : { done: false, fault: fault as Fault })
  }
  return Array.from({ length: calls }, (_, row): Story => {
    const own = told.get(row)
    if (own === undefined) throw new Error(`row ${row} never ended`)
    return rowStory(row, { seed, told: own, kills: killed.get(row) ?? 0, service })
  })
}
