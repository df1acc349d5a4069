import { descendants } from '../xml/descendants.ts'
import type { XmlElement } from '../xml/element.ts'
import type { Condition, End, NameTest, Path, Step } from './path.ts'

/** The elements that a path reaches from here, in document order, each once. Linear in what lies below. */
export function select(path: Path, from: XmlElement): readonly XmlElement[] {
  let reached: readonly XmlElement[] = [from]
  for (const step of path.steps) {
    reached = reached
      .flatMap(element => elementsAlong(step.axis, element))
      .filter(element => hasName(element, step.name) && meets(element, step.conditions))
    if (reached.length === 0) break
  }
  return reached
}

/** Whether an element has such a name. `{}x` asks for no namespace. */
export function hasName(element: XmlElement, test: NameTest): boolean {
  if (test.namespace !== undefined && (element.namespace ?? '') !== test.namespace) return false
  if (test.match === 'any') return true
  return test.match === 'exact' ? element.localName === test.localName : element.localName.endsWith(test.localName)
}

function elementsAlong(axis: Step['axis'], element: XmlElement): readonly XmlElement[] {
  if (axis === 'self') return [element]
  return axis === 'child' ? element.children : descendants(element)
}

/** What a path finds from here, in document order. Values that are blank or the word `null` count as absent. */
export function valuesAt(path: Path, from: XmlElement): readonly string[] {
  return select(path, from).flatMap(element => {
    const value = take(element, path.end)
    const bare = value?.trim()
    return value === undefined || bare === '' || bare === 'null' ? [] : [value]
  })
}

function take(element: XmlElement, end: End): string | undefined {
  switch (end.kind) {
    case 'text':
      return element.text
    case 'name':
      return element.localName
    case 'type':
      return typeOf(element)
    case 'attribute':
      return end.namespace === undefined ? element.attribute(end.name) : attributeOf(element, end.name, end.namespace)
  }
}

/** The prefix `xsi` counts even where nobody bound it. */
function typeOf(element: XmlElement): string | undefined {
  const bound = attributeOf(element, 'type', 'http://www.w3.org/2001/XMLSchema-instance')
  const type = bound ?? element.attributes.find(({ name }) => name === 'xsi:type')?.value
  return type?.slice(type.indexOf(':') + 1)
}

function attributeOf(element: XmlElement, localName: string, namespace: string): string | undefined {
  return element.attributes.find(one => one.localName === localName && (one.namespace ?? '') === namespace)?.value
}

function meets(element: XmlElement, conditions: readonly Condition[]): boolean {
  return conditions.every(({ at, operator, value }) => {
    const values = valuesAt(at, element)
    if (operator === 'present') return values.length > 0
    return values.some(found => found.trim() === value) === (operator === '=')
  })
}
