import { type FieldData, type Fields, fieldsOf, textOf, writeRecord } from '../../data.ts'
import type { StoredRecord } from '../../store.ts'
import { findDanglingReference, findTakenValue } from '../checks.ts'
import type { CommandElement } from '../command-element.ts'
import { checkCustomFields } from '../custom-fields.ts'
import { externalFieldOf } from '../schema.ts'
import { findClosedParent } from '../states.ts'
import { subjectOf } from '../subject.ts'
import { type Deed, type Performer, refuse, type Scene, type World } from '../world.ts'
import { insertRecord } from './insert.ts'
import { applyChange } from './modify.ts'
import { isFieldKnown } from './read-projection.ts'

/** Users come from CreateUser; the others are not kept as records of the account. */
const NOT_ADDED: ReadonlySet<string> = new Set(['User', 'Company'])

/** Add: a new record, or with `lookup` an update of the one record that has the same value there. */
export const add: Performer = (command, scene) => {
  const subject = subjectOf(command, scene.world.store)
  if (subject.code !== undefined) return refuse(subject.code)
  const { type, object } = subject
  if (NOT_ADDED.has(type)) return refuse('836', undefined, { type })
  const sent = fieldsOf(object)
  const found = lookedUp(command, type, sent, scene.world)
  if (found.code !== undefined) return refuse(found.code, undefined, { type })
  if (found.record === undefined) return addNew(command, type, sent, scene)
  const changed = applyChange(command, found.record, sent, scene.world)
  return changed.status === '0' ? answered(type, found.record.id, sent, scene) : changed
}

interface LookedUp {
  readonly record?: StoredRecord | undefined
  readonly code?: string
}

/** Several matches: 852, a choice of the sandbox, for the service's behavior is unverified. No value: insert. */
function lookedUp(command: CommandElement, type: string, sent: Fields, world: World): LookedUp {
  const field = command.attribute('lookup')
  if (field === undefined) return {}
  const external = field === 'externalid' || field === 'external_id'
  if (external && externalFieldOf(type) === undefined) return { code: '916' }
  if (!isFieldKnown(command, type, field, world)) return { code: '910' }
  const value = textOf(sent, field)
  const matches = value === '' ? [] : world.store.find(type, field, value)
  return matches.length > 1 ? { code: '852' } : { record: matches[0] }
}

function addNew(command: CommandElement, type: string, sent: Fields, scene: Scene): Deed {
  const { world } = scene
  const code = unfit(type, sent, world)
  if (code !== undefined) return refuse(code, undefined, { type })
  const custom = checkCustomFields(type, sent, command.attribute('enable_custom') === '1', world)
  if (custom.code !== undefined && custom.code !== '1106') return refuse(custom.code, custom.words, { type })
  const { id } = insertRecord(world, type, custom.fields)
  return custom.code === undefined ? answered(type, id, sent, scene) : refuse(custom.code, custom.words, { type, id })
}

/** The code of the first rule that a new record breaks. */
function unfit(type: string, sent: Fields, { store }: World): string | undefined {
  if (type === 'Customer' && textOf(sent, 'name') === '' && textOf(sent, 'company') === '') return '824'
  if (type === 'Task' && textOf(sent, 'timesheetid').trim() === '') return '809'
  return (
    findDanglingReference(type, sent, sent, store) ??
    findClosedParent(type, sent, store) ??
    findTakenValue(type, sent, sent, store)
  )
}

/** A successful Add shows the record with its id and the fields that were sent. */
function answered(type: string, id: string, sent: Fields, { chance }: Scene): Deed {
  const fields = new Map<string, FieldData>([['id', id], ...[...sent].filter(([name]) => name !== 'id')])
  return { status: '0', type, id, content: [writeRecord(type, fields, chance)] }
}
