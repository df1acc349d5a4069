import type { ResultAsync } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import type { HttpAnswer, HttpClient } from '../http/api.ts'
import type { HttpCallOptions } from '../http/options.ts'

type Answered<Data> = ResultAsync<HttpAnswer<Data>, Fault>

/** What is registered: the fields that PRIVO and its partner agreed on. */
export type Registration = Readonly<Record<string, unknown>>

/** PRIVO's API, by its rules of what may be repeated. No method ever rejects. */
export interface Privo {
  /** An e-mail address serves for one account only, so that a repeat makes no second one. */
  readonly registerAdult: <Data = unknown>(
    adult: Registration & { readonly email: string },
    call?: HttpCallOptions<Data>,
  ) => Answered<Data>
  /** The same. */
  readonly registerMinor: <Data = unknown>(
    minor: Registration & { readonly email: string },
    call?: HttpCallOptions<Data>,
  ) => Answered<Data>
  /** Repeated only where the child has something unique: a `userName`, or the field that `uniqueBy` names. */
  readonly registerChild: <Data = unknown>(child: Registration, call?: HttpCallOptions<Data>) => Answered<Data>
  readonly getUser: <Data = unknown>(id: string, call?: HttpCallOptions<Data>) => Answered<Data>
  /** The same user cannot be deleted twice: repeated, and where a repeat finds nobody, the first try did it. */
  readonly deleteUser: <Data = unknown>(id: string, call?: HttpCallOptions<Data>) => Answered<Data | undefined>
  /** Every other call, by the same rules. */
  readonly http: HttpClient
  /** Lets running calls finish and closes the connections. A transport of your own is left open. */
  readonly close: () => Promise<void>
}
