import { textOf, writeRecord } from '../../data.ts'
import type { StoredRecord } from '../../store.ts'
import { knownTypes, referenceFieldsOf } from '../schema.ts'
import { findClosedRecord } from '../states.ts'
import { fieldText, subjectOf } from '../subject.ts'
import { type Performer, refuse, type World } from '../world.ts'

/** Delete: by id; 601 where it is gone already, 701 while other records point at it. */
export const remove: Performer = (command, { world, chance }) => {
  const subject = subjectOf(command, world.store)
  if (subject.code !== undefined) return refuse(subject.code)
  const { type } = subject
  const id = fieldText(subject.object, 'id')
  const record = world.store.get(type, id)
  if (record === undefined) return refuse('601', undefined, { type, id })
  const code = kept(record, world)
  if (code !== undefined) return refuse(code, undefined, { type, id })
  world.store.remove(record)
  if (chance !== undefined && chance() < 0.5) return { status: '0', type, id }
  return { status: '0', type, id, content: [writeRecord(type, new Map([['id', id]]))] }
}

/** The code of what keeps a record from being deleted. */
function kept(record: StoredRecord, world: World): string | undefined {
  if (record.type === 'Slip' && textOf(record.fields, 'invoiceid') !== '') return '819'
  return findClosedRecord(record, world.store) ?? (hasDependents(record, world) ? '701' : undefined)
}

function hasDependents(record: StoredRecord, { store }: World): boolean {
  const fields = referenceFieldsOf(record.type)
  const types = new Set([...knownTypes, ...store.types()])
  return [...types].some(type => fields.some(field => store.find(type, field, record.id).length > 0))
}
