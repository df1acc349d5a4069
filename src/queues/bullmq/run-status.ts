import type { Fault } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import { checkRun } from './check-options.ts'
import type { BullQueue } from './engine.ts'
import { jobIdOf } from './name-of.ts'
import type { JobOutcome } from './outcome.ts'
import { type RunScript, redisOf } from './redis.ts'

/** Which run of a queue. Default `run`, as of the processor. */
export interface RunName {
  readonly run?: string
}

/** How far a run is, over all workers. */
export interface RunStatus {
  readonly successful: number
  readonly failed: number
  readonly toReconcile: number
  /** Begun and without an outcome: under way, given back for another try, or left by a worker that died. */
  readonly begun: number
  /** Failures that count among those that are accepted. */
  readonly functional: number
  readonly technical: number
  /** Why no more jobs are called, and the fault that ended it. */
  readonly stopped?: { readonly because: 'too-many-errors' | 'technical'; readonly fault: Fault }
}

/** Tells how far a run is. */
export async function statusOf(queue: BullQueue, { run }: RunName = {}): Promise<RunStatus> {
  const [pairs, begun] = (await redis('statusOf', queue, run)('status')) as [string[], number]
  const state = new Map(pairs.flatMap((name, index) => (index % 2 === 0 ? [[name, pairs[index + 1] ?? '']] : [])))
  const count = (name: string) => Number(state.get(name) ?? 0)
  const because = state.get('stopped') as 'too-many-errors' | 'technical' | undefined
  const stopped =
    because === undefined ? undefined : { because, fault: JSON.parse(state.get('fault') ?? 'null') as Fault }
  return {
    successful: count('success'),
    failed: count('failure'),
    toReconcile: count('reconcile'),
    begun,
    functional: count('functional'),
    technical: count('technical'),
    ...present({ stopped }),
  }
}

/**
 * Reads what became of each job of a run, in no order, a few hundred at a time. Whole only once the run is over: while it
 * goes on an outcome may come twice.
 */
export async function* outcomesOf<Value = unknown>(
  queue: BullQueue,
  { run }: RunName = {},
): AsyncGenerator<{ readonly jobId: string } & JobOutcome<Value>, void, undefined> {
  const scan = redis('outcomesOf', queue, run)
  let cursor = '0'
  do {
    const [next, pairs] = (await scan('scan', cursor)) as [string, string[]]
    for (let index = 0; index < pairs.length; index += 2) {
      yield { jobId: jobIdOf(pairs[index] ?? ''), ...JSON.parse(pairs[index + 1] ?? '') }
    }
    cursor = String(next)
  } while (cursor !== '0')
}

/**
 * Lets a run that has ended go on: what has failed so far is accepted, the counts begin anew, and the queue is resumed. Jobs
 * that have their outcome keep it.
 */
export async function resumeRun(queue: BullQueue, { run }: RunName = {}): Promise<void> {
  await redis('resumeRun', queue, run)('reopen')
  await queue.resume()
}

/** Forgets a run that is over: its counts, and what became of its jobs. Their ids may then be used again. */
export async function forgetRun(queue: BullQueue, { run }: RunName = {}): Promise<void> {
  await redis('forgetRun', queue, run)('forget')
}

function redis(of: string, queue: BullQueue, run = 'run'): RunScript {
  checkRun(run, (name, what) => new TypeError(`${of}: \`${name}\` ${what}`))
  return redisOf(queue, run)
}
