import { err, ok, type Result } from 'neverthrow'
import { fault, type KeapFault } from '../fault.ts'
import type { Arguments, Done } from '../method.ts'
import { findRecord } from '../record.ts'
import { insertRecord } from '../records.ts'
import type { FieldType } from '../table.ts'
import { boolean, int, membersOf, string, textOf } from '../value.ts'
import type { World } from '../world.ts'

/** What a form is called, the table behind it, and its number (unverified, as are those of the types). */
const FORMS: ReadonlyMap<string, { readonly table: string; readonly id: number }> = new Map(
  Object.entries({
    Contact: { table: 'Contact', id: -1 },
    Person: { table: 'Contact', id: -1 },
    Opportunity: { table: 'Lead', id: -4 },
    'Task/Appt/Note': { table: 'ContactAction', id: -5 },
    Company: { table: 'Company', id: -6 },
    Order: { table: 'Job', id: -9 },
    Subscription: { table: 'RecurringOrder', id: -10 },
  }),
)

const TYPES: ReadonlyMap<string, { readonly type: FieldType; readonly number: number }> = new Map(
  Object.entries({
    Text: { type: 'string', number: 15 },
    TextArea: { type: 'string', number: 16 },
    Date: { type: 'date', number: 13 },
    DateTime: { type: 'date', number: 14 },
    Number: { type: 'double', number: 11 },
    WholeNumber: { type: 'int', number: 12 },
    YesNo: { type: 'boolean', number: 6 },
    Dropdown: { type: 'string', number: 21 },
    Email: { type: 'string', number: 19 },
    Website: { type: 'string', number: 18 },
  }),
)

/** Adds a field to a table; `_` and its label without blanks is its name. What cannot be added is DatabaseError. */
export function addCustomField(args: Arguments, world: World): Result<Done, KeapFault> {
  const [form, label] = [FORMS.get(args.text(0)), args.text(1).trim()]
  const [type, header] = [TYPES.get(args.text(2)), world.store.get('DataFormGroup', args.number(3))]
  if (form === undefined || type === undefined || label === '' || header === undefined) return refused()
  const name = `_${label.replace(/\W/g, '')}`
  const fields = world.customFields.get(form.table) ?? new Map()
  if (fields.has(name)) return refused()
  world.customFields.set(form.table, new Map([...fields, [name, { type: type.type, writable: true }]]))
  const row = { Name: string(name.slice(1)), Label: string(label), DataType: int(type.number), FormId: int(form.id) }
  const id = insertRecord('DataFormField', membersOf({ ...row, GroupId: int(args.number(3)) }), world)
  return ok({ value: int(id), table: 'DataFormField', id })
}

const refused = () => err(fault('DatabaseError', 'The custom field could not be created'))

/** Changes the label, the header or the values of a field that was added. */
export function updateCustomField(args: Arguments, world: World): Result<Done, KeapFault> {
  const id = args.number(0)
  return findRecord('DataFormField', id, world).map(() => {
    const sent = [...args.members(1)].filter(([name]) => ['Label', 'GroupId', 'Values'].includes(name))
    const fields = sent.map(([name, value]) => [name, name === 'GroupId' ? value : string(textOf(value))] as const)
    world.store.change('DataFormField', id, new Map(fields))
    return { value: boolean(true), table: 'DataFormField', id }
  })
}
