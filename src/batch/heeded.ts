import { onAbort } from '../retry/abort.ts'
import type { Clock } from '../retry/sleep.ts'

/** How long a call may take to end once its signal has aborted, in milliseconds. */
const GRACE_MS = 5_000

/**
 * Waits for a call, and for one that does not heed its signal only a while: then `givenUp` stands for its answer, which may
 * still come and is dropped.
 */
export function heeded<Answer>(
  calling: PromiseLike<Answer> | Answer,
  signal: AbortSignal | undefined,
  clock: Clock,
  givenUp: () => Answer,
): Promise<Answer> {
  const called = Promise.resolve(calling)
  if (signal === undefined) return called
  return new Promise((resolve, reject) => {
    let stopTimer = () => {}
    const wait = () => {
      stopTimer = clock.after(GRACE_MS, () => resolve(givenUp()))
    }
    const stopListening = onAbort(signal, wait)
    if (signal.aborted) wait()
    const settled = () => {
      stopListening()
      stopTimer()
    }
    called.then(resolve, reject).finally(settled)
  })
}
