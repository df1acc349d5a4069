import type { NameParts } from './names.ts'

/** A local name in a namespace. */
export interface ExpandedName {
  readonly localName: string
  readonly namespace: string
}

/** Up to this many, comparing each with each is cheaper than remembering them. */
const FEW = 8

/**
 * The first attribute whose name an earlier one has.
 *
 * @see https://www.w3.org/TR/xml/#uniqattspec
 */
export function repeatedName<Attribute extends { readonly name: NameParts }>(
  attributes: readonly Attribute[],
): Attribute | undefined {
  if (attributes.length <= FEW) {
    return attributes.find((one, index) => {
      for (let at = 0; at < index; at++) if (attributes[at]?.name.name === one.name.name) return true
      return false
    })
  }
  const seen = new Set<string>()
  return attributes.find(({ name }) => seen.size === seen.add(name.name).size)
}

/**
 * Whether two attributes of different prefixes have the same local name in the same namespace.
 *
 * @see https://www.w3.org/TR/xml-names/#uniqAttrs section 6.3
 */
export function repeatsExpandedName(attributes: readonly ExpandedName[]): boolean {
  if (attributes.length < 2) return false
  const seen = new Map<string, Set<string>>()
  for (const { localName, namespace } of attributes) {
    const namespaces = seen.get(localName)
    if (namespaces === undefined) seen.set(localName, new Set([namespace]))
    else if (namespaces.size === namespaces.add(namespace).size) return true
  }
  return false
}
