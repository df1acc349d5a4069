import { err, type Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import { requestFault } from '../../core/request-fault.ts'
import type { Clock } from '../../retry/sleep.ts'
import { watch } from '../send/watch.ts'

/** Waits, before anything is sent, for what others wait for as well: who is called off leaves it to them. */
export async function abortable<Value, Failure extends Fault>(
  work: Promise<Result<Value, Failure>>,
  signal: AbortSignal | undefined,
  clock: Clock,
): Promise<Result<Value, Fault>> {
  if (signal === undefined) return work
  const watched = watch(signal, clock)
  const waited = await watched.wait(() => work, Number.POSITIVE_INFINITY)
  watched.end()
  return waited.end === 'value' ? waited.value : err(requestFault({ problem: 'cancelled' }))
}
