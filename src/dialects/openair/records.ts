import { billing } from './records/billing.ts'
import { expenses } from './records/expenses.ts'
import { people } from './records/people.ts'
import { projects } from './records/projects.ts'
import { resources } from './records/resources.ts'
import { service } from './records/service.ts'
import { settings } from './records/settings.ts'
import { time } from './records/time.ts'

/**
 * The record types in use and their fields. Later releases of the service add more of both: types and fields
 * that are not listed here pass through.
 */
export const recordFields = {
  ...projects,
  ...people,
  ...time,
  ...resources,
  ...billing,
  ...expenses,
  ...settings,
  ...service,
}

type Listed = typeof recordFields

/** The name of a record type whose fields are known, as the XML API spells it. */
export type RecordName = keyof Listed

/** The fields of a known record type. */
export type FieldName<Type extends RecordName> = Listed[Type][number]

/** Any type name; an editor offers the known ones. */
export type TypeName = RecordName | (string & Record<never, never>)

/** Whether the fields of this type are known. */
export function isRecordName(type: string): type is RecordName {
  return Object.hasOwn(recordFields, type)
}

/** The fields of an address. */
export const addressFields = [
  'id',
  'contact_id',
  'salutation',
  'first',
  'middle',
  'last',
  'addr1',
  'addr2',
  'addr3',
  'addr4',
  'city',
  'state',
  'zip',
  'country',
  'phone',
  'fax',
  'mobile',
  'email',
] as const

/** The fields that hold an address. */
export const addressHolders = ['addr', 'billingaddr', 'contactaddr'] as const
type AddressHolder = (typeof addressHolders)[number]

/** An address as the service gives it. */
export type Address = { readonly [Field in (typeof addressFields)[number]]?: string }

/** A switch of a user or a company. */
export interface Flag {
  readonly name: string
  readonly setting: string
}

/** What a field of a record that nobody listed may hold. */
export type FieldValue = string | readonly FieldValue[] | { readonly [name: string]: FieldValue }

/** A record of a type whose fields are not known. */
export type LooseRecord = { readonly [field: string]: FieldValue | undefined }

type Held<Field extends string> = Field extends AddressHolder
  ? Address
  : Field extends 'flags'
    ? readonly Flag[]
    : Field extends 'attributes'
      ? FieldValue
      : string

/** Custom fields of a type, where the program declared some: `{ Project: { region__c: string } }`. */
type CustomOf<Custom, Type extends string> = Type extends keyof Custom ? Custom[Type] : unknown

/**
 * A record as the service gives it: texts, dates as `YYYY-MM-DD` or `YYYY-MM-DD HH:MM:SS` (an unset one is
 * empty), addresses as objects. Every field is optional, for a read may ask for a few only.
 */
export type RecordOf<Type extends string, Custom = unknown> = (Type extends RecordName
  ? { readonly [Field in FieldName<Type>]?: Held<Field> }
  : LooseRecord) &
  Partial<CustomOf<Custom, Type>>

/** The `id` of a record. */
export type Id = string | number

/** What a field is written from: a boolean becomes 1 or 0, an undefined one is left out. */
export type InputValue = string | number | boolean | undefined

/** A value of a field that nobody listed: objects and lists become nested elements. */
export type LooseInput = InputValue | readonly LooseInput[] | { readonly [name: string]: LooseInput }

type Given<Field extends string> = Field extends AddressHolder
  ? { readonly [Part in (typeof addressFields)[number]]?: InputValue }
  : Field extends 'flags'
    ? readonly { readonly name: string; readonly setting: InputValue }[]
    : Field extends 'attributes'
      ? LooseInput
      : InputValue

/** A record to be written. Custom fields (`NAME__c`) may stand beside the known ones. */
export type InputOf<Type extends string, Custom = unknown> = (Type extends RecordName
  ? { readonly [Field in FieldName<Type>]?: Given<Field> } & { readonly [custom: `${string}__c`]: LooseInput }
  : { readonly [field: string]: LooseInput }) & {
  readonly [Field in keyof CustomOf<Custom, Type>]?: LooseInput
}

/** What a change takes: the fields to be changed, of the record with this `id`. */
export type ChangeOf<Type extends string, Custom = unknown> = InputOf<Type, Custom> & { readonly id: Id }

/** Types whose records have no `id`. */
const WITHOUT_ID = [
  'Approval',
  'Currency',
  'Currencyrate',
  'Date',
  'Error',
  'FieldAttribute',
  'ForexInput',
  'FormPermissionField',
  'Module',
  'RateLimit',
  'SummaryView',
  'Switch',
  'Term',
] as const

/** Whether a record of this type is known by its `id`. */
export function hasId(type: string): boolean {
  return !WITHOUT_ID.some(name => name === type)
}

/** The `id` of a record that was just made; nothing where its type has none. */
export type AddedId<Type extends string> = Type extends (typeof WITHOUT_ID)[number] ? object : { readonly id: string }

/** A record that was just made: it has its `id`, unless its type has none. */
export type AddedRecord<Type extends string, Custom = unknown> = RecordOf<Type, Custom> & AddedId<Type>
