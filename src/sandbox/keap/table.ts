import { TABLES } from './tables.ts'

/** What a field holds. */
export type FieldType = 'string' | 'int' | 'double' | 'boolean' | 'date'

/** A field of a table. */
export interface Field {
  readonly type: FieldType
  /** Whether callers may write it. */
  readonly writable: boolean
}

/** A table that callers may ask for. */
export interface Table {
  /** Whether records may be added, updated and deleted through DataService. */
  readonly writable: boolean
  readonly fields: ReadonlyMap<string, Field>
}

/** The table of that name as the service has it, before anybody added fields of their own. */
export function tableOf(name: string): Table | undefined {
  return KNOWN.get(name)
}

const KNOWN: ReadonlyMap<string, Table> = new Map(
  Object.entries(TABLES).map(([name, { writable, kept, ...fields }]) => [
    name,
    { writable, fields: fieldsOf(fields, new Set(['Id', ...(kept ?? '').split(' ')])) },
  ]),
)

function fieldsOf(byType: Partial<Record<FieldType, string>>, kept: ReadonlySet<string>): ReadonlyMap<string, Field> {
  const listed = Object.entries(byType) as [FieldType, string][]
  const fields = listed.flatMap(([type, names]) =>
    names.split(' ').map((name): [string, Field] => [name, { type, writable: !kept.has(name) }]),
  )
  return new Map([['Id', { type: 'int', writable: false }], ...fields])
}
