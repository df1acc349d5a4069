import { z } from 'zod'
import type { Idempotency } from '../../../core/operation.ts'
import type { XmlRpcInput } from '../../../wire/xmlrpc-input.ts'
import { type Method, once, read, repeatable } from '../method.ts'
import { fields, id, text, values } from '../params.ts'
import { recordInput, recordOutput } from '../record-schema.ts'
import * as result from '../results.ts'
import type { FieldInput, Id } from '../tables.ts'

type Fields = Readonly<Record<string, unknown>>

const PAGE = z.int().min(0, { error: 'Counts from 0' })
/** The most records that one page may have. */
export const MOST_ROWS = 1_000
/** How many records of a page are asked for. */
export const ROWS = z.int().min(1).max(MOST_ROWS)
const VALUE = z.unknown().transform(value => value as XmlRpcInput)
const TABLE = z.string().min(1)

/** The records of every table. */
export const DataService = {
  /** Makes a record, and another one when it is run again. */
  add: ofTable<[table: string, values: Fields], number>('once', [TABLE, values], {
    record: 1,
    output: () => result.id,
  }),
  load: ofTable<[table: string, id: Id, fields: readonly string[]], Fields>('read', [TABLE, id, fields], {
    output: recordOutput,
  }),
  update: ofTable<[table: string, id: Id, values: Fields], number>('repeatable', [TABLE, id, values], {
    record: 2,
    output: () => result.id,
  }),
  delete: repeatable<[table: string, id: Id]>(TABLE, id).gives(result.removed, result.removedBefore),
  findByField: ofTable<
    [table: string, limit: number, page: number, field: string, value: FieldInput, fields: readonly string[]],
    readonly Fields[]
  >('read', [TABLE, ROWS, PAGE, text, VALUE, fields], { output: result.records }),
  /** Gives one page of the records that match, at most 1,000. */
  query: ofTable<
    [
      table: string,
      limit: number,
      page: number,
      match: Readonly<Record<string, FieldInput>>,
      fields: readonly string[],
      orderBy?: string,
      ascending?: boolean,
    ],
    readonly Fields[]
  >('read', [TABLE, ROWS, PAGE, values, fields, z.string().optional(), z.boolean().optional()], {
    output: result.records,
  }),
  count: read<[table: string, match: Readonly<Record<string, FieldInput>>]>(TABLE, values).gives(result.whole),
  /** Makes a custom field, and another one when it is run again. */
  addCustomField: once<[customFieldType: string, displayName: string, dataType: string, headerId: Id]>(
    text,
    text,
    text,
    id,
  ).gives(result.id),
  updateCustomField: repeatable<[customFieldId: Id, values: Readonly<Record<string, FieldInput>>]>(id, values).gives(
    result.flag,
  ),
  /** Tells a setting of the application; serves to try a credential: `getAppSetting('Application', 'enabled')`. */
  getAppSetting: read<[module: string, setting: string]>(text, text).gives(result.data),
  /** Gives an appointment as an iCalendar file. */
  getAppointmentCal: read<[appointmentId: Id]>(id).gives(result.text),
  /** Tells whom an OAuth token belongs to. */
  getUserInfo: read().gives(result.struct),
  /** Gives the text back, and does nothing else. */
  echo: read<[text: string]>(text).gives(result.text),
  /** Checks somebody's password, given as its MD5 in hexadecimal. Never repeat it after fault 13: the user may be locked. */
  authenticateUser: read<[username: string, passwordHash: string]>(text, text).gives(result.data),
  /** Gives a key for a while. Takes no key itself. */
  getTemporaryKey: repeatable<[vendorKey: string, username: string, passwordHash: string]>(text, text, text).gives(
    result.text,
  ),
} as const

interface OfTable<Output> {
  /** The index of the parameter that is a record of the table. */
  readonly record?: number
  readonly output: (table: string) => z.ZodType<Output>
}

/** A method whose first parameter is a table, on which depends what the others hold and what it gives. */
function ofTable<Params extends readonly unknown[], Output>(
  idempotency: Idempotency,
  schemas: readonly z.ZodType[],
  { record, output }: OfTable<Output>,
): Method<Params, Output> {
  const tuple = z.tuple(schemas as [z.ZodType]) as unknown as z.ZodType<readonly XmlRpcInput[]>
  const tableIn = ([table]: readonly XmlRpcInput[]) => String(table)
  return {
    idempotency,
    arity: schemas.length,
    input: tuple.transform(params =>
      params.map((param, index) => (index === record ? recordInput(tableIn(params)).parse(param) : param)),
    ),
    output: params => output(tableIn(params)),
  }
}
