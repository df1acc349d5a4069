import { isSecretName } from '../core/secrets.ts'
import type { XmlNode } from '../xml/node.ts'

const MASK = '***'

/** What of an element is a credential: the values, to be masked wherever they come back, and a copy without them. */
export interface Redacted {
  readonly secrets: readonly string[]
  /** Makes the copy; only a hook needs it. */
  readonly copy: () => XmlNode
}

/**
 * Finds the credentials in an element that is about to be written: the texts of elements that hold some by
 * their name (`<password>`), and of the attributes named.
 */
export function redact(node: XmlNode, attributes: readonly string[] = []): Redacted {
  return { secrets: [...new Set(secretsIn(node, attributes))], copy: () => without(node, attributes) }
}

function secretsIn(node: XmlNode, attributes: readonly string[]): string[] {
  const own = attributes.flatMap(name => node.attributes?.[name] ?? [])
  const hidden = isSecretName(node.name)
  return (node.children ?? []).reduce<string[]>((found, child) => {
    if (typeof child !== 'string') found.push(...secretsIn(child, attributes))
    else if (hidden && child !== '') found.push(child)
    return found
  }, own)
}

function without(node: XmlNode, attributes: readonly string[]): XmlNode {
  const hidden = isSecretName(node.name)
  const children = node.children?.map(child => {
    if (typeof child === 'string') return hidden ? MASK : child
    return without(child, attributes)
  })
  const shown = Object.entries(node.attributes ?? {}).map(([name, value]) =>
    attributes.includes(name) ? [name, MASK] : [name, value],
  )
  return {
    name: node.name,
    ...(node.attributes === undefined ? {} : { attributes: Object.fromEntries(shown) }),
    ...(children === undefined ? {} : { children }),
  }
}
