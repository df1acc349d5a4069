import { err, ok, type Result } from 'neverthrow'
import { covers, type FieldData, type Fields, fieldsOf, textOf } from '../../data.ts'
import type { StoredRecord } from '../../store.ts'
import type { CommandElement } from '../command-element.ts'
import { isCustom } from '../custom-fields.ts'
import { dateCovers, momentOf } from '../dates.ts'
import { referenceFieldsOf } from '../schema.ts'
import { objectsOf, sameType } from '../subject.ts'
import type { Scene, World } from '../world.ts'
import { isFieldKnown } from './read-projection.ts'

/** Whether a record belongs to what was asked for. */
export type Criterion = (record: StoredRecord) => boolean

const METHODS = ['all', 'equal to', 'not equal to', 'custom equal to', 'user', 'project', 'not exported'] as const
type Method = (typeof METHODS)[number]

/** Whether `method` is one that the service has. */
export function isMethod(method: string | undefined): method is Method {
  return METHODS.some(known => known === method)
}

/** What the method and its objects demand of a record; 602 for an unknown field, 603 for a foreign object. */
export function criterionOf(command: CommandElement, type: string, scene: Scene): Result<Criterion, string> {
  const method = command.attribute('method')
  switch (method) {
    case 'user':
      return owned(command, type, 'User', scene.session.user.id)
    case 'project':
      return owned(command, type, 'Project')
    case 'not exported':
      return ok(unexported(command, type, scene.world))
    case 'equal to':
      return templates(command, type, scene.world).map(wanted => record => anyEqual(wanted, record))
    case 'not equal to':
      return templates(command, type, scene.world).map(
        wanted => record => wanted.length === 0 || !anyEqual(wanted, record),
      )
    case 'custom equal to':
      return templates(command, type, scene.world, true).map(wanted => record => anyEqual(wanted, record))
    default:
      return ok(() => true)
  }
}

/** The records worth looking at: all, or where one object names a text those that have it. */
export function narrow(command: CommandElement, type: string, { store }: World): StoredRecord[] {
  const objects = objectsOf(command)
  const field = objects[0]?.children.find(child => child.children.length === 0 && child.text !== '')
  const indexable = command.attribute('method') === 'equal to' && command.attribute('deleted') !== '1'
  if (!indexable || objects.length !== 1 || field === undefined) return [...store.all(type)]
  return [...store.find(type, field.localName, field.text)].sort((a, b) => a.sequence - b.sequence)
}

/**
 * The objects to compare with. Several mean any of them, and an empty element counts only with
 * `empty_is_nil` (both unverified).
 */
function templates(
  command: CommandElement,
  type: string,
  world: World,
  custom = false,
): Result<readonly Fields[], string> {
  const objects = objectsOf(command)
  if (objects.some(object => !sameType(object.localName, type))) return err('603')
  const wanted = objects.map(object => template(object, command.attribute('empty_is_nil') === '1', custom))
  const names = custom ? [] : wanted.flatMap(fields => [...fields.keys()])
  return names.every(name => isFieldKnown(command, type, name, world)) ? ok(wanted) : err('602')
}

function template(object: CommandElement, emptyIsNil: boolean, custom: boolean): Map<string, FieldData> {
  const fields = [...fieldsOf(object)].filter(([, value]) => emptyIsNil || value !== '')
  return new Map(fields.map(([name, value]) => [custom && !isCustom(name) ? `${name}__c` : name, value]))
}

function anyEqual(wanted: readonly Fields[], record: StoredRecord): boolean {
  const same = (stored: FieldData | undefined, value: FieldData) => dateCovers(stored, value) ?? covers(stored, value)
  const equal = (fields: Fields) => [...fields].every(([name, value]) => same(record.fields.get(name), value))
  return wanted.length === 0 || wanted.some(equal)
}

/** The records of a user or a project: by its object's id, for a user else by who signed in. */
function owned(command: CommandElement, type: string, owner: string, fallback?: string): Result<Criterion, string> {
  const object = objectsOf(command).find(child => sameType(child.localName, owner))
  const id = object?.child('id')?.text.trim() ?? fallback
  if (id === undefined) return err('4')
  const fields = type === owner ? ['id'] : referenceFieldsOf(owner)
  return ok(record => fields.some(field => textOf(record.fields, field) === id))
}

/** Not exported: no ImportExport of that type and id says so, for the application named, else for any. */
function unexported(command: CommandElement, type: string, { store }: World): Criterion {
  const application = objectsOf(command)
    .find(child => child.localName === 'ImportExport')
    ?.child('application')
  const named = application?.text.trim()
  return record =>
    !store.find('ImportExport', 'id', record.id).some(({ fields }) => {
      const sameApplication = named === undefined || textOf(fields, 'application') === named
      return textOf(fields, 'type') === type && sameApplication && hasValue(fields.get('exported'))
    })
}

function hasValue(value: FieldData | undefined): boolean {
  return typeof value === 'string' ? value !== '' && value !== '0' : momentOf(value) !== undefined
}
