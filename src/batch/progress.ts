import { observe } from '../retry/observe.ts'
import { systemClock } from '../retry/sleep.ts'
import type { Counter } from './counter.ts'
import type { RunnerOptions } from './options.ts'

/** Tells a run's progress at intervals, without keeping the process alive; the returned function tells it for the last time. */
export function progress<Row, Value, Target extends string>(
  { onProgress, progressEveryMs = 1_000, clock = systemClock }: RunnerOptions<Row, Value, Target>,
  counter: Counter,
): () => void {
  if (onProgress === undefined) return () => {}
  const tell = () => observe(onProgress, () => counter.statistics())
  let stop = () => {}
  const next = () => {
    stop = clock.after(
      progressEveryMs,
      () => {
        tell()
        next()
      },
      { background: true },
    )
  }
  next()
  return () => {
    stop()
    tell()
  }
}
