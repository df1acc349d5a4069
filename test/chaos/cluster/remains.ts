import type { Queue } from 'bullmq'
import { type JobOutcome, outcomesOf, type ToReconcile } from 'faultline/bullmq'

/** What Redis holds of a run that is over, each row by its number. */
export interface Remains {
  readonly endings: ReadonlyMap<number, JobOutcome>
  /** Those that the engine says so of. */
  readonly failed: readonly number[]
  readonly completed: readonly number[]
  /** Those in the queue for reconciliation. */
  readonly entries: readonly number[]
}

/** Reads what is left of a run. */
export async function remainsOf(queue: Queue, reconcile: Queue): Promise<Remains> {
  const endings = new Map<number, JobOutcome>()
  for await (const { jobId, ...outcome } of outcomesOf(queue)) endings.set(numberOf(jobId), outcome)
  const waiting = await reconcile.getWaiting()
  return {
    endings,
    failed: (await queue.getFailed()).map(({ id }) => numberOf(id)),
    completed: (await queue.getCompleted()).map(({ id }) => numberOf(id)),
    entries: waiting.map(({ data }) => numberOf((data as ToReconcile).jobId)),
  }
}

function numberOf(jobId: string | undefined): number {
  return Number(jobId?.replace('row-', ''))
}
