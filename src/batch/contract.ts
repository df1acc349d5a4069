import type { Result, ResultAsync } from 'neverthrow'
import type { Fault } from '../core/fault.ts'
import type { Idempotency } from '../core/operation.ts'

/** Rows from anywhere: a list, a generator, a stream that is parsed as it is read. Read one at a time, never all at once. */
export type Rows<Row> = Iterable<Row> | AsyncIterable<Row>

/** What a call may give: one result, now or later. Every method of a client gives this. */
export type Calling<Value> = ResultAsync<Value, Fault> | PromiseLike<Result<Value, Fault>>

/** One call of the service: for one row, or for all rows of one repetition key. */
export interface Invocation<Row> {
  /** The first of its rows. */
  readonly row: Row
  /** All of them, in the order of the input. */
  readonly rows: readonly Row[]
  /** Its place among the invocations, from 0: without a repetition key the place of the row in the input. */
  readonly index: number
  readonly rowId: string
  readonly idempotency: Idempotency
  /** What makes a repeat harmless where the operation is `keyed`: the same for every try, and after a crash. */
  readonly key: string | undefined
  /** Whether it was called before, by an earlier run or in a request that was given up, and may have been carried out then. */
  readonly wasBegun: boolean
}

/** What a call is told besides its row. */
export interface CallContext<Row> extends Invocation<Row> {
  /** Counts from 1. */
  readonly attempt: number
  /** For the method of a client, to be handed on as they are. */
  readonly options: {
    /** Aborts with the run's own signal, and when the try takes too long. */
    readonly signal?: AbortSignal
    /** The runner repeats, so that every try is counted once. A session that has ended is renewed all the same. */
    readonly retry: false
    /** Whether an earlier try may have been carried out: a refusal that tells of work already done is then a success. */
    readonly repeat: boolean
  }
}

/** What became of one invocation. */
export type RowOutcome<Row, Value> =
  | (Told<Row> & { readonly kind: 'success'; readonly value: Value })
  /** Refused, or not carried out, or harmless to do once more. */
  | (Told<Row> & Failed & { readonly kind: 'failure' })
  /** It may have been done and must not be done twice: somebody must look at what the service holds. */
  | (Told<Row> & Failed & { readonly kind: 'reconcile' })

interface Told<Row> {
  readonly row: Row
  readonly rows: readonly Row[]
  readonly index: number
  readonly rowId: string
  readonly key: string | undefined
  /** How often it was called, the first time included. 0 where only an earlier run of the program had called it. */
  readonly attempts: number
}

interface Failed {
  readonly fault: Fault
  /** The run ended with it, and it was not carried out: a resumed run calls it again. Only with a journal. */
  readonly open: boolean
}

/** Takes outcomes. It is waited for; what it throws ends the run, for outcomes would be lost. */
export type Sink<Row, Value> = (outcome: RowOutcome<Row, Value>) => unknown

/** How many invocations ended how, so far. */
export interface BatchStatistics {
  /** Carried out. */
  readonly successful: number
  /** Failed after all repeats; those to be reconciled are among them. */
  readonly unsuccessful: number
  /** Of the unsuccessful, those that may have been done and must not be done twice. */
  readonly toReconcile: number
  /** Read and not called, or known not to have been read. */
  readonly notInvoked: number
  /** Settled by an earlier run of the same journal; also counted above, by what became of them. */
  readonly settledBefore: number
  /** Calls made, repeats included. */
  readonly attempts: number
  /** Calls beyond the first of each invocation. */
  readonly retries: number
  /** Successful only after a repeat. */
  readonly recovered: number
  /** In milliseconds. */
  readonly elapsedMs: number
  /** Invocations settled a second by this run. */
  readonly ratePerSecond: number
  /** In milliseconds, if it goes on like this; absent where nobody knows how many rows there are. */
  readonly remainingMs?: number
}

/** How a run ended. */
export type BatchReport = BatchStatistics &
  (
    | { readonly end: 'completed' }
    /** More failed than are accepted. The fault is the last one. Absent where an earlier run had them all. */
    | { readonly end: 'too-many-errors'; readonly fault?: Fault }
    /** A call could not be made, and the next would meet the same. */
    | { readonly end: 'technical'; readonly fault: Fault }
    | { readonly end: 'cancelled' }
    /** The program's own part failed: the rows could not be read, the call threw, an outcome or the journal not be written. */
    | { readonly end: 'broken'; readonly part: 'rows' | 'call' | 'sink' | 'journal'; readonly error: unknown }
  )

/** Remembers what a run has done, so that it goes on after a crash. `openJournal` makes one of a file. */
export interface Journal {
  /** The run's own id: part of the keys that it makes. */
  readonly run: string
  /** What earlier runs settled. */
  readonly before: {
    readonly successful: number
    readonly failed: number
    readonly toReconcile: number
    /** Of the failed and those to be reconciled, those that were technical. */
    readonly technical: number
  }
  readonly isSettled: (index: number) => boolean
  /** The row that was begun and not settled, as it was called then. */
  readonly begun: (index: number) => BegunRow | undefined
  /** Notes that rows are about to be called. With `isSafe` they may be called again: nobody waits until it is on the disk. */
  readonly begin: (rows: readonly BegunRow[], isSafe: boolean) => Promise<void> | undefined
  /** Notes that a row is settled. Resolves once it is on the disk. */
  readonly settle: (index: number, kind: RowOutcome<unknown, unknown>['kind'], isTechnical: boolean) => Promise<void>
  /** Notes that a row was begun and not carried out, and may be called again. */
  readonly release: (index: number) => Promise<void>
}

/** A row that was begun. */
export interface BegunRow {
  readonly index: number
  readonly rowId: string
  readonly key?: string
}
