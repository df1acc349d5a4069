import type { Result, ResultAsync } from 'neverthrow'
import type { z } from 'zod'
import type { Command } from '../../dialects/command.ts'
import type { Page } from '../../dialects/intacct/operations/read.ts'
import type { IntacctSession } from '../../dialects/intacct/operations/session.ts'
import type { Deleted, Written } from '../../dialects/intacct/operations/write.ts'
import type { RecordInput } from '../../dialects/intacct/record-input.ts'
import type { IntacctRecord } from '../../dialects/intacct/record-output.ts'
import type { CallOptions } from '../call/call.ts'
import type { BatchResults, EachResult } from '../call/sender.ts'
import type { IntacctFault } from './fault.ts'
import type { IntacctFunctions } from './functions.ts'
import type { Key, OwnControlId, QueryRequest, ReadByQueryRequest, ReadRequest, WriteOptions } from './requests.ts'

/** What becomes of one function. Never rejects. */
export type Answered<Output> = ResultAsync<Output, IntacctFault>

/** What becomes of several records. Never rejects: see `EachResult`. */
export type AnsweredEach<Output> = EachResult<Output, IntacctFault>

/** What becomes of the functions of one request, each typed by its function. */
export type Results<Functions extends readonly Command[]> = BatchResults<Functions, IntacctFault>

/** How functions are carried out together. */
export interface ExecuteOptions extends CallOptions {
  /** All are done, or none. Such a request is never split. Default false. */
  readonly transaction?: boolean
}

/** Where the outcome of functions is to be delivered. */
export interface SubmitOptions extends ExecuteOptions {
  /** The policy for asynchronous requests, as the vendor set it up. */
  readonly policyId: string
}

/** A request that the service has checked and queued. What becomes of it, it delivers by its policy. */
export interface Queued {
  /** The control ID of the request. */
  readonly controlId: string
  /** Those of its functions, in order: by them the delivery tells which is which. */
  readonly functionIds: readonly string[]
}

type Writing = <Schema extends z.ZodType<RecordInput> = z.ZodType<RecordInput, RecordInput>>(
  object: string,
  record: z.input<Schema>,
  options?: WriteOptions<Schema> & CallOptions,
) => Answered<Written>

type WritingEach = <Schema extends z.ZodType<RecordInput> = z.ZodType<RecordInput, RecordInput>>(
  object: string,
  records: readonly z.input<Schema>[],
  options?: Omit<WriteOptions<Schema>, 'controlId'> & CallOptions,
) => AnsweredEach<Written>

/**
 * The XML gateway of Sage Intacct, for one user of one company.
 *
 * Each function goes out under a control ID. A write whose answer is lost is sent again under the same one, so that the
 * service carries it out once; where it had been, the result says `replayed`. Methods that take one record or a list of them
 * give one result, or one for each: a list is one function for each record, at most 100 in a request.
 */
export interface Intacct {
  /** One page of the records that a filter matches. */
  readonly query: <Row = IntacctRecord>(request: QueryRequest<Row>, call?: CallOptions) => Answered<Page<Row>>
  /**
   * All records that a filter matches, page by page from `offset`; a fault comes last. Ordered by `RECORDNO` where the
   * request names no order, and asked for with it: a record that comes again is skipped.
   */
  readonly queryAll: <Row = IntacctRecord>(
    request: QueryRequest<Row>,
    call?: CallOptions,
  ) => AsyncIterableIterator<Result<Row, IntacctFault>>
  /** Records by their record numbers. */
  readonly read: <Row = IntacctRecord>(request: ReadRequest<Row>, call?: CallOptions) => Answered<readonly Row[]>
  /** Records by their names, as each object has one (`VENDORID`). */
  readonly readByName: <Row = IntacctRecord>(request: ReadRequest<Row>, call?: CallOptions) => Answered<readonly Row[]>
  /**
   * All records that an SQL-like condition matches, in the order of the service; a fault comes last. Goes on with `readMore`;
   * where the answer to one is lost the service has moved on, so that the query begins anew and what was given is skipped,
   * by `RECORDNO`, which is asked for as well.
   */
  readonly readByQuery: <Row = IntacctRecord>(
    request: ReadByQueryRequest<Row>,
    call?: CallOptions,
  ) => AsyncIterableIterator<Result<Row, IntacctFault>>
  /** Makes records. */
  readonly create: Writing & WritingEach
  /** Changes the fields given of the records whose keys stand among them. */
  readonly update: Writing & WritingEach
  /** Deletes records by their record numbers. */
  readonly delete: {
    (object: string, keys: readonly Key[], call?: CallOptions): AnsweredEach<Deleted>
    (object: string, key: Key, options?: OwnControlId & CallOptions): Answered<Deleted>
  }
  /**
   * Sends functions in one request. Each has its own result, matched by its control ID, and a refused one undoes nothing;
   * with `transaction` one undoes all, and those that fell with it are `collateral`. The `Err` is for what refuses or loses
   * the request as a whole. More than 100 functions are split, but for a transaction, and are then never an `Err`.
   */
  readonly execute: <const Functions extends readonly Command[]>(
    functions: Functions,
    options?: ExecuteOptions,
  ) => ResultAsync<Results<Functions>, IntacctFault>
  /** Has functions carried out later, and their outcome delivered by a policy. A success says that they are queued. */
  readonly submit: (functions: readonly Command[], options: SubmitOptions) => Answered<Queued>
  /** The functions as values, for `execute` and `submit`. */
  readonly functions: IntacctFunctions
  /** Signs in anew, also after a refusal. Calls do so by themselves when they need it, but never after a refusal. */
  readonly getAPISession: (call?: CallOptions) => Answered<IntacctSession>
  /** Lets running calls finish and closes the connections. A transport of your own is left open. */
  readonly close: () => Promise<void>
}
