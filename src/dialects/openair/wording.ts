import { descendants } from '../../xml/descendants.ts'
import type { XmlElement } from '../../xml/element.ts'

/** What a result element says in words, each text trimmed, in document order. */
export interface Wording {
  readonly errors: readonly string[]
  readonly warnings: readonly string[]
  readonly log: readonly string[]
}

/**
 * Collects the `errors`, `warnings` and `log` of a result: those of the command itself and, with `inRecords`,
 * those inside its records, where Submit and its relatives put them. Names match exactly: `Error` is a record type.
 */
export function wordingOf(result: XmlElement, inRecords: boolean): Wording {
  const wording = { errors: [] as string[], warnings: [] as string[], log: [] as string[] }
  const collect = (element: XmlElement): boolean => {
    const { localName } = element
    if (localName !== 'errors' && localName !== 'warnings' && localName !== 'log') return false
    for (const text of textsOf(element)) wording[localName].push(text)
    return true
  }
  for (const child of result.children) {
    if (!collect(child) && inRecords) child.children.forEach(collect)
  }
  return wording
}

/** The element's own text, or nothing where it is blank. */
export function ownText(element: XmlElement): readonly string[] {
  const text = element.text.trim()
  return text === '' ? [] : [text]
}

/** Every text in the element and below it, each trimmed, in document order. */
export function textsOf(element: XmlElement): readonly string[] {
  return [element, ...descendants(element)].flatMap(ownText)
}
