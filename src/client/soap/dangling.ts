import type { Issue } from '../../core/fault.ts'
import { isList, type RuledData } from '../../xml/ruled.ts'

const MOST = 100

/** Every place that only refers to something that stands elsewhere: what was there to be followed was not. */
export function danglingIn(data: RuledData): readonly Issue[] {
  const found: Issue[] = []
  const open: { readonly value: RuledData; readonly path: readonly (string | number)[] }[] = [{ value: data, path: [] }]
  for (let next = open.pop(); next !== undefined && found.length < MOST; next = open.pop()) {
    const { value, path } = next
    if (value === null || typeof value === 'string') continue
    if (isList(value)) for (const [index, one] of value.entries()) open.push({ value: one, path: [...path, index] })
    else if (isReference(value)) found.push({ path, message: 'Refers to something that the reply does not have' })
    else for (const [name, member] of Object.entries(value)) open.push({ value: member, path: [...path, name] })
  }
  return found
}

/** An object that has nothing but the attribute that refers. */
function isReference(value: Readonly<Record<string, RuledData>>): boolean {
  const { attributes, ...others } = value
  if (Object.keys(others).length > 0 || typeof attributes !== 'object' || attributes === null) return false
  const references = Object.entries(attributes).filter(([name]) => name === 'href' || name.endsWith(':ref'))
  return references.some(([name, id]) => typeof id === 'string' && (name !== 'href' || id.startsWith('#')))
}
