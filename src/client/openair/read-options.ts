import type { NamedFilter, ReadSwitch } from '../../dialects/openair/operations/read-input.ts'
import type { FieldName, Id, InputOf, RecordName } from '../../dialects/openair/records.ts'

/** Which records a read gives, and what of them. */
export type ReadOptions<Type extends string, Custom = unknown> = Choice<Type, Custom> &
  Switches & {
    /** Only the records with these ids. */
    readonly ids?: readonly Id[]
    /** Only the records of these others, by type: `{ customer: ['7', '9'] }`. */
    readonly idsOf?: Readonly<Record<string, readonly Id[]>>
    /** The most records, 1 to 1,000. Default 1,000. */
    readonly limit?: number
    /** How many to skip. A record added or deleted between two reads may be missed or come twice. */
    readonly offset?: number
    /** The fields to give; default all. */
    readonly fields?: readonly ReadField<Type, Custom>[]
    readonly order?: { readonly field: ReadField<Type, Custom>; readonly direction?: 'asc' | 'desc' }
    /** By date, `YYYY-MM-DD` or `YYYY-MM-DD HH:MM:SS`. All must hold. */
    readonly filters?: readonly DateFilter<Type, Custom>[]
    /** Filters that have a name instead of a date. */
    readonly named?: readonly NamedFilter[]
  }

/** How the records are chosen. Default: `equal to` where `match` is given, else `all`. */
type Choice<Type extends string, Custom> =
  | { readonly method?: 'all'; readonly match?: undefined }
  | { readonly method?: 'equal to' | 'not equal to' | 'custom equal to'; readonly match: InputOf<Type, Custom> }
  | { readonly method: 'user'; readonly match: InputOf<'User', Custom> }
  | { readonly method: 'project'; readonly match: InputOf<'Project', Custom> }
  | { readonly method: 'not exported'; readonly match?: InputOf<'ImportExport', Custom> }

/** `enableCustom` is on by itself where a field named here is a custom one; without it none come. */
type Switches = { readonly [Switch in ReadSwitch]?: boolean }

/** A date to compare a field with. */
export interface DateFilter<Type extends string, Custom = unknown> {
  readonly filter: 'newer-than' | 'older-than'
  readonly field: ReadField<Type, Custom>
  readonly date: string
}

/** The name of a field: of a known type one that it has, or a custom one. */
export type ReadField<Type extends string, Custom> = Type extends RecordName
  ? FieldName<Type> | `${string}__c` | (Type extends keyof Custom ? keyof Custom[Type] & string : never)
  : string
