/**
 * A document as plain objects, in the form that fast-xml-parser gives with the settings of
 * `subjects/fast-xml-parser.ts`: an element is its text, or an object if it has attributes (`@name`) or child
 * elements; what occurs several times is a list; text beside attributes is `#text`. All values are strings, and
 * names keep their prefixes.
 */
export type Data = string | DataObject | readonly Data[]

export interface DataObject {
  readonly [name: string]: Data
}

/** The object in the making that `addTo` fills. */
export type Growing = Record<string, Data | Data[]>

/** Adds a child: the second one of a name makes a list. */
export function addTo(parent: Growing, name: string, child: Data): void {
  const present = parent[name]
  if (present === undefined) parent[name] = child
  else if (Array.isArray(present)) present.push(child)
  else parent[name] = [present, child]
}

/** The value of an element whose attributes and children are in `parts`, if it has any. */
export function elementValue(parts: Growing | undefined, text: string): Data {
  const trimmed = text.trim()
  if (parts === undefined) return trimmed
  if (trimmed !== '') parts['#text'] = trimmed
  return parts
}

/** The data with each object's members replaced: by name and value, or left out by `undefined`. */
export function rewritten(
  data: Data,
  member: (name: string, value: Data) => readonly [string, Data] | undefined,
): Data {
  if (typeof data === 'string') return data
  if (isList(data)) return data.map(item => rewritten(item, member))
  const kept = Object.entries(data).flatMap(([name, value]) => {
    const replaced = member(name, value)
    return replaced === undefined ? [] : [[replaced[0], rewritten(replaced[1], member)] as const]
  })
  const [[only, text] = ['#text', '']] = kept
  return kept.length <= 1 && only === '#text' ? text : Object.fromEntries(kept)
}

/** The data without the declarations of namespaces, for readers that take them out of the attributes. */
export function withoutDeclarations(data: Data): Data {
  return rewritten(data, (name, value) => (/^@xmlns(?::|$)/.test(name) ? undefined : [name, value]))
}

/** How many elements the data holds. */
export function countElements(data: Data): number {
  if (typeof data === 'string') return 0
  if (isList(data)) return sum(data.map(countElements))
  return sum(
    Object.entries(data).map(([name, value]) => (isMarkup(name) ? occurrences(value) + countElements(value) : 0)),
  )
}

function isMarkup(name: string): boolean {
  return !name.startsWith('@') && name !== '#text'
}

function occurrences(value: Data): number {
  return isList(value) ? value.length : 1
}

export function isList(data: Data): data is readonly Data[] {
  return Array.isArray(data)
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
