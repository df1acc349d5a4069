import { err, ok, type Result } from 'neverthrow'
import type { FieldData, Fields } from '../../data.ts'
import type { StoredRecord } from '../../store.ts'
import type { CommandElement } from '../command-element.ts'
import { isCustom } from '../custom-fields.ts'
import { UNSET_DATE } from '../dates.ts'
import { dateFieldsOf, declaredFieldsOf } from '../schema.ts'
import type { World } from '../world.ts'

/**
 * Which fields a Read sends back: those of `fields` or `_Return` as asked for, else all that are stored and
 * the dates that were never set. An unknown one is 602.
 */
export function projectionOf(
  command: CommandElement,
  type: string,
  world: World,
): Result<(record: StoredRecord) => Fields, string> {
  const wanted = wantedFields(command)
  const dates = new Set(dateFieldsOf(type))
  const custom = command.attribute('enable_custom') === '1'
  if (wanted === undefined) return ok(record => withDeleted(record, everything(record, dates, custom)))
  if (wanted.some(name => !isFieldKnown(command, type, name, world))) return err('602')
  return ok(
    record => new Map(wanted.map(name => [name, record.fields.get(name) || (dates.has(name) ? UNSET_DATE : '')])),
  )
}

/** Whether a Read of the type may name the field; custom ones only with `enable_custom`. */
export function isFieldKnown(command: CommandElement, type: string, field: string, { store }: World): boolean {
  if (isCustom(field)) return command.attribute('enable_custom') === '1'
  const declared = declaredFieldsOf(type)
  return declared === undefined || declared.has(field) || store.hasField(type, field)
}

function wantedFields(command: CommandElement): readonly string[] | undefined {
  const listed = command.attribute('fields')
  if (listed !== undefined) return listed.split(',').map(name => name.trim())
  return command.child('_Return')?.children.map(child => child.localName)
}

function everything(record: StoredRecord, dates: ReadonlySet<string>, custom: boolean): Map<string, FieldData> {
  const fields = new Map([...record.fields].filter(([name]) => custom || !isCustom(name)))
  for (const name of dates) if ((fields.get(name) ?? '') === '') fields.set(name, UNSET_DATE)
  return fields
}

function withDeleted(record: StoredRecord, fields: Map<string, FieldData>): Fields {
  return record.deleted ? fields.set('deleted', '1') : fields
}
