import type { TypedValue } from '../../wire/xmlrpc-input.ts'
import { people } from './tables/people.ts'
import { sales } from './tables/sales.ts'
import type { FieldKind } from './tables/table.ts'

/**
 * The tables in use and their fields, as client libraries list them; what each field holds is this project's reading.
 * Tables and fields that are not listed pass through.
 */
export const tables = { ...people, ...sales }

type Listed = typeof tables

/** The name of a table whose fields are known. */
export type KnownTable = keyof Listed

/** Any table; an editor offers the known ones. */
export type TableName = KnownTable | (string & Record<never, never>)

/** What a field of a table holds; undefined where nobody listed it. */
export function kindOf(table: string, field: string): FieldKind | undefined {
  const fields: Readonly<Record<string, FieldKind>> = Object.hasOwn(tables, table) ? tables[table as KnownTable] : {}
  return Object.hasOwn(fields, field) ? fields[field] : undefined
}

/** Whether the records of a table are known to have an `Id`. */
export function hasId(table: string): boolean {
  return kindOf(table, 'Id') !== undefined
}

/** What a field that nobody listed may hold. */
export type FieldValue = string | number | boolean | Uint8Array

type Held<Kind> = Kind extends 'whole' | 'amount' ? number : string

/** Custom fields of a table, where the program declared some: `{ Contact: { _Region: string } }`. */
type CustomOf<Custom, Table extends string> = Table extends keyof Custom ? Custom[Table] : unknown

/**
 * A record as the service gives it. Every field is optional: those that hold nothing do not come. A point in time is a
 * text such as `20240229T07:05:09`, for it has no time zone.
 */
export type RecordOf<Table extends string, Custom = object> = (Table extends KnownTable
  ? { readonly [Field in keyof Listed[Table]]?: Held<Listed[Table][Field]> }
  : { readonly [field: string]: FieldValue | undefined }) &
  Partial<CustomOf<Custom, Table>>

/** The name of a field: of a known table one that it has, a custom one (`_Name`), or one of a record beside (`Contact.Id`). */
export type FieldName<Table extends string, Custom = object> = Table extends KnownTable
  ?
      | (keyof Listed[Table] & string)
      | `_${string}`
      | `${string}.${string}`
      | (Table extends keyof Custom ? keyof Custom[Table] & string : never)
  : string

/** The fields of a record that were asked for. */
export type FieldsIn<Table extends string, Field extends string, Custom = object> = {
  readonly [One in Field]?: One extends keyof RecordOf<Table, Custom>
    ? Exclude<RecordOf<Table, Custom>[One], undefined>
    : FieldValue
}

/** An id. */
export type Id = number | string

/** A point in time: `20240229T07:05:09` as the service understands it, or a Date where its `timeZone` is known. */
export type Time = string | Date

/** What a field that nobody listed is written from; an undefined one is left out. */
export type FieldInput = FieldValue | Date | TypedValue | undefined

type Given<Kind> = Kind extends 'whole'
  ? number | string | boolean
  : Kind extends 'amount'
    ? number
    : Kind extends 'time'
      ? Time
      : string

/** A record to be written. Custom fields (`_Name`) may stand beside the known ones. */
export type InputOf<Table extends string, Custom = object> = (Table extends KnownTable
  ? { readonly [Field in keyof Listed[Table]]?: Given<Listed[Table][Field]> | undefined } & {
      readonly [custom: `_${string}`]: FieldInput
    }
  : { readonly [field: string]: FieldInput }) & {
  readonly [Field in keyof CustomOf<Custom, Table>]?: FieldInput
}

/** Values to compare fields with: a text may hold `%` for any letters, dates are `YYYY-MM-DD`. All must hold. */
export type MatchOf<Table extends string, Custom = object> = {
  readonly [Field in FieldName<Table, Custom>]?: string | number | boolean | TypedValue
}
