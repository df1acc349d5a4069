import { err, ok, type Result } from 'neverthrow'
import { type DataElement, type Fields, fieldsOf, textOf, writeRecord } from '../../data.ts'
import type { StoredRecord } from '../../store.ts'
import { fieldEmpty, formatWrong, objectUnknown, referenceUnknown, valueTaken } from '../object-errors.ts'
import type { ObjectRule } from '../object-rules.ts'
import type { ServiceError } from '../service-error.ts'
import { type Deed, refuse, type Scene, type World } from '../world.ts'

/** Writes one object. */
export type WriteOne = (sent: Fields, rule: ObjectRule, scene: Scene) => Result<StoredRecord, readonly ServiceError[]>

/**
 * Writes the objects of a function in their order, of any kinds. The first that is refused ends it; those before it
 * stay written, and the failure lists them.
 */
export function writeEach(
  operation: 'create' | 'update',
  objects: readonly DataElement[],
  scene: Scene,
  write: WriteOne,
): Deed {
  const done: StoredRecord[] = []
  if (objects.length === 0) return refuse(fieldEmpty(operation))
  for (const element of objects) {
    const written = ruleFor(operation, element.localName, scene.world).andThen(rule =>
      write(sentFields(element), rule, scene),
    )
    if (written.isErr()) return deedOf(done, written.error, scene.world)
    done.push(written.value)
  }
  return deedOf(done, [], scene.world)
}

/** The rule of an object that the user may do this with. */
export function ruleFor(
  operation: string,
  object: string,
  { rules }: World,
  numberOfUnknown = 'WS',
): Result<ObjectRule, readonly ServiceError[]> {
  const rule = rules.ruleOf(object)
  if (rule === undefined) return err([objectUnknown(object, numberOfUnknown)])
  const refused = rules.refused(operation, rule)
  return refused === undefined ? ok(rule) : err([refused])
}

/** What is wrong with a record as it would be stored, of which `sent` came with the function. */
export function problemWith(
  record: Fields,
  sent: Fields,
  rule: ObjectRule,
  { store, rules }: World,
  self?: StoredRecord,
): ServiceError | undefined {
  const { idField } = rule
  const needed = idField === undefined ? rule.required : [idField, ...rule.required]
  const empty = needed.find(field => !hasContent(record, field))
  if (empty !== undefined) return fieldEmpty(empty)
  const odd = [...sent.keys()].find(field => DATE.test(field) && !isDate(textOf(sent, field)))
  if (odd !== undefined) return formatWrong(odd)
  for (const [field, target] of Object.entries(rule.references)) {
    const value = textOf(sent, field)
    const targetField = rules.ruleOf(target)?.idField ?? 'RECORDNO'
    if (value !== '' && store.find(target, targetField, value).length === 0) return referenceUnknown(field, value)
  }
  const id = idField === undefined ? '' : textOf(record, idField)
  const isTaken = idField !== undefined && store.find(rule.name, idField, id).some(other => other !== self)
  return isTaken ? valueTaken(rule, idField, id) : undefined
}

/** The fields of an object, their names in capitals. */
function sentFields(element: DataElement): Fields {
  return new Map([...fieldsOf(element)].map(([name, value]) => [name.toUpperCase(), value]))
}

function deedOf(done: readonly StoredRecord[], errors: readonly ServiceError[], { rules }: World): Deed {
  const written = done.map(record => record.id)
  const [first] = done
  const told = done.map(({ type, id, fields }) => {
    const idField = rules.ruleOf(type)?.idField
    const shown = idField === undefined ? [] : [[idField, textOf(fields, idField)] as const]
    return writeRecord(type.toLowerCase(), new Map([['RECORDNO', id], ...shown]))
  })
  const data = { name: 'data', attributes: { listtype: 'objects', count: String(done.length) }, children: told }
  return { errors, data, written, ...(first !== undefined && { object: first.type }) }
}

function hasContent(fields: Fields, field: string): boolean {
  const value = fields.get(field)
  return value !== undefined && (typeof value !== 'string' || value.trim() !== '')
}

const DATE = /^WHEN|DATE$/

function isDate(text: string): boolean {
  return text === '' || /^\d{1,2}\/\d{1,2}\/\d{4}( \d\d:\d\d:\d\d)?$/.test(text) || /^\d{4}-\d\d-\d\d/.test(text)
}
