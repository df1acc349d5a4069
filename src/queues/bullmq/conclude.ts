import { failureKind } from '../../batch/failure-kind.ts'
import type { Fault } from '../../core/fault.ts'
import { networkFault } from '../../core/network-fault.ts'
import { isHarmless } from '../../retry/verdict.ts'
import type { BullJob } from './engine.ts'
import { bounded } from './fault-text.ts'
import type { Count, Noted, Tries } from './ledger.ts'
import { jobIdOf } from './name-of.ts'
import type { JobOutcome, Reconciled } from './outcome.ts'
import { pauseRun } from './pause-run.ts'
import { signals } from './signals.ts'
import type { Ground, Started } from './started.ts'

interface Ended {
  readonly fault: Fault
  readonly attempts: number
  /** What stays known where the job stays to be done: what a try may have done is not undone by a pause. */
  readonly tries?: Tries
  /** Whether it is a failure of this run: what a worker left behind that died is none. */
  readonly counts: boolean
}

/** Gives a job that failed its outcome: a failure, or one that somebody must look at. Never calls. */
export async function conclude<Data, Value>(
  ground: Ground<Data, Value>,
  started: Started<Data>,
  { fault: whole, attempts, tries, counts }: Ended,
): Promise<Value | Reconciled> {
  const { options, ledger } = ground
  const { job, at, idempotency, key } = started
  const fault = bounded(whole)
  const isDoubtful = !counts || !isHarmless(fault, idempotency)
  if (isDoubtful) {
    // Noted there before it ends here: in the other order a crash would lose it. The same id twice is one job.
    const entry = { queue: options.queue.name, run: ground.run, jobId: jobIdOf(at.id), key, data: job.data, fault }
    await options.reconcile.add(job.name, entry as never, { jobId: entryOf(ground, job) })
  }
  const outcome: JobOutcome<Value> = { kind: isDoubtful ? 'reconcile' : 'failure', fault, attempts }
  const count = counts ? countOf(ground, fault, !isDoubtful) : undefined
  return told(ground, started, outcome, await ledger.settle(at, outcome, count, tries))
}

/** Of this job alone: other queues and runs may name theirs alike, and the engine takes a second one of an id for the first. */
function entryOf({ options, run }: Ground<never, unknown>, { id, timestamp }: BullJob<unknown>): string {
  return `${options.queue.name}-${run}-${id}-${timestamp}`.replaceAll(':', '-')
}

/**
 * Tells the engine what became of a job once that is noted, and pauses the queue where it ends the run. What was noted
 * first stands; a job that another start has is left alone.
 */
export async function told<Data, Value>(
  ground: Ground<Data, Value>,
  { job, token }: Started<Data>,
  outcome: JobOutcome<Value>,
  noted: Noted,
): Promise<Value | Reconciled> {
  switch (noted.is) {
    case 'stale':
      throw signals.waiting()
    case 'settled':
      return finish<Value>(noted.outcome)
    case 'done':
      if (noted.isStopped) await pauseRun(ground)
      return finish<Value>(outcome)
    case 'open':
      await pauseRun(ground)
      await job.moveToWait(token)
      throw signals.waiting()
  }
}

function countOf({ endsAt }: Ground<never, unknown>, fault: Fault, isHarmlessly: boolean): Count | undefined {
  const kind = failureKind(fault)
  switch (kind) {
    case 'functional':
      return { of: kind, endsAt: endsAt[kind], because: 'too-many-errors', fault, staysOpen: false }
    case 'technical':
      return { of: kind, endsAt: endsAt[kind], because: 'technical', fault, staysOpen: isHarmlessly }
    default:
      return undefined
  }
}

/** A job that has its outcome ends with it, however often it is begun with. */
export function finish<Value>(outcome: JobOutcome): Value | Reconciled {
  switch (outcome.kind) {
    case 'success':
      return outcome.value as Value
    case 'failure':
      throw signals.failed(outcome.fault)
    case 'reconcile':
      return { faultline: 'reconcile', fault: outcome.fault }
  }
}

/** A call whose worker died: nobody knows what came of it. */
export function interrupted(starts: number): Fault {
  const title = starts > 1 ? `Its worker died ${starts} times while this call was under way` : DIED
  return networkFault({ problem: 'other', phase: 'unknown', remedy: 'reconcile', title, advice: LOOK })
}

const DIED = 'Its worker died while this call was under way'
const LOOK = 'Look at what the service holds. Nobody knows how the call ended, and it is not made again.'
