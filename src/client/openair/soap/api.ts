import type { Result } from 'neverthrow'
import type { ServerTime, ServerVersion } from '../../../dialects/openair/operations/account.ts'
import type { RecordOf, TypeName } from '../../../dialects/openair/records.ts'
import type { Session } from '../../../dialects/openair/soap-operations/account.ts'
import type { CallOptions } from '../../call/call.ts'
import type { Answered, OpenAirXml } from '../api.ts'
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
export interface OpenAirSoap<Custom = unknown> extends Pick<OpenAirXml<Custom>, Exclude<SharedName, 'read'>> {
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
  /**
   * Signs in anew, also after a refused password. Not needed: the first call signs in by itself, and so does the first
   * one after a session has ended.
   */
  readonly login: (call?: CallOptions) => Answered<Session>
  /** Ends the session; the next call signs in again. Where nobody is signed in nothing is sent. */
  readonly logout: (call?: CallOptions) => Answered<undefined>
  /** Tells the service's time, in the service's time zone. */
  readonly servertime: (call?: CallOptions) => Answered<ServerTime>
  /** Tells the version of the service. Needs no sign-in. Every field may be absent. */
  readonly version: (request?: VersionRequest, call?: CallOptions) => Answered<ServerVersion>
  /** What error codes mean. */
  readonly errors: OpenAirErrors
  /** Ends every `readAll`, lets running calls finish and closes the connections; a session is left to end by itself. */
  readonly close: () => Promise<void>
}
