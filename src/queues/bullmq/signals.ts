import type { Fault } from '../../core/fault.ts'
import { faultText } from './fault-text.ts'

/**
 * What a processor throws to tell BullMQ what becomes of a job. The engine knows these by their names, and the rate limit by
 * its message, so that none of its classes is needed.
 */
export const signals = {
  /** The job has failed for good. The engine keeps only message and stack: the message is the fault. */
  failed: (fault: Fault): Error => named('UnrecoverableError', faultText(fault)),
  /** The queue's rate limit is on: the job goes back and the worker waits. */
  limited: (): Error => named('RateLimitError', 'bullmq:rateLimitExceeded'),
  /** The job has been moved to be done at its time. */
  delayed: (): Error => named('DelayedError', 'bullmq:movedToDelayed'),
  /** The job has been moved back. Also where it is left as it is: its lock runs out, and a worker begins with it anew. */
  waiting: (): Error => named('WaitingError', 'bullmq:movedToWait'),
}

const sent = new WeakSet<object>()

/** Whether it is one of these. */
export function isSignal(error: unknown): boolean {
  return typeof error === 'object' && error !== null && sent.has(error)
}

function named(name: string, message: string): Error {
  const error = new Error(message)
  error.name = name
  // The engine keeps the stack as well, and a stack repeats the message.
  error.stack = name
  sent.add(error)
  return error
}
