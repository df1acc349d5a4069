import type { XmlAttribute, XmlElement } from './element.ts'
import type { NameParts } from './names.ts'
import { resolvePrefix, type Scope } from './namespaces.ts'

const NONE: XmlElement[] = []

/**
 * An element as the reader builds it. Only the reader adds to it, and hands it out as an `XmlElement`.
 *
 * Declarations of namespaces are not among its attributes, as in the XML Information Set: `resolve` knows them.
 */
export class ParsedElement implements XmlElement {
  readonly name: string
  readonly localName: string
  readonly prefix: string
  readonly namespace: string | undefined
  readonly attributes: readonly XmlAttribute[]
  children: readonly XmlElement[] = NONE
  text = ''
  readonly #scope: Scope

  constructor(name: NameParts, namespace: string | undefined, attributes: readonly XmlAttribute[], scope: Scope) {
    this.name = name.name
    this.localName = name.localName
    this.prefix = name.prefix
    this.namespace = namespace
    this.attributes = attributes
    this.#scope = scope
  }

  attribute(localName: string): string | undefined {
    let prefixed: string | undefined
    for (const { name, localName: local, value } of this.attributes) {
      if (local !== localName) continue
      if (name === localName) return value
      prefixed ??= value
    }
    return prefixed
  }

  child(localName: string): XmlElement | undefined {
    return this.children.find(child => child.localName === localName)
  }

  all(localName: string): readonly XmlElement[] {
    return this.children.filter(child => child.localName === localName)
  }

  resolve(prefix: string): string | undefined {
    return resolvePrefix(this.#scope, prefix)
  }

  /** Adds a child. Most elements have none and share one empty list. */
  append(child: XmlElement): void {
    if (this.children === NONE) this.children = [child]
    else (this.children as XmlElement[]).push(child)
  }

  /** The scope of the namespaces declared here and around, for the elements within. */
  get scope(): Scope {
    return this.#scope
  }
}
