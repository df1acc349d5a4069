import type { Fault } from '../../core/fault.ts'

/** What became of one job: it is kept beside the queue, whether the engine keeps the job or not. */
export type JobOutcome<Value = unknown> =
  | { readonly kind: 'success'; readonly value: Value; readonly attempts: number }
  /** Refused, or not carried out, or harmless to do once more. */
  | { readonly kind: 'failure'; readonly fault: Fault; readonly attempts: number }
  /** It may have been done and must not be done twice: it is in the queue for those that somebody must look at. */
  | { readonly kind: 'reconcile'; readonly fault: Fault; readonly attempts: number }

/** What a job returns that ended as `reconcile`: for the engine it is done, for it must never be repeated. */
export interface Reconciled {
  readonly faultline: 'reconcile'
  readonly fault: Fault
}

/** What a job in the queue for reconciliation holds. Several queues may share one. */
export interface ToReconcile<Data = unknown> {
  readonly queue: string
  readonly run: string
  /** The id of the job that it is about. */
  readonly jobId: string
  /** That its calls were made with. */
  readonly key: string
  readonly data: Data
  readonly fault: Fault
}
