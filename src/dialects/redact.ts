import { isSecretName, MASK } from '../core/secrets.ts'
import type { XmlNode } from '../xml/node.ts'

/** What of an element is a credential: the values, to be masked wherever they come back, and a copy without them. */
export interface Redacted {
  readonly secrets: readonly string[]
  /** Makes the copy; only a hook needs it. */
  readonly copy: () => XmlNode
}

/**
 * Finds the credentials in an element that is about to be written: all text within elements that hold some by
 * their name (`<password>`), however deep, and the attributes named.
 */
export function redact(node: XmlNode, attributes: readonly string[] = []): Redacted {
  return { secrets: secretsIn(node, attributes), copy: () => copyWithout(node, attributes) }
}

/** An element, and whether it stands within one that holds credentials. */
interface Place {
  readonly node: XmlNode
  readonly hidden: boolean
}

/** In document order, each once. Without recursion: how deep an input goes is not ours to choose. */
function secretsIn(root: XmlNode, attributes: readonly string[]): readonly string[] {
  const found = new Set<string>()
  const open: (Place | string)[] = [placeOf(root, false)]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') {
      found.add(next)
      continue
    }
    const { node, hidden } = next
    for (const name of attributes) found.add(node.attributes?.[name] ?? '')
    for (const child of (node.children ?? []).toReversed()) {
      if (typeof child !== 'string') open.push(placeOf(child, hidden))
      else if (hidden) open.push(child)
    }
  }
  found.delete('')
  return [...found]
}

function copyWithout(root: XmlNode, attributes: readonly string[]): XmlNode {
  const copy = copyTag(root, attributes)
  const open = [{ ...placeOf(root, false), into: copy.children }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const child of next.node.children ?? []) {
      if (typeof child === 'string') {
        next.into.push(next.hidden ? MASK : child)
        continue
      }
      const copied = copyTag(child, attributes)
      next.into.push(copied)
      open.push({ ...placeOf(child, next.hidden), into: copied.children })
    }
  }
  return copy
}

function placeOf(node: XmlNode, within: boolean): Place {
  return { node, hidden: within || isSecretName(node.name.slice(node.name.indexOf(':') + 1)) }
}

/** The element without its children, which are to be put into the list. */
function copyTag(
  { name, attributes }: XmlNode,
  masked: readonly string[],
): XmlNode & { children: (XmlNode | string)[] } {
  if (attributes === undefined) return { name, children: [] }
  const shown = Object.entries(attributes).map(([key, value]) => [key, masked.includes(key) ? MASK : value])
  return { name, attributes: Object.fromEntries(shown), children: [] }
}
