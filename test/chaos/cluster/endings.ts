import type { Queue } from 'bullmq'
import { type JobOutcome, outcomesOf, type ToReconcile } from 'faultline/bullmq'

/** Reads how each row ended, by its number. */
export async function endingsOf(queue: Queue): Promise<ReadonlyMap<number, JobOutcome>> {
  const endings = new Map<number, JobOutcome>()
  for await (const { jobId, ...outcome } of outcomesOf(queue)) endings.set(numberOf(jobId), outcome)
  return endings
}

/** Compares how rows ended with what the engine says, and with the queue for those that somebody must look at. */
export async function disagreements(
  queue: Queue,
  reconcile: Queue,
  endings: ReadonlyMap<number, JobOutcome>,
): Promise<readonly string[]> {
  const numbers = (jobs: readonly { readonly id?: string | undefined }[]) => new Set(jobs.map(({ id }) => numberOf(id)))
  const failed = numbers(await queue.getFailed())
  const completed = numbers(await queue.getCompleted())
  const waiting = await reconcile.getWaiting()
  const entries = new Set(waiting.map(({ data }) => numberOf((data as ToReconcile).jobId)))
  const wrong = [...endings].flatMap(([row, { kind }]) => {
    const isRight =
      failed.has(row) === (kind === 'failure') &&
      completed.has(row) === (kind !== 'failure') &&
      entries.has(row) === (kind === 'reconcile')
    return isRight ? [] : [`row ${row} ended as ${kind}, and the engine says otherwise`]
  })
  const more = failed.size + completed.size - endings.size
  return more === 0 ? wrong : [...wrong, `the engine has ${more} more that ended`]
}

function numberOf(jobId: string | undefined): number {
  return Number(jobId?.replace('row-', ''))
}
