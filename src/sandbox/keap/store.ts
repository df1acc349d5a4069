import { hash } from '../chance.ts'
import { int, type Members, textOf, type Value } from './value.ts'

/** The records of one account, in memory, by table and id. */
export interface Store {
  /** Adds a record under the next free id of its table, or under a given one. */
  readonly insert: (table: string, fields: Members, id?: number) => number
  readonly get: (table: string, id: number) => Members | undefined
  /** Every record of the table in the order of its ids. */
  readonly all: (table: string) => readonly Members[]
  /** The records whose field has that text, whatever the case of its letters. */
  readonly find: (table: string, field: string, text: string) => readonly Members[]
  /** Lays fields over those of a record. */
  readonly change: (table: string, id: number, fields: Members) => void
  /** Whether there was a record to take away. */
  readonly remove: (table: string, id: number) => boolean
}

interface Rows {
  readonly byId: Map<number, Members>
  /** Per field: the ids by value, made when the field is first looked up and kept from then on. */
  readonly indexes: Map<string, Map<string, Set<number>>>
  nextId: number
}

/** Makes an empty store. The ids of each table start at a number of its own, so that mixed-up ids show. */
export function openStore(seed: number): Store {
  const tables = new Map<string, Rows>()
  const rowsOf = (table: string): Rows => {
    const known = tables.get(table)
    if (known !== undefined) return known
    const fresh = { byId: new Map(), indexes: new Map(), nextId: 1_000 + (hash(`${seed} keap ${table}`) % 9_000) }
    tables.set(table, fresh)
    return fresh
  }
  const sorted = (rows: Iterable<Members>) => [...rows].sort((a, b) => idOf(a) - idOf(b))
  return {
    insert: (table, fields, given) => {
      const rows = rowsOf(table)
      const id = given ?? freeId(rows)
      put(rows, id, new Map([['Id', int(id)], ...withoutId(fields)]))
      return id
    },
    get: (table, id) => tables.get(table)?.byId.get(id),
    all: table => sorted(tables.get(table)?.byId.values() ?? []),
    find: (table, field, text) => {
      const rows = rowsOf(table)
      const ids = indexOf(rows, field).get(text.toLowerCase()) ?? []
      return sorted([...ids].flatMap(id => rows.byId.get(id) ?? []))
    },
    change: (table, id, fields) => {
      const rows = rowsOf(table)
      put(rows, id, new Map([...(rows.byId.get(id) ?? []), ['Id', int(id)], ...withoutId(fields)]))
    },
    remove: (table, id) => {
      const rows = rowsOf(table)
      for (const [field, index] of rows.indexes) leave(index, field, rows.byId.get(id))
      return rows.byId.delete(id)
    },
  }
}

/** The id of a record. */
export function idOf(record: Members): number {
  const id = record.get('Id')
  return id?.type === 'int' ? id.value : 0
}

function put(rows: Rows, id: number, fields: Members): void {
  const former = rows.byId.get(id)
  rows.byId.set(id, fields)
  for (const [field, index] of rows.indexes) {
    leave(index, field, former)
    enter(index, field, fields)
  }
}

function freeId(rows: Rows): number {
  while (rows.byId.has(rows.nextId)) rows.nextId += 1
  const id = rows.nextId
  rows.nextId += 1
  return id
}

function indexOf(rows: Rows, field: string): Map<string, Set<number>> {
  const known = rows.indexes.get(field)
  if (known !== undefined) return known
  const index = new Map<string, Set<number>>()
  for (const record of rows.byId.values()) enter(index, field, record)
  rows.indexes.set(field, index)
  return index
}

function enter(index: Map<string, Set<number>>, field: string, record: Members): void {
  const key = textOf(record.get(field)).toLowerCase()
  const ids = index.get(key)
  if (ids === undefined) index.set(key, new Set([idOf(record)]))
  else ids.add(idOf(record))
}

function leave(index: Map<string, Set<number>>, field: string, record: Members | undefined): void {
  if (record !== undefined) index.get(textOf(record.get(field)).toLowerCase())?.delete(idOf(record))
}

function withoutId(fields: Members): readonly (readonly [string, Value])[] {
  return [...fields].filter(([name]) => name !== 'Id')
}
