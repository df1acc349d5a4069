import { ok, type Result } from 'neverthrow'
import type { KeapFault } from './fault.ts'
import { findRecord, takeFields } from './record.ts'
import { createdStamp, updatedStamp } from './stamps.ts'
import { type Members, string, textOf } from './value.ts'
import type { World } from './world.ts'

/** Adds the record that a caller sends and gives its id. */
export function addRecord(table: string, sent: Members, world: World): Result<number, KeapFault> {
  return takeFields(table, sent, world).map(fields => insertRecord(table, fields, world))
}

/** Adds a record of the service's own. */
export function insertRecord(table: string, fields: Members, world: World, id?: number): number {
  return world.store.insert(table, new Map([...createdStamp(table, world), ...derived(table, fields), ...fields]), id)
}

/** Changes the record as a caller asks, and gives its id. */
export function updateRecord(table: string, id: number, sent: Members, world: World): Result<number, KeapFault> {
  return findRecord(table, id, world)
    .andThen(() => takeFields(table, sent, world))
    .andThen(fields => {
      world.store.change(table, id, new Map([...fields, ...derived(table, fields), ...updatedStamp(table, world)]))
      return ok(id)
    })
}

/** What follows from the fields of a record: the last digits of a card. */
function derived(table: string, fields: Members): Members {
  const number = textOf(fields.get('CardNumber'))
  return table === 'CreditCard' && number !== '' ? new Map([['Last4', string(number.slice(-4))]]) : new Map()
}
