import type { Result, ResultAsync } from 'neverthrow'
import type { Command } from '../../dialects/command.ts'
import type { RateLimit, ServerTime, ServerVersion } from '../../dialects/openair/operations/account.ts'
import type { Approval, ApprovalOptions } from '../../dialects/openair/operations/approve.ts'
import type { Deleted } from '../../dialects/openair/operations/change.ts'
import type { AddedRecord, ChangeOf, Id, InputOf, RecordOf, TypeName } from '../../dialects/openair/records.ts'
import type { Credentials } from '../../dialects/openair/writer.ts'
import type { CallOptions } from '../call/call.ts'
import type { BatchResults, EachResult } from '../call/sender.ts'
import type { ConditionOptions, NewUser, OpenAirCommands, PageRequest, UpsertOptions } from './commands.ts'
import type { OpenAirErrors } from './errors.ts'
import type { OpenAirFault } from './fault.ts'
import type { ReadOptions } from './read-options.ts'

/** What becomes of one command. Never rejects. */
export type Answered<Output> = ResultAsync<Output, OpenAirFault>

/** What becomes of several objects. Never rejects: see `EachResult`. */
export type AnsweredEach<Output> = EachResult<Output, OpenAirFault>

/** What becomes of the commands of a batch, each typed by its command. */
export type Results<Commands extends readonly Command[]> = BatchResults<Commands, OpenAirFault>

/**
 * The XML API of one account.
 *
 * Methods that take one object or a list of them give one result, or one for each. A list of more than 1,000
 * is split into several requests, sent in order: one that is lost does not stop the next, one that is refused
 * for its credentials, rights or rate does, and so does a cancellation; the rest then has a `request` fault of
 * category `collateral`. An object whose input is refused is left out, and the others are sent.
 */
export interface OpenAirXml<Custom = unknown> {
  /** Reads at most 1,000 records. Nothing found is an empty list. */
  readonly read: <Type extends TypeName>(
    type: Type,
    options?: ReadOptions<Type, Custom>,
    call?: CallOptions,
  ) => Answered<readonly RecordOf<Type, Custom>[]>
  /**
   * Reads all records, page by page of `limit` (default 1,000); a fault comes last. Records are given as they come: while
   * a program works on one, its page is still on its way and holds its connection. A record that comes again (same
   * `id`, which is asked for also where `fields` leaves it out) is skipped. Ends with a page that is short or
   * empty; three full pages in a row without anything new are a `shape` fault, for then the list does not go on.
   */
  readonly readAll: <Type extends TypeName>(
    type: Type,
    options?: ReadOptions<Type, Custom>,
    call?: CallOptions,
  ) => AsyncIterableIterator<Result<RecordOf<Type, Custom>, OpenAirFault>>
  /** Inserts. Not safe to repeat: where the outcome is unknown, the remedy is to `reconcile`. */
  readonly add: {
    <Type extends TypeName>(
      type: Type,
      records: readonly InputOf<Type, Custom>[],
      call?: CallOptions,
    ): AnsweredEach<AddedRecord<Type, Custom>>
    <Type extends TypeName>(
      type: Type,
      record: InputOf<Type, Custom>,
      call?: CallOptions,
    ): Answered<AddedRecord<Type, Custom>>
  }
  /** Changes the fields given; the record is found by its `id`. */
  readonly modify: {
    <Type extends TypeName>(
      type: Type,
      records: readonly ChangeOf<Type, Custom>[],
      call?: CallOptions,
    ): AnsweredEach<RecordOf<Type, Custom>>
    <Type extends TypeName>(
      type: Type,
      record: ChangeOf<Type, Custom>,
      call?: CallOptions,
    ): Answered<RecordOf<Type, Custom>>
  }
  /** Changes the one record that has the same `lookup` field, or inserts. */
  readonly upsert: {
    <Type extends TypeName>(
      type: Type,
      records: readonly InputOf<Type, Custom>[],
      options: UpsertOptions<Type, Custom>,
      call?: CallOptions,
    ): AnsweredEach<AddedRecord<Type, Custom>>
    <Type extends TypeName>(
      type: Type,
      record: InputOf<Type, Custom>,
      options: UpsertOptions<Type, Custom>,
      call?: CallOptions,
    ): Answered<AddedRecord<Type, Custom>>
  }
  /** Deletes by `id`. Where the outcome of a first try is unknown, a second with `repeat: true` takes 601 for done. */
  readonly delete: {
    (type: TypeName, ids: readonly Id[], call?: CallOptions): AnsweredEach<Deleted>
    (type: TypeName, id: Id, call?: CallOptions): Answered<Deleted>
  }
  /** Changes the record unless it was updated meanwhile, which code 1200 tells. */
  readonly modifyOnCondition: <Type extends TypeName>(
    type: Type,
    record: ChangeOf<Type, Custom>,
    options: ConditionOptions,
    call?: CallOptions,
  ) => Answered<RecordOf<Type, Custom>>
  readonly submit: Step
  readonly approve: Step
  readonly reject: Step
  readonly unapprove: Step
  /** Mails a report as a PDF; a second try mails it again. */
  readonly report: (type: TypeName, id: Id, call?: CallOptions) => Answered<{ readonly id: string }>
  /** Makes a user, which `add` cannot. Not safe to repeat: code 202 or 818 tells that the user is there already. */
  readonly createUser: (input: NewUser<Custom>, call?: CallOptions) => Answered<RecordOf<'User', Custom>>
  /** Gives the address of a page, already signed in: treat it as a password. */
  readonly makeURL: (page: PageRequest, call?: CallOptions) => Answered<string>
  /** Checks somebody's credentials; a success holds fields as they come. */
  readonly remoteAuth: (credentials: Credentials, call?: CallOptions) => Answered<Readonly<Record<string, unknown>>>
  /** Tells which user is signed in. Changes nothing, so it also serves to try credentials. */
  readonly whoami: (call?: CallOptions) => Answered<RecordOf<'User', Custom>>
  /** Tells the service's time, in the service's time zone. */
  readonly time: (call?: CallOptions) => Answered<ServerTime>
  /** Tells the service's version. Its form is not documented: every field may be absent. */
  readonly version: (call?: CallOptions) => Answered<ServerVersion>
  /** How many requests the day still allows; this one counts. */
  readonly rateLimit: (call?: CallOptions) => Answered<RateLimit>
  /**
   * Sends several commands in one request. There is no transaction: each has its own result, and a refused one
   * undoes nothing. The `Err` is for what refuses or loses the request as a whole. With more than 1,000 objects
   * it is split and never an `Err`: each command then has its part's fault.
   */
  readonly batch: <const Commands extends readonly Command[]>(
    commands: Commands,
    call?: CallOptions,
  ) => ResultAsync<Results<Commands>, OpenAirFault>
  /** The commands as values, for `batch`. */
  readonly commands: OpenAirCommands<Custom>
  /** What error codes mean. */
  readonly errors: OpenAirErrors
  /**
   * Ends every `readAll`, lets running calls finish and closes the connections. A transport of your own is left open.
   */
  readonly close: () => Promise<void>
}

/** One step of an approval. Not safe to repeat. */
type Step = (type: TypeName, id: Id, options?: ApprovalOptions, call?: CallOptions) => Answered<Approval>
