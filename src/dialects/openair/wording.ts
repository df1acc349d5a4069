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
    for (const text of wordsOf(element)) wording[localName].push(text)
    return true
  }
  for (const child of result.children) {
    if (!collect(child) && inRecords) child.children.forEach(collect)
  }
  return wording
}

const WORDING: ReadonlySet<string> = new Set(['errors', 'warnings', 'log'])

/** Whether there is anything for `wordingOf` to collect, without looking at every record. */
export function hasWording(result: XmlElement, inRecords: boolean): boolean {
  if (result.hasChild(WORDING)) return true
  return inRecords && result.children.some(child => child.hasChild(WORDING))
}

/** The texts of `errors` and its like; where it holds elements without any, these as they stand. */
function wordsOf(element: XmlElement): readonly string[] {
  const texts = textsOf(element)
  return texts.length > 0 ? texts : element.children.slice(0, MOST_SKETCHED).map(sketch)
}

const MOST_SKETCHED = 10

function sketch({ name, attributes }: XmlElement): string {
  return `<${[name, ...attributes.map(one => `${one.name}="${one.value}"`)].join(' ')}/>`
}

/** The element's own text, or nothing where it is blank. */
export function ownText(element: XmlElement): readonly string[] {
  const text = element.text.trim()
  return text === '' ? [] : [text]
}

/** Every text in the element and below it, each trimmed, in document order. */
export function textsOf(element: XmlElement): readonly string[] {
  if (element.children.length === 0) return ownText(element)
  return [element, ...descendants(element)].flatMap(ownText)
}
