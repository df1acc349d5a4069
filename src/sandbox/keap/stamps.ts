import { tableOf } from './table.ts'
import { dateTime, int, type Members } from './value.ts'
import type { World } from './world.ts'

/** What the service itself writes into a new record. */
export function createdStamp(table: string, world: World): Members {
  return only(
    table,
    new Map([['DateCreated', dateTime(world.time.now())], ['CreatedBy', int(0)], ...updatedStamp(table, world)]),
  )
}

/** What the service itself writes into a record that is changed. */
export function updatedStamp(table: string, world: World): Members {
  return only(
    table,
    new Map([
      ['LastUpdated', dateTime(world.time.now())],
      ['LastUpdatedBy', int(0)],
    ]),
  )
}

function only(table: string, stamp: Members): Members {
  return new Map([...stamp].filter(([name]) => tableOf(table)?.fields.has(name) === true))
}
