import { hash } from './chance.ts'
import { type FieldData, type Fields, textOf } from './data.ts'

/** One record in the account. A deleted one stays, to be read with `deleted`. */
export interface StoredRecord {
  readonly type: string
  readonly id: string
  /** What the table files it under: the id, but for types whose ids belong to other records. */
  readonly key: string
  readonly fields: Fields
  readonly deleted: boolean
  /** Counts up over all inserts of the account: tells what existed when a token was issued. */
  readonly sequence: number
}

interface Table {
  readonly idField: string
  readonly rows: Map<string, Row>
  /** Per field: which rows have a value. Made when a field is first looked up, kept from then on. */
  readonly indexes: Map<string, Map<string, Set<Row>>>
  readonly fields: Set<string>
  nextId: number
}

interface Row extends StoredRecord {
  fields: Fields
  deleted: boolean
}

/** The records of one account, in memory. */
export interface Store {
  /** Adds a record; without a given id it gets the next free one of its type. */
  readonly insert: (
    type: string,
    fields: Fields,
    given?: { readonly id?: string; readonly key?: string },
  ) => StoredRecord
  /** The record of that id, unless deleted. */
  readonly get: (type: string, id: string) => StoredRecord | undefined
  /** Every record in the order of insertion, deleted ones among them. */
  readonly all: (type: string) => Iterable<StoredRecord>
  /** The records, deleted ones left out, whose field has that text. */
  readonly find: (type: string, field: string, value: string) => readonly StoredRecord[]
  readonly change: (record: StoredRecord, fields: Fields) => void
  readonly remove: (record: StoredRecord) => void
  /** Brings a deleted record back. */
  readonly restore: (record: StoredRecord) => void
  readonly types: () => readonly string[]
  /** Whether any record of the type was ever stored with that field. */
  readonly hasField: (type: string, field: string) => boolean
  readonly sequence: () => number
}

/**
 * Makes an empty store. The ids of each type start at a number of its own, so that mixed-up ids show.
 *
 * @param idField what the service calls the field that holds the id
 */
export function openStore(seed: number, idField: string): Store {
  const tables = new Map<string, Table>()
  let sequence = 0
  return {
    insert: (type, fields, given) => {
      sequence += 1
      return insertRow(tableOf(tables, type, { seed, idField }), { type, fields, sequence, ...given })
    },
    get: (type, id) => {
      const row = tables.get(type)?.rows.get(id)
      return row === undefined || row.deleted ? undefined : row
    },
    all: type => tables.get(type)?.rows.values() ?? [],
    find: (type, field, value) => findRows(tables.get(type), field, value),
    change: (record, fields) => changeRow(tables.get(record.type), record, fields),
    remove: record => setDeleted(tables.get(record.type), record, true),
    restore: record => setDeleted(tables.get(record.type), record, false),
    types: () => [...tables.keys()],
    hasField: (type, field) => tables.get(type)?.fields.has(field) === true,
    sequence: () => sequence,
  }
}

function tableOf(
  tables: Map<string, Table>,
  type: string,
  { seed, idField }: { seed: number; idField: string },
): Table {
  const known = tables.get(type)
  if (known !== undefined) return known
  const nextId = 1_000 + (hash(`${seed} ${type}`) % 9_000)
  const table: Table = { idField, rows: new Map(), indexes: new Map(), fields: new Set(), nextId }
  tables.set(type, table)
  return table
}

interface NewRow extends Pick<StoredRecord, 'type' | 'fields' | 'sequence'> {
  readonly id?: string
  readonly key?: string
}

function insertRow(table: Table, { type, fields, sequence, id = freeId(table), key = id }: NewRow): Row {
  const row: Row = { type, id, key, fields: withId(table, id, fields), deleted: false, sequence }
  const former = table.rows.get(key)
  table.rows.set(key, row)
  for (const field of row.fields.keys()) table.fields.add(field)
  for (const [field, index] of table.indexes) {
    if (former !== undefined) leave(index, field, former)
    enter(index, field, row)
  }
  return row
}

function findRows(table: Table | undefined, field: string, value: string): readonly Row[] {
  if (table === undefined) return []
  const index = table.indexes.get(field) ?? buildIndex(table, field)
  return [...(index.get(value) ?? [])].filter(row => !row.deleted)
}

function changeRow(table: Table | undefined, { key }: StoredRecord, fields: Fields): void {
  const row = table?.rows.get(key)
  if (table === undefined || row === undefined) return
  for (const field of fields.keys()) table.fields.add(field)
  for (const [field, index] of table.indexes) leave(index, field, row)
  row.fields = withId(table, row.id, fields)
  for (const [field, index] of table.indexes) enter(index, field, row)
}

function setDeleted(table: Table | undefined, { key }: StoredRecord, deleted: boolean): void {
  const row = table?.rows.get(key)
  if (row !== undefined) row.deleted = deleted
}

function freeId(table: Table): string {
  while (table.rows.has(String(table.nextId))) table.nextId += 1
  const id = String(table.nextId)
  table.nextId += 1
  return id
}

function buildIndex(table: Table, field: string): Map<string, Set<Row>> {
  const index = new Map<string, Set<Row>>()
  for (const row of table.rows.values()) enter(index, field, row)
  table.indexes.set(field, index)
  return index
}

function enter(index: Map<string, Set<Row>>, field: string, row: Row): void {
  const value = textOf(row.fields, field)
  const rows = index.get(value)
  if (rows === undefined) index.set(value, new Set([row]))
  else rows.add(row)
}

function leave(index: Map<string, Set<Row>>, field: string, row: Row): void {
  index.get(textOf(row.fields, field))?.delete(row)
}

function withId({ idField }: Table, id: string, fields: Fields): Map<string, FieldData> {
  return new Map([[idField, id], ...[...fields].filter(([name]) => name !== idField)])
}
