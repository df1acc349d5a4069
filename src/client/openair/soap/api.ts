import type { Result } from 'neverthrow'
import type { ServerTime, ServerVersion } from '../../../dialects/openair/operations/account.ts'
import type { AddedId, InputOf, RecordOf, TypeName } from '../../../dialects/openair/records.ts'
import type { Session } from '../../../dialects/openair/soap-operations/account.ts'
import type { CallOptions } from '../../call/call.ts'
import type { Answered, AnsweredEach, OpenAirXml } from '../api.ts'
import type { NewUser, UpsertOptions } from '../commands.ts'
import type { OpenAirErrors } from '../errors.ts'
import type { OpenAirFault } from '../fault.ts'
import type { ReadOptions } from '../read-options.ts'
import type { SharedName } from '../shared-methods.ts'
import type { VersionRequest } from './commands.ts'

/** Which records a read gives. How SOAP takes lists of ids is not documented. */
export type SoapReadOptions<Type extends string, Custom = unknown> = ReadOptions<Type, Custom> & {
  readonly ids?: undefined
  readonly idsOf?: undefined
}

/**
 * The SOAP API of one account. Methods of the same name take and give what those of the XML API do, with two
 * differences: `add`, `upsert` and `createUser` give the `id` alone, for that is what the service answers with, and a
 * request carries one operation, so that there is no `batch`.
 *
 * A list of more than 1,000 objects is split as over XML.
 */
export interface OpenAirSoap<Custom = unknown> extends Pick<OpenAirXml<Custom>, Exclude<SharedName, OwnName>> {
  /** Reads at most 1,000 records. Nothing found is an empty list. */
  readonly read: <Type extends TypeName>(
    type: Type,
    options?: SoapReadOptions<Type, Custom>,
    call?: CallOptions,
  ) => Answered<readonly RecordOf<Type, Custom>[]>
  /**
   * Reads all records, page by page, as over XML; a fault comes last. A page is given as it comes where the service
   * writes `errors` before the records, and when it is complete where they come after them.
   */
  readonly readAll: <Type extends TypeName>(
    type: Type,
    options?: SoapReadOptions<Type, Custom>,
    call?: CallOptions,
  ) => AsyncIterableIterator<Result<RecordOf<Type, Custom>, OpenAirFault>>
  /** Inserts, and gives the `id` alone. Not safe to repeat: where the outcome is unknown, the remedy is to `reconcile`. */
  readonly add: {
    <Type extends TypeName>(
      type: Type,
      records: readonly InputOf<Type, Custom>[],
      call?: CallOptions,
    ): AnsweredEach<AddedId<Type>>
    <Type extends TypeName>(type: Type, record: InputOf<Type, Custom>, call?: CallOptions): Answered<AddedId<Type>>
  }
  /** Changes the one record that has the same `lookup` field, or inserts; gives the `id` alone. */
  readonly upsert: {
    <Type extends TypeName>(
      type: Type,
      records: readonly InputOf<Type, Custom>[],
      options: UpsertOptions<Type, Custom>,
      call?: CallOptions,
    ): AnsweredEach<AddedId<Type>>
    <Type extends TypeName>(
      type: Type,
      record: InputOf<Type, Custom>,
      options: UpsertOptions<Type, Custom>,
      call?: CallOptions,
    ): Answered<AddedId<Type>>
  }
  /**
   * Makes a user, which `add` cannot, and gives the `id` alone. Not safe to repeat: code 202 or 818 tells that the user
   * is there already.
   */
  readonly createUser: (input: NewUser<Custom>, call?: CallOptions) => Answered<AddedId<'User'>>
  /**
   * Signs in anew, also after a refused password. Not needed: the first call signs in by itself, and so does the first
   * one after a session has ended.
   */
  readonly login: (call?: CallOptions) => Answered<Session>
  /**
   * Ends the session that is held when it is called; the next call signs in again. Where nobody is signed in nothing is
   * sent. An answer that does not say that it worked is a fault, and the session is kept.
   */
  readonly logout: (call?: CallOptions) => Answered<undefined>
  /** Tells the service's time, in the service's time zone. */
  readonly servertime: (call?: CallOptions) => Answered<ServerTime>
  /** Tells the version of the service. Needs no sign-in. Every field may be absent or empty. */
  readonly version: (request?: VersionRequest, call?: CallOptions) => Answered<ServerVersion>
  /** What error codes mean. */
  readonly errors: OpenAirErrors
  /** Ends every `readAll`, lets running calls finish and closes the connections; a session is left to end by itself. */
  readonly close: () => Promise<void>
}

/** Methods that both APIs have and that differ in what they take or give. */
type OwnName = 'read' | 'add' | 'upsert' | 'createUser'
