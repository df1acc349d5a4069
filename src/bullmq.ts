export { err, errAsync, ok, okAsync, Result, ResultAsync } from 'neverthrow'
export type { Fault } from './core/fault.ts'
export { type FaultCases, matchFault } from './core/match.ts'
export type { Idempotency } from './core/operation.ts'
export type { BullClient, BullJob, BullQueue, BullReconcile } from './queues/bullmq/engine.ts'
export { faultOf } from './queues/bullmq/fault-of.ts'
export type { JobContext, ProcessorOptions } from './queues/bullmq/options.ts'
export type { JobOutcome, Reconciled, ToReconcile } from './queues/bullmq/outcome.ts'
export { bullProcessor } from './queues/bullmq/processor.ts'
export {
  forgetRun,
  outcomesOf,
  type RunName,
  type RunStatus,
  resumeRun,
  statusOf,
} from './queues/bullmq/run-status.ts'
export { workerOptions } from './queues/bullmq/worker-options.ts'
export type { RetryChoice, RetryOptions } from './retry/options.ts'
export type { Clock } from './retry/sleep.ts'
