import { err, type Result } from 'neverthrow'
import type { Fault } from '../core/fault.ts'
import { onAbort } from './abort.ts'
import type { Clock } from './sleep.ts'

/**
 * Gives a try a signal that aborts with the caller's and once the try has taken too long, and says so where the try then
 * calls itself cancelled.
 */
export async function limited<Value>(
  limitMs: number,
  signal: AbortSignal | undefined,
  clock: Clock,
  attempt: (signal: AbortSignal | undefined) => Promise<readonly Result<Value, Fault>[]>,
): Promise<readonly Result<Value, Fault>[]> {
  if (limitMs === Number.POSITIVE_INFINITY) return attempt(signal)
  const controller = new AbortController()
  let isLate = false
  const stopListening = signal === undefined ? () => {} : onAbort(signal, () => controller.abort())
  if (signal?.aborted === true) controller.abort()
  const stopTimer = clock.after(limitMs, () => {
    isLate = true
    controller.abort()
  })
  try {
    const outcomes = await attempt(controller.signal)
    return isLate && signal?.aborted !== true
      ? outcomes.map(outcome => outcome.orElse(fault => err(late(fault))))
      : outcomes
  } finally {
    stopTimer()
    stopListening()
  }
}

/** It was this limit that cancelled the try, not the caller. What must be compared with the service still must be. */
function late(fault: Fault): Fault {
  if (fault.category !== 'cancelled') return fault
  const title = 'The try took longer than it may'
  const remedy = fault.remedy === 'reconcile' ? fault.remedy : 'wait'
  const told = { ...fault, category: 'timeout', remedy, title, message: title } as const
  return told.kind === 'network' ? { ...told, problem: 'timeout' } : told
}
