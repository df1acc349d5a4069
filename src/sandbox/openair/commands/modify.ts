import { type FieldData, type Fields, fieldsOf, textOf, writeRecord } from '../../data.ts'
import type { StoredRecord } from '../../store.ts'
import { findDanglingReference, findTakenValue } from '../checks.ts'
import type { CommandElement } from '../command-element.ts'
import { checkCustomFields } from '../custom-fields.ts'
import { dateOf, momentOf } from '../dates.ts'
import { findClosedParent, findClosedRecord } from '../states.ts'
import { fieldText, subjectOf } from '../subject.ts'
import { type Deed, type Performer, refuse, type Scene, type World } from '../world.ts'

/** Modify: the fields sent replace those of the record with that id; an empty one clears (unverified). */
export const modify: Performer = (command, scene) => {
  const subject = subjectOf(command, scene.world.store)
  if (subject.code !== undefined) return refuse(subject.code)
  const id = fieldText(subject.object, 'id')
  const record = scene.world.store.get(subject.type, id)
  if (record === undefined) return refuse('601', undefined, { type: subject.type, id })
  const deed = applyChange(command, record, fieldsOf(subject.object), scene.world)
  return deed.status === '0' ? shown(deed, record, scene) : deed
}

/** ModifyOnCondition: as Modify, unless the record was changed after the date that is sent: 1200. */
export const modifyOnCondition: Performer = (command, scene) => {
  if (command.attribute('condition') !== 'if-not-updated') return refuse('2001')
  const date = command.child('Date')
  const since = date === undefined ? undefined : momentOf({ Date: Object.fromEntries(fieldsOf(date)) })
  if (since === undefined) return refuse(date === undefined ? '4' : '944')
  const subject = subjectOf(command, scene.world.store)
  if (subject.code !== undefined) return refuse(subject.code)
  const record = scene.world.store.get(subject.type, fieldText(subject.object, 'id'))
  const updated = momentOf(record?.fields.get('updated'))
  if (record !== undefined && updated !== undefined && updated > since) {
    return refuse('1200', undefined, { type: subject.type, id: record.id })
  }
  return modify(command, scene)
}

/** Checks and makes a change, for Modify and for an Add that found its record by lookup. */
export function applyChange(command: CommandElement, record: StoredRecord, sent: Fields, world: World): Deed {
  const { type, id } = record
  const code = unfit(record, sent, world)
  if (code !== undefined) return refuse(code, undefined, { type, id })
  const custom = checkCustomFields(type, sent, command.attribute('enable_custom') === '1', world, record)
  if (custom.code !== undefined && custom.code !== '1106') return refuse(custom.code, custom.words, { type, id })
  custom.fields.delete('created')
  if (type === 'User') custom.fields.delete('password')
  const fields = merged(record.fields, custom.fields)
  world.store.change(record, new Map([...fields, ['updated', dateOf(world.time.now())]]))
  return custom.code === undefined ? { status: '0', type, id } : refuse(custom.code, custom.words, { type, id })
}

/** The fields sent take the place of those stored; of an address, the members sent do. */
function merged(stored: Fields, sent: Fields): Map<string, FieldData> {
  const result = new Map(stored)
  for (const [name, value] of sent) {
    const [former, address] = [addressIn(stored.get(name)), addressIn(value)]
    const isPart = former !== undefined && address !== undefined
    result.set(name, isPart ? { Address: Object.fromEntries([...former, ...address]) } : value)
  }
  return result
}

function addressIn(value: FieldData | undefined): Fields | undefined {
  const address = new Map(Object.entries(typeof value === 'object' ? value : {})).get('Address')
  return typeof address === 'object' ? new Map(Object.entries(address)) : undefined
}

function unfit(record: StoredRecord, sent: Fields, { store }: World): string | undefined {
  const { type, fields } = record
  const whole = merged(fields, sent)
  const invoice = textOf(fields, 'invoiceid')
  const moved = sent.has('invoiceid') && textOf(sent, 'invoiceid') !== invoice
  return (
    findDanglingReference(type, sent, whole, store) ??
    findClosedRecord(record, store) ??
    findClosedParent(type, whole, store) ??
    (type === 'Slip' && invoice !== '' && moved ? '823' : undefined) ??
    findTakenValue(type, sent, whole, store, record)
  )
}

/** The result may be empty or hold the record; callers must take either. */
function shown(deed: Deed, record: StoredRecord, { world, chance }: Scene): Deed {
  const stored = world.store.get(record.type, record.id)
  if (stored === undefined || (chance !== undefined && chance() < 0.5)) return deed
  return { ...deed, content: [writeRecord(record.type, stored.fields, chance)] }
}
