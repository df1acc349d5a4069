import { type Fields, textOf } from '../data.ts'
import type { Store, StoredRecord } from '../store.ts'
import { externalFieldOf } from './schema.ts'

/** A reference that must lead to a live record: `malformed` where it is no number, `missing` where none is there. */
interface Reference {
  readonly field: string
  readonly target: string
  readonly malformed: string
  readonly missing: string
}

const EVERYWHERE: readonly Reference[] = [
  { field: 'customerid', target: 'Customer', malformed: '801', missing: '859' },
  { field: 'customer_id', target: 'Customer', malformed: '801', missing: '859' },
  { field: 'projectid', target: 'Project', malformed: '862', missing: '813' },
  { field: 'project_id', target: 'Project', malformed: '862', missing: '813' },
  { field: 'userid', target: 'User', malformed: '829', missing: '891' },
  { field: 'user_id', target: 'User', malformed: '829', missing: '891' },
]

const OF_TYPE: ReadonlyMap<string, readonly Reference[]> = new Map(
  Object.entries({
    Task: [
      { field: 'timesheetid', target: 'Timesheet', malformed: '809', missing: '809' },
      { field: 'projecttaskid', target: 'Projecttask', malformed: '815', missing: '815' },
    ],
    Slip: [{ field: 'invoiceid', target: 'Invoice', malformed: '825', missing: '825' }],
    Ticket: [{ field: 'envelopeid', target: 'Envelope', malformed: '892', missing: '817' }],
    Booking: [{ field: 'booking_typeid', target: 'BookingType', malformed: '830', missing: '830' }],
    Purchase_item: [{ field: 'purchaseorderid', target: 'Purchaseorder', malformed: '905', missing: '879' }],
  }),
)

/** A value that no two records share, within the records that agree on `within`. */
interface Unique {
  readonly field: string
  readonly within?: string
  readonly code: string
}

const UNIQUE: ReadonlyMap<string, readonly Unique[]> = new Map(
  Object.entries({
    Envelope: [{ field: 'number', code: '802' }],
    Invoice: [{ field: 'number', code: '828' }],
    Purchaseorder: [{ field: 'number', code: '904' }],
    Issue: [{ field: 'number', code: '917' }],
    User: [{ field: 'nickname', code: '818' }],
    Project: [{ field: 'name', within: 'customerid', code: '943' }],
    Projecttask: [{ field: 'id_number', within: 'projectid', code: '814' }],
  }),
)

/**
 * The code of the first reference among `sent` that leads nowhere. Empty and `0` refer to nothing.
 *
 * @param merged the record as it would be stored
 */
export function findDanglingReference(type: string, sent: Fields, merged: Fields, store: Store): string | undefined {
  for (const { field, target, malformed, missing } of [...(OF_TYPE.get(type) ?? []), ...EVERYWHERE]) {
    const id = textOf(sent, field).trim()
    if (id === '' || id === '0') continue
    if (!/^\d+$/.test(id)) return malformed
    if (store.get(target, id) === undefined) return missing
  }
  return foreignTask(type, sent, merged, store)
}

/** The code of the first value among `sent` that another record already has. */
export function findTakenValue(
  type: string,
  sent: Fields,
  merged: Fields,
  store: Store,
  self?: StoredRecord,
): string | undefined {
  const external = externalFieldOf(type)
  const rules: readonly Unique[] = [
    ...(UNIQUE.get(type) ?? []),
    ...(external === undefined ? [] : [{ field: external, code: '852' }]),
  ]
  for (const { field, within, code } of rules) {
    if (!sent.has(field) && !(within !== undefined && sent.has(within))) continue
    const value = textOf(merged, field)
    if (value === '') continue
    const others = store.find(type, field, value).filter(other => other !== self)
    if (others.some(other => within === undefined || textOf(other.fields, within) === textOf(merged, within)))
      return code
  }
  return undefined
}

function foreignTask(type: string, sent: Fields, merged: Fields, store: Store): string | undefined {
  const task = store.get('Projecttask', textOf(merged, 'projecttaskid').trim())
  const project = textOf(merged, 'projectid').trim()
  if (type !== 'Task' || task === undefined || project === '') return undefined
  if (!sent.has('projecttaskid') && !sent.has('projectid')) return undefined
  const home = textOf(task.fields, 'projectid')
  return home === '' || home === project ? undefined : '913'
}
