import { performance } from 'node:perf_hooks'
import { chance, shuffled } from './chance.ts'

/** How long and how often to measure. */
export interface Effort {
  readonly rounds: number
  /** The least that one sample lasts; calls are repeated until then. One call is made in any case. */
  readonly sampleMs: number
  /** Calls before each sample go on for as long, except where one call lasts longer than a sample. */
  readonly warmUpMs: number
  /** A task has had enough samples when one call of each would last so long together. Default: no limit. */
  readonly enoughMs?: number
}

/** Something that is done again and again. */
export interface Task {
  readonly run: () => unknown
}

/**
 * The median time of one call of each task, in microseconds, in the order of the tasks.
 *
 * All of them take turns in each round, in an order that is drawn anew for it, so that a machine that slows down
 * slows all of them down. Garbage is collected when the runtime likes to: to force it favors those who make much.
 */
export function measure(tasks: readonly Task[], effort: Effort): number[] {
  const { enoughMs = Number.POSITIVE_INFINITY } = effort
  const measured = tasks.map(task => ({ task, samples: [] as number[] }))
  const random = chance(1)
  for (let round = 0; round < effort.rounds; round += 1) {
    for (const { task, samples } of shuffled(measured, random)) {
      if (sum(samples) > enoughMs * 1000) continue
      const isLong = (samples.at(-1) ?? 0) > effort.sampleMs * 1000
      if (!isLong && effort.warmUpMs > 0) repeat(task, effort.warmUpMs)
      samples.push(repeat(task, effort.sampleMs))
    }
  }
  return measured.map(({ samples }) => median(samples))
}

/** Calls until the time is up, once at least; gives the microseconds of one call. */
function repeat({ run }: Task, durationMs: number): number {
  const start = performance.now()
  let calls = 0
  let elapsed = 0
  do {
    run()
    calls += 1
    elapsed = performance.now() - start
  } while (elapsed < durationMs)
  return (elapsed * 1000) / calls
}

function sum(samples: readonly number[]): number {
  return samples.reduce((total, sample) => total + sample, 0)
}

/** The middle of the samples, or the mean of the two in the middle. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  const [low = 0, high = 0] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]]
  return (low + high) / 2
}
