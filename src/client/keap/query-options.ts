import type { FieldName, MatchOf } from '../../dialects/keap/tables.ts'

/** Which records a query gives, and what of them. */
export interface QueryOptions<Table extends string, Field extends string = string, Custom = object> {
  /** Values that fields must have; `%` stands for any letters: `{ LastName: 'S%' }`, `{ Id: '%' }` for all. */
  readonly match: MatchOf<Table, Custom>
  /** The fields to give. Of a known table `Id` comes as well. */
  readonly fields: readonly (Field & FieldName<Table, Custom>)[]
  /** Records of one page, 1 to 1,000. Default 1,000. */
  readonly limit?: number
  /** Default `Id` where the table is known to have one, so that pages do not shift. */
  readonly orderBy?: FieldName<Table, Custom>
  /** Default true. */
  readonly ascending?: boolean
}
