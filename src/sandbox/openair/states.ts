import { type Fields, textOf } from '../data.ts'
import type { Store, StoredRecord } from '../store.ts'
import { declaredFieldsOf } from './schema.ts'

/** The states of a record that is approved: `O` is observed, the other letters are inferred. */
export const STATE = { open: 'O', submitted: 'S', approved: 'A', rejected: 'R' } as const

const BY_STATUS: ReadonlySet<string> = new Set(['Timesheet', 'Envelope'])

/** The field that holds the approval state of a type; undefined for a type that is not approved. */
export function stateFieldOf(type: string): 'status' | 'approval_status' | undefined {
  if (BY_STATUS.has(type)) return 'status'
  return declaredFieldsOf(type)?.has('approval_status') === true && type !== 'BookingType'
    ? 'approval_status'
    : undefined
}

/** Whether a record may still be edited: open, or back from a rejection. */
function isOpen(record: StoredRecord): boolean {
  const state = textOf(record.fields, stateFieldOf(record.type) ?? 'status')
  return state === '' || state === STATE.open || state === STATE.rejected
}

/** The code that keeps fields from being written because the sheet around them is closed. */
export function findClosedParent(type: string, fields: Fields, store: Store): string | undefined {
  const closed = (target: string, field: string) => {
    const parent = store.get(target, textOf(fields, field).trim())
    return parent !== undefined && !isOpen(parent)
  }
  if (type === 'Task' && closed('Timesheet', 'timesheetid')) return '821'
  if (type === 'Ticket' && closed('Envelope', 'envelopeid')) return '820'
  return undefined
}

/** The code that keeps a record from being changed in its present state. */
export function findClosedRecord(record: StoredRecord, store: Store): string | undefined {
  if (record.type === 'Timesheet' && !isOpen(record)) return '821'
  if (record.type === 'Envelope' && !isOpen(record)) return '820'
  return findClosedParent(record.type, record.fields, store)
}
