import type { XmlData } from '../core/fault.ts'
import { present } from '../core/present.ts'
import type { XmlElement } from './element.ts'

/** How much of an element is kept. */
export interface DataOptions {
  /** Elements and attributes in all. Default 1,000. */
  readonly maxNodes?: number
}

/** Stands last among the children of an element that has more than was kept. */
const MORE: XmlData = { name: '…' }

/**
 * Copies an element into plain data that survives JSON.
 *
 * Level by level, so that of a large element the outer levels are kept; where elements or attributes were left
 * out, a last child `{ name: '…' }` says so. White space between children is left out; no other text is.
 */
export function toData(element: XmlElement, { maxNodes = 1_000 }: DataOptions = {}): XmlData {
  const copy = shell(element, Math.max(0, maxNodes - 1))
  let left = maxNodes - 1 - copy.attributes
  const queue: Copy[] = [copy]
  // for...of sees what is pushed meanwhile: this is a queue, and no recursion on the depth of the document
  for (const { element, children, isCut } of queue) {
    for (const child of element.children) {
      if (left <= 0) break
      const copied = shell(child, left - 1)
      left -= 1 + copied.attributes
      children.push(copied.data)
      queue.push(copied)
    }
    if (isCut || children.length < element.children.length) children.push(MORE)
  }
  return copy.data
}

/** An element whose own facts are copied and whose children are not yet. */
interface Copy {
  readonly element: XmlElement
  readonly data: XmlData
  readonly children: XmlData[]
  /** How many attributes were kept. */
  readonly attributes: number
  /** Whether attributes were left out. */
  readonly isCut: boolean
}

function shell(element: XmlElement, room: number): Copy {
  const kept = element.attributes.slice(0, room)
  const isCut = kept.length < element.attributes.length
  const children: XmlData[] = []
  const isBare = element.children.length === 0
  const data: XmlData = present({
    name: element.name,
    namespace: element.namespace,
    attributes: kept.length === 0 ? undefined : Object.fromEntries(kept.map(({ name, value }) => [name, value])),
    text: element.text === '' || (!isBare && element.text.trim() === '') ? undefined : element.text,
    children: isBare && !isCut ? undefined : children,
  })
  return { element, data, children, attributes: kept.length, isCut }
}
