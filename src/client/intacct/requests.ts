import type { z } from 'zod'
import type { CustomFunction } from '../../dialects/intacct/operations/custom.ts'
import type { Filter } from '../../dialects/intacct/operations/filter.ts'
import type { RecordInput } from '../../dialects/intacct/record-input.ts'
import type { IntacctRecord } from '../../dialects/intacct/record-output.ts'

/** The key of a record. Keys go out as a list with commas, so that one may not hold any. */
export type Key = string | number

interface OfRows<Row> {
  /** The object, such as `VENDOR`. */
  readonly object: string
  /** Judges each record, and types it. Default: any record, whose fields are texts. */
  readonly schema?: z.ZodType<Row>
}

/** One page of the records that a filter matches. */
export interface QueryRequest<Row = IntacctRecord> extends OfRows<Row> {
  /** The fields to give. */
  readonly select: readonly string[]
  /** Default: all records. */
  readonly filter?: Filter
  /** Without an order pages overlap and skip records. */
  readonly orderBy?: readonly { readonly field: string; readonly direction?: 'ascending' | 'descending' }[]
  readonly caseInsensitive?: boolean
  /** Gives also records of private entities. */
  readonly showPrivate?: boolean
  /** 1 to 2,000. Default 1,000. */
  readonly pageSize?: number
  /** How many records to skip. Default 0. */
  readonly offset?: number
}

/** Records by their record numbers, or by their names. */
export interface ReadRequest<Row = IntacctRecord> extends OfRows<Row> {
  readonly keys: readonly Key[]
  /** Default: all fields. */
  readonly fields?: readonly string[]
}

/** The records that an SQL-like condition matches. */
export interface ReadByQueryRequest<Row = IntacctRecord> extends OfRows<Row> {
  /** Such as `STATUS = 'active' AND WHENMODIFIED > '01/31/2026'`. Default: all records. */
  readonly query?: string
  /** Default: all fields. */
  readonly fields?: readonly string[]
  /** 1 to 1,000. Default 1,000. */
  readonly pageSize?: number
}

/** The page after one of a `readByQuery`. */
export interface ReadMoreRequest<Row = IntacctRecord> extends Pick<OfRows<Row>, 'schema'> {
  readonly resultId: string
}

/** A control ID of the program's own. */
export interface OwnControlId {
  /**
   * Under which the service carries the function out once, also for a program that has died meanwhile: keep it with the
   * business operation, and never use it for anything else. At most 256 characters. Default: a new one.
   */
  readonly controlId?: string
}

/** How a record is written. */
export interface WriteOptions<Schema extends z.ZodType<RecordInput> = z.ZodType<RecordInput>> extends OwnControlId {
  /** Judges the record before anything is sent, and types it. */
  readonly schema?: Schema
  /**
   * Fields that together tell the record from all others (`VENDORID`), and that stand in it. By them its key is looked up
   * where an earlier try had written it and the answer was lost.
   */
  readonly findBy?: readonly string[]
}

/** A function that the client has no method for. */
export interface CustomRequest<Data = unknown> extends CustomFunction, OwnControlId {
  /** Judges the data of its result, and types it. Default: plain data as it came. */
  readonly schema?: z.ZodType<Data>
}
