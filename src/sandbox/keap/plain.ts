import { fieldOf, heldAs } from './record.ts'
import { boolean, double, int, type Members, string, textOf, type Value } from './value.ts'
import type { World } from './world.ts'

/** A record as a test sees it. A date is the text that the service writes: `20240229T07:05:09`. */
export type KeapRecord = Readonly<Record<string, string | number | boolean>>

/** A copy of a record. */
export function plainRecord(record: Members): KeapRecord {
  return Object.fromEntries([...record].map(([name, value]) => [name, plain(value)]))
}

function plain(value: Value): string | number | boolean {
  if (value.type === 'int' || value.type === 'double' || value.type === 'boolean') return value.value
  return textOf(value)
}

/** A record as the store keeps it: by the types of the table's fields where it has them, else as it is. */
export function typedRecord(table: string, record: KeapRecord, world: World): Members {
  return new Map(
    Object.entries(record).map(([name, given]): [string, Value] => {
      const value = typed(given)
      const field = fieldOf(table, name, world)
      return [name, (field && heldAs(field.type, value)) ?? value]
    }),
  )
}

function typed(given: string | number | boolean): Value {
  if (typeof given === 'string') return string(given)
  if (typeof given === 'boolean') return boolean(given)
  return Number.isInteger(given) ? int(given) : double(given)
}
