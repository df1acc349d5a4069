import type { XmlElement } from '../xml/element.ts'
import { type Path, parseElementPath, parsePath } from './path.ts'
import { select, valuesAt } from './path-values.ts'
import type { Rule } from './rule.ts'

/** A node, and what it holds by name where its rule reads it as pairs. */
export interface View {
  readonly element: XmlElement
  readonly members: ReadonlyMap<string, readonly string[]>
}

/** What one key of a rule finds at a node, in document order. */
export type Field = (view: View) => readonly string[]

/** Compiles a path to a value of a node; with pairs, it is the name of a member. */
export function fieldOf(path: string, rule: Rule, each: Path): Field {
  if (rule.pairs !== undefined) return view => view.members.get(path) ?? []
  const compiled = parsePath(path)
  refuseTwiceDeep(each, compiled)
  return view => valuesAt(compiled, view.element)
}

/** The first of several that finds something. */
export function firstOf(fields: readonly Field[]): Field {
  return view => {
    for (const field of fields) {
      const values = field(view)
      if (values.length > 0) return values
    }
    return []
  }
}

/** Prepares a node for the fields of its rule: pairs are looked through once. */
export function viewer({ pairs }: Rule, each: Path): (element: XmlElement) => View {
  if (pairs === undefined) return element => ({ element, members: new Map() })
  const entries = parseElementPath(pairs.each)
  refuseTwiceDeep(each, entries)
  const key = parsePath(pairs.key)
  const value = parsePath(pairs.value)
  for (const path of [key, value]) {
    refuseTwiceDeep(entries, path)
    refuseTwiceDeep(each, path)
  }
  return element => {
    const members = new Map<string, string[]>()
    for (const entry of select(entries, element)) {
      const name = valuesAt(key, entry)[0]?.trim()
      if (name === undefined) continue
      const values = members.get(name) ?? []
      members.set(name, values)
      for (const found of valuesAt(value, entry)) values.push(found)
    }
    return { element, members }
  }
}

/** Nodes inside each other that are searched to the ground each would cost quadratic time. */
function refuseTwiceDeep(each: Path, path: Path): void {
  if (!each.deep || !path.deep) return
  throw new TypeError(`the path \`${path.text}\` reaches any depth from nodes of any depth: name a way down`)
}
