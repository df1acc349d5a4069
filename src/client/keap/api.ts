import type { Result, ResultAsync } from 'neverthrow'
import type { z } from 'zod'
import type { Method } from '../../dialects/keap/method.ts'
import type { DupCheckType } from '../../dialects/keap/services/contacts.ts'
import type { services } from '../../dialects/keap/services.ts'
import type { FieldInput, FieldName, FieldsIn, Id, InputOf, MatchOf, TableName } from '../../dialects/keap/tables.ts'
import type { XmlRpcInput } from '../../wire/xmlrpc-input.ts'
import type { XmlRpcData } from '../../wire/xmlrpc-value.ts'
import type { CallOptions } from '../call/call.ts'
import type { MethodCallOptions } from '../xmlrpc/options.ts'
import type { KeapFault } from './fault.ts'
import type { QueryOptions } from './query-options.ts'

/** What becomes of one call. Never rejects. */
export type Answered<Output> = ResultAsync<Output, KeapFault>

type CallOf<One> =
  One extends Method<infer Params, infer Output>
    ? (...params: [...Params, call?: CallOptions]) => Answered<Output>
    : never

type CallsOf<Service> = { readonly [Name in keyof Service]: CallOf<Service[Name]> }

type Listed = typeof services

/**
 * Every service by its name on the wire. Methods take their parameters in the order of the vendor's pages, without the
 * key; the options of the call come last.
 */
export type KeapServices<Custom = object> = {
  readonly [Name in Exclude<keyof Listed, 'ContactService' | 'DataService'>]: CallsOf<Listed[Name]>
} & { readonly ContactService: Contacts<Custom>; readonly DataService: Data<Custom> }

/** The methods whose types follow from the fields of a contact, and all others. */
interface Contacts<Custom> extends Omit<CallsOf<Listed['ContactService']>, keyof OwnContacts> {
  /** Makes a contact, and another one when it is run again: `addWithDupCheck` is the safe way. */
  readonly add: (data: InputOf<'Contact', Custom>, call?: CallOptions) => Answered<number>
  /**
   * Makes a contact, or changes the one that is there already. Repeated by itself only where the data carries what is
   * compared: `Email`; for `EmailAndName` also `FirstName` and `LastName`, for `EmailAndNameAndCompany` also `Company`.
   */
  readonly addWithDupCheck: (
    data: InputOf<'Contact', Custom>,
    dupCheckType: DupCheckType,
    call?: CallOptions,
  ) => Answered<number>
  readonly load: <const Field extends FieldName<'Contact', Custom>>(
    contactId: Id,
    fields: readonly Field[],
    call?: CallOptions,
  ) => Answered<FieldsIn<'Contact', Field, Custom>>
  readonly findByEmail: <const Field extends FieldName<'Contact', Custom>>(
    email: string,
    fields: readonly Field[],
    call?: CallOptions,
  ) => Answered<readonly FieldsIn<'Contact', Field, Custom>[]>
  readonly update: (contactId: Id, data: InputOf<'Contact', Custom>, call?: CallOptions) => Answered<number>
}

type OwnContacts = Pick<Contacts<object>, 'add' | 'addWithDupCheck' | 'load' | 'findByEmail' | 'update'>

/** The methods whose types follow from the table, and all others. */
interface Data<Custom> extends Omit<CallsOf<Listed['DataService']>, keyof OwnData> {
  /** Makes a record, and another one when it is run again. */
  readonly add: <Table extends TableName>(
    table: Table,
    values: InputOf<Table, Custom>,
    call?: CallOptions,
  ) => Answered<number>
  readonly load: <Table extends TableName, const Field extends FieldName<Table, Custom>>(
    table: Table,
    id: Id,
    fields: readonly Field[],
    call?: CallOptions,
  ) => Answered<FieldsIn<Table, Field, Custom>>
  readonly update: <Table extends TableName>(
    table: Table,
    id: Id,
    values: InputOf<Table, Custom>,
    call?: CallOptions,
  ) => Answered<number>
  readonly findByField: <Table extends TableName, const Field extends FieldName<Table, Custom>>(
    table: Table,
    limit: number,
    page: number,
    field: FieldName<Table, Custom>,
    value: FieldInput,
    fields: readonly Field[],
    call?: CallOptions,
  ) => Answered<readonly FieldsIn<Table, Field, Custom>[]>
  /** Gives one page of the records that match, counted from 0, at most 1,000. `api.query` goes through all pages. */
  readonly query: <Table extends TableName, const Field extends FieldName<Table, Custom>>(
    table: Table,
    limit: number,
    page: number,
    match: MatchOf<Table, Custom>,
    fields: readonly Field[],
    orderBy?: FieldName<Table, Custom>,
    ascending?: boolean,
    call?: CallOptions,
  ) => Answered<readonly FieldsIn<Table, Field, Custom>[]>
  readonly count: <Table extends TableName>(
    table: Table,
    match: MatchOf<Table, Custom>,
    call?: CallOptions,
  ) => Answered<number>
}

type OwnData = Pick<Data<object>, 'add' | 'load' | 'update' | 'findByField' | 'query' | 'count'>

/** The XML-RPC API of one application. No method ever rejects. */
export type Keap<Custom = object> = KeapServices<Custom> & {
  /**
   * Reads all records that match, page by page; a fault comes last. A page that is asked for again gives no record twice,
   * nor does one that comes again because records were added meanwhile (same `Id`). One that slips from a page into the
   * one before, because another was deleted, is missed.
   */
  readonly query: <Table extends TableName, const Field extends FieldName<Table, Custom>>(
    table: Table,
    options: QueryOptions<Table, Field, Custom>,
    call?: CallOptions,
  ) => AsyncIterableIterator<Result<FieldsIn<Table, Field | IdOf<Table>, Custom>, KeapFault>>
  /**
   * Calls a method by its whole name, such as `ContactService.linkContacts`, with its parameters but for the key. What a
   * second run does is known for the methods that are listed; any other is one that must not run twice, unless
   * `idempotency` says otherwise.
   */
  readonly call: <Output = XmlRpcData>(
    method: string,
    params: readonly XmlRpcInput[],
    schema?: z.ZodType<Output>,
    options?: Omit<MethodCallOptions, 'schema'>,
  ) => Answered<NoInfer<Output>>
  /** Lets running calls finish and closes the connections. A transport of your own is left open. */
  readonly close: () => Promise<void>
}

type IdOf<Table extends string> = 'Id' & FieldName<Table>
