import type { NamedColumn } from './api.ts'
import type { Source } from './source.ts'

/** The columns that sources name. In NDJSON a row may lack any of them. */
export function columnsIn(
  sources: readonly Source[] | Readonly<Record<string, Source>>,
  path: string,
): readonly NamedColumn[] {
  return Object.entries(sources).flatMap(([name, from]) => columnsOf(from, `${path}.${name}`))
}

function columnsOf(from: Source, path: string): readonly NamedColumn[] {
  if (typeof from === 'string') return [{ path, column: from, isRequired: false }]
  if ('column' in from) return [{ path, column: from.column, isRequired: false }]
  return 'fields' in from ? columnsIn(from.fields, `${path}.fields`) : []
}
