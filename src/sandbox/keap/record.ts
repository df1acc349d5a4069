import { err, ok, Result } from 'neverthrow'
import { fault, type KeapFault } from './fault.ts'
import { type Field, type FieldType, type Table, tableOf } from './table.ts'
import { boolean, double, int, type Members, string, textOf, type Value } from './value.ts'
import type { World } from './world.ts'

/** The table that a call names, or the fault that keeps the caller from it. */
export function findTable(name: string, use: 'read' | 'write', world: World): Result<Table, KeapFault> {
  const table = tableOf(name)
  if (table === undefined) return err(fault('NoTableFound', `No table ${name}`))
  if (world.forbidden.has(name) || (use === 'write' && !table.writable))
    return err(fault('NoTableAccess', `Access denied to table ${name}`))
  return ok(table)
}

/** The field of a table, one that was added to it among them. */
export function fieldOf(table: string, name: string, world: World): Field | undefined {
  return tableOf(table)?.fields.get(name) ?? world.customFields.get(table)?.get(name)
}

/** The fault for the first of these fields that is none or may not be read. */
export function checkNames(table: string, names: readonly string[], world: World): Result<void, KeapFault> {
  for (const name of names) {
    if (fieldOf(table, name, world) === undefined) return err(noField(table, name))
    if (world.forbidden.has(`${table}.${name}`)) return err(noAccess(table, name))
  }
  return ok()
}

/** What a caller sends for a record, each value as its field holds it; or the fault for the first that is refused. */
export function takeFields(table: string, sent: Members, world: World): Result<Members, KeapFault> {
  if (sent.size === 0) return err(fault('NoFields', `No fields were given for ${table}`))
  const taken = [...sent].map(([name, value]): Result<[string, Value], KeapFault> => {
    const field = fieldOf(table, name, world)
    if (field === undefined) return err(noField(table, name))
    if (!field.writable || world.forbidden.has(`${table}.${name}`)) return err(noAccess(table, name))
    const held = heldAs(field.type, value)
    return held === undefined
      ? err(fault('InvalidParameter', `${table}.${name} takes no such value`))
      : ok([name, held])
  })
  return Result.combine(taken).map(fields => new Map(fields))
}

const noField = (table: string, name: string) => fault('NoFieldFound', `No field ${name} in table ${table}`)
const noAccess = (table: string, name: string) => fault('NoFieldAccess', `Access denied to field ${table}.${name}`)

/** A value as a field of that type holds it; undefined where it cannot. */
export function heldAs(type: FieldType, value: Value): Value | undefined {
  if (value.type === 'array' || value.type === 'struct') return undefined
  const text = textOf(value)
  switch (type) {
    case 'string':
      return string(text)
    case 'int':
      return text === '' || /^-?\d{1,10}$/.test(text) ? int(Number(text)) : undefined
    case 'double':
      return text !== '' && Number.isFinite(Number(text)) ? double(Number(text)) : undefined
    case 'boolean':
      return BOOLEANS.has(text) ? boolean(BOOLEANS.get(text) === true) : undefined
    case 'date':
      return dateOf(text)
  }
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['true', true],
  ['0', false],
  ['false', false],
])

/** A point in time is stored with its time; a date alone is its midnight. */
function dateOf(text: string): Value | undefined {
  const [, year, month, day, time] = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d:\d\d:\d\d))?$/.exec(text.trim()) ?? []
  if (year === undefined) return undefined
  return { type: 'dateTime', value: `${year}${month}${day}T${time ?? '00:00:00'}` }
}

/** The fields that were asked for and are there: what is empty is left out. */
export function select(record: Members, names: readonly string[]): Members {
  return new Map(
    names.flatMap((name): [string, Value][] => {
      const value = record.get(name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** The record of that id, or the fault that says that there is none. */
export function findRecord(table: string, id: number, world: World): Result<Members, KeapFault> {
  const record = world.store.get(table, id)
  return record === undefined ? err(fault('RecordNotFound', `No record of ${table} with the id ${id}`)) : ok(record)
}
