export { err, errAsync, ok, okAsync, Result, ResultAsync } from 'neverthrow'
export type { AcceptanceOptions } from './batch/acceptance.ts'
export type {
  BatchReport,
  BatchStatistics,
  BegunRow,
  CallContext,
  Calling,
  Invocation,
  Journal,
  RowOutcome,
  Rows,
  Sink,
} from './batch/contract.ts'
export { type FailureKind, failureKind } from './batch/failure-kind.ts'
export type { RowOptions } from './batch/invocations.ts'
export { invokeAll } from './batch/invoke-all.ts'
export { invokeBatches } from './batch/invoke-batches.ts'
export { fingerprint } from './batch/journal/fingerprint.ts'
export {
  type FileJournal,
  type JournalOptions,
  type JournalProblem,
  openJournal,
} from './batch/journal/open-journal.ts'
export type {
  InvokeAllOptions,
  InvokeBatchesOptions,
  OutcomeKind,
  RequestContext,
  RunnerOptions,
} from './batch/options.ts'
export type { RateLimit } from './batch/pacer.ts'
export type { Fault } from './core/fault.ts'
export { type FaultCases, matchFault } from './core/match.ts'
export type { Idempotency } from './core/operation.ts'
export type { RetryChoice, RetryOptions } from './retry/options.ts'
export type { Clock } from './retry/sleep.ts'
