import type { Fields } from '../data.ts'
import type { Store, StoredRecord } from '../store.ts'

/** Writes to the store and knows how to take it back. */
export interface Ledger {
  readonly insert: (object: string, fields: Fields) => StoredRecord
  readonly change: (record: StoredRecord, fields: Fields) => void
  readonly remove: (record: StoredRecord) => void
  /** Takes back all of it, the last first. */
  readonly undo: () => void
}

/** Opens a ledger for one operation. */
export function openLedger(store: Store): Ledger {
  const steps: (() => void)[] = []
  return {
    insert: (object, fields) => {
      const record = store.insert(object, fields)
      steps.push(() => store.remove(record))
      return record
    },
    change: (record, fields) => {
      const former = record.fields
      steps.push(() => store.change(record, former))
      store.change(record, fields)
    },
    remove: record => {
      steps.push(() => store.restore(record))
      store.remove(record)
    },
    undo: () => {
      for (const step of steps.splice(0).reverse()) step()
    },
  }
}
