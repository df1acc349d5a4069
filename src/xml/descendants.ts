import type { XmlElement } from './element.ts'

/** Every element below this one, in document order. Without recursion: the depth is the sender's choice. */
export function descendants(element: XmlElement): XmlElement[] {
  const found: XmlElement[] = []
  const open: XmlElement[] = []
  pushReversed(element.children, open)
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    found.push(next)
    pushReversed(next.children, open)
  }
  return found
}

/** One by one: a spread of a hundred thousand children would not fit on the stack. */
function pushReversed(children: readonly XmlElement[], open: XmlElement[]): void {
  for (let at = children.length - 1; at >= 0; at--) {
    const child = children[at]
    if (child !== undefined) open.push(child)
  }
}
