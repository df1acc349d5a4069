import type { XmlNode } from '../../../xml/node.ts'
import { type FieldData, textOf, writeRecord } from '../../data.ts'
import type { StoredRecord } from '../../store.ts'
import type { ObjectRule } from '../object-rules.ts'
import type { Deed } from '../world.ts'

/** How the records of a read are written. */
export interface Show {
  readonly rule: ObjectRule
  /** All of a record where there are none. */
  readonly fields: readonly string[] | undefined
  /** `json`, `csv`, anything else is XML. */
  readonly format: string
}

/** The answer of a read: the records as asked, and what `data` tells of them beside their count. */
export function page(records: readonly StoredRecord[], show: Show, told: Readonly<Record<string, string>> = {}): Deed {
  const { rule, format } = show
  const rows = records.map(record => shown(record, show.fields))
  const done = { errors: [], object: rule.name }
  if (format === 'json') return { ...done, text: { type: 'application/json', body: JSON.stringify(rows.map(plain)) } }
  if (format === 'csv') return { ...done, text: { type: 'text/csv', body: csv(rows) } }
  const attributes = { listtype: rule.name.toLowerCase(), count: String(rows.length), ...told }
  const data: XmlNode = {
    name: 'data',
    attributes,
    children: rows.map(row => writeRecord(rule.name.toLowerCase(), new Map(row))),
  }
  return { ...done, data }
}

type Row = readonly (readonly [string, FieldData])[]

function shown(record: StoredRecord, fields: readonly string[] | undefined): Row {
  if (fields === undefined) return [...record.fields]
  return fields.map(field => [field, record.fields.get(field) ?? ''])
}

function plain(row: Row): object {
  return Object.fromEntries(row)
}

function csv(rows: readonly Row[]): string {
  const [first = []] = rows
  const names = first.map(([name]) => name)
  const lines = rows.map(row => names.map(name => quoted(textOf(new Map(row), name))).join(','))
  return [names.map(quoted).join(','), ...lines].map(line => `${line}\n`).join('')
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
