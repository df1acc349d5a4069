import type { Command } from '../../dialects/command.ts'
import {
  createUser,
  makeURL,
  type RateLimit,
  rateLimit,
  remoteAuth,
  type ServerTime,
  type ServerVersion,
  time,
  version,
  whoami,
} from '../../dialects/openair/operations/account.ts'
import { type Approval, type ApprovalOptions, approve } from '../../dialects/openair/operations/approve.ts'
import {
  add,
  type Deleted,
  modify,
  modifyOnCondition,
  remove,
  report,
  upsert,
} from '../../dialects/openair/operations/change.ts'
import { read } from '../../dialects/openair/operations/read.ts'
import type { AddedRecord, ChangeOf, Id, InputOf, RecordOf, TypeName } from '../../dialects/openair/records.ts'
import type { Credentials } from '../../dialects/openair/writer.ts'
import { command } from '../../dialects/operation.ts'
import type { ReadField, ReadOptions } from './read-options.ts'

/** A page of the service: what `makeURL` gives the address of. */
export interface PageRequest {
  /** Such as `default-url`, `dashboard`, `list-projects`. */
  readonly page: string
  /** Such as `ma`, `pm`, `ta`, `te`. */
  readonly app: string
  /** The user to be signed in. */
  readonly uid?: Id
  /** The record that the page is about. */
  readonly arg?: { readonly type: TypeName; readonly record: InputOf<string> }
}

/** A user to be made. The company needs a `nickname`; the user `nickname`, `password` and an address with `email`. */
export interface NewUser<Custom = unknown> {
  readonly company: InputOf<'Company', Custom>
  readonly user: InputOf<'User', Custom>
}

/**
 * The commands of the XML API as values, to be sent in a `batch`. An input that is not what it should be makes
 * a command whose outcome is a `request` fault.
 */
export interface OpenAirCommands<Custom = unknown> {
  readonly read: <Type extends TypeName>(
    type: Type,
    options?: ReadOptions<Type, Custom>,
  ) => Command<readonly RecordOf<Type, Custom>[]>
  readonly add: <Type extends TypeName>(type: Type, record: InputOf<Type, Custom>) => Command<AddedRecord<Type, Custom>>
  readonly modify: <Type extends TypeName>(
    type: Type,
    record: ChangeOf<Type, Custom>,
  ) => Command<RecordOf<Type, Custom>>
  readonly upsert: <Type extends TypeName>(
    type: Type,
    record: InputOf<Type, Custom>,
    options: UpsertOptions<Type, Custom>,
  ) => Command<AddedRecord<Type, Custom>>
  readonly modifyOnCondition: <Type extends TypeName>(
    type: Type,
    record: ChangeOf<Type, Custom>,
    options: ConditionOptions,
  ) => Command<RecordOf<Type, Custom>>
  readonly delete: (type: TypeName, id: Id) => Command<Deleted>
  readonly submit: (type: TypeName, id: Id, options?: ApprovalOptions) => Command<Approval>
  readonly approve: (type: TypeName, id: Id, options?: ApprovalOptions) => Command<Approval>
  readonly reject: (type: TypeName, id: Id, options?: ApprovalOptions) => Command<Approval>
  readonly unapprove: (type: TypeName, id: Id, options?: ApprovalOptions) => Command<Approval>
  readonly report: (type: TypeName, id: Id) => Command<{ readonly id: string }>
  readonly createUser: (input: NewUser<Custom>) => Command<RecordOf<'User', Custom>>
  readonly makeURL: (page: PageRequest) => Command<string>
  readonly remoteAuth: (credentials: Credentials) => Command<Readonly<Record<string, unknown>>>
  readonly whoami: () => Command<RecordOf<'User', Custom>>
  readonly time: () => Command<ServerTime>
  readonly version: () => Command<ServerVersion>
  readonly rateLimit: () => Command<RateLimit>
}

/** How an upsert finds its record. */
export interface UpsertOptions<Type extends string = string, Custom = unknown> {
  /** The field that tells the records apart, such as `externalid`. Must be unique, and stand in the record. */
  readonly lookup: ReadField<Type, Custom>
}

/** The condition of `modifyOnCondition`. */
export interface ConditionOptions {
  /** `YYYY-MM-DD` or `YYYY-MM-DD HH:MM:SS`: the `updated` of the record as it was read. */
  readonly ifNotUpdatedSince: string
}

const made: OpenAirCommands = {
  read: (type, options) => typed(command(read(type), options ?? {})),
  add: (type, record) => typed(command(add(type), record)),
  modify: (type, record) => typed(command(modify(type), record)),
  upsert: (type, record, options) => typed(command(upsert(type, options?.lookup), record)),
  modifyOnCondition: (type, record, options) =>
    typed(command(modifyOnCondition(type, options?.ifNotUpdatedSince), record)),
  delete: (type, id) => command(remove(type), { id }),
  submit: (type, id, options) => command(approve('Submit', type), { ...options, id }),
  approve: (type, id, options) => command(approve('Approve', type), { ...options, id }),
  reject: (type, id, options) => command(approve('Reject', type), { ...options, id }),
  unapprove: (type, id, options) => command(approve('Unapprove', type), { ...options, id }),
  report: (type, id) => command(report(type), { id }),
  createUser: input => typed(command(createUser, input)),
  makeURL: page => command(makeURL, page),
  remoteAuth: credentials => command(remoteAuth, credentials),
  whoami: () => typed(command(whoami, undefined)),
  time: () => command(time, undefined),
  version: () => command(version, undefined),
  rateLimit: () => command(rateLimit, undefined),
}

/** For outputs whose type follows from the name of a record type, which the schema of the operation sees to. */
export function typed(made: Command): Command<never> {
  return made as Command<never>
}

/** The commands, typed by the custom fields that a program declared: types only, the values are the same. */
export function commandsFor<Custom = unknown>(): OpenAirCommands<Custom> {
  return made as OpenAirCommands<Custom>
}
