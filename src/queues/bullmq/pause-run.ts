import type { Ground } from './started.ts'

/**
 * Pauses the queue of a run that has ended. Where somebody resumed the run in between it goes on: else it would stand still,
 * and nothing would say why.
 */
export async function pauseRun({ options, ledger }: Ground<never, unknown>): Promise<void> {
  await options.queue.pause()
  if (!(await ledger.hasStopped())) await options.queue.resume()
}
