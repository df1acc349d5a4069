/**
 * Options that a worker must have beside its connection, whatever else it is told.
 *
 * A job whose worker dies is given to another without limit, for the processor itself decides what becomes of it: the
 * engine would fail it, and nobody would know how its call ended. And only a worker with a limiter of its own looks at the
 * rate limit of the queue before it takes a job.
 */
export const workerOptions = {
  maxStalledCount: 1_000_000_000,
  limiter: { max: 1_000_000_000, duration: 1_000 },
} as const
