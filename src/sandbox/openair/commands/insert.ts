import { type Fields, textOf } from '../../data.ts'
import type { StoredRecord } from '../../store.ts'
import { dateOf } from '../dates.ts'
import { STATE, stateFieldOf } from '../states.ts'
import type { World } from '../world.ts'

/** Stores a new record with its times and its first state. */
export function insertRecord(world: World, type: string, fields: Fields, id?: string): StoredRecord {
  const now = dateOf(world.time.now())
  const state = stateFieldOf(type)
  const full = new Map([
    ...(state === undefined ? [] : [[state, STATE.open] as const]),
    ['created', now] as const,
    ['updated', now] as const,
    ...fields,
  ])
  if (type === 'ImportExport') return world.store.insert(type, full, exportMark(fields))
  return world.store.insert(type, full, id === undefined ? {} : { id })
}

/** An ImportExport has the id of the record that it marks, so that ids repeat. */
function exportMark(fields: Fields): { readonly id: string; readonly key: string } {
  const id = textOf(fields, 'id').trim()
  return { id, key: [textOf(fields, 'type'), id, textOf(fields, 'application')].join(' ') }
}
