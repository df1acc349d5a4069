import type { XmlAttribute, XmlElement } from '../xml/element.ts'
import type { PlainData, PlainObject } from '../xml/plain.ts'
import type { AttributeRule, AttributeSays, RuledData } from '../xml/ruled.ts'
import { idReferredTo, type References } from './references.ts'

/** The ids that have been followed to come here, the last one first. */
interface Trail {
  readonly id: string
  readonly before: Trail | undefined
}

/** An element whose references are followed. `named` gives the name, `element` everything else. */
export class ReferringElement implements XmlElement {
  readonly #named: XmlElement
  readonly #element: XmlElement
  readonly #references: References
  readonly #trail: Trail | undefined
  readonly #depth: number
  #children: readonly XmlElement[] | undefined

  constructor(named: XmlElement, element: XmlElement, references: References, trail: Trail | undefined, depth: number) {
    this.#named = named
    this.#element = element
    this.#references = references
    this.#trail = trail
    this.#depth = depth
  }

  get references(): References {
    return this.#references
  }

  get name(): string {
    return this.#named.name
  }

  get localName(): string {
    return this.#named.localName
  }

  get prefix(): string {
    return this.#named.prefix
  }

  get namespace(): string | undefined {
    return this.#named.namespace
  }

  get attributes(): readonly XmlAttribute[] {
    const { attributes } = this.#element
    return this.#element === this.#named ? attributes : attributes.filter(({ name }) => name !== 'id')
  }

  get text(): string {
    return this.#element.text
  }

  get children(): readonly XmlElement[] {
    this.#children ??= this.#element.children.map(child => this.#follow(child))
    return this.#children
  }

  attribute(localName: string): string | undefined {
    return this.#element.attribute(localName)
  }

  attributeNamed(name: string): string | undefined {
    return this.#element.attributeNamed(name)
  }

  child(localName: string): XmlElement | undefined {
    return this.children.find(child => child.localName === localName)
  }

  hasChild(localNames: ReadonlySet<string>): boolean {
    return this.#element.hasChild(localNames)
  }

  all(localName: string): readonly XmlElement[] {
    return this.children.filter(child => child.localName === localName)
  }

  resolve(prefix: string): string | undefined {
    return this.#element.resolve(prefix)
  }

  toPlain(): PlainData {
    const { attributes, children } = this
    const text = this.text.trim()
    if (attributes.length === 0 && children.length === 0) return text
    const members = new Map<string, PlainData>(attributes.map(({ name, value }) => [`@${name}`, value]))
    const lists = new Map<string, PlainData[]>()
    for (const child of children) {
      const { name } = child
      const list = lists.get(name)
      if (list === undefined) lists.set(name, [child.toPlain()])
      else list.push(child.toPlain())
    }
    for (const [name, list] of lists) members.set(name, list.length === 1 ? (list[0] ?? '') : list)
    if (text !== '') members.set('#text', text)
    return Object.fromEntries(members) as PlainObject
  }

  toRuled(rule: AttributeRule): RuledData {
    const own = this.attributes.map(one => ({ ...one, says: says(one, rule) }))
    if (own.some(one => one.says === 'nil')) return null
    if (own.some(one => one.says === 'list')) return this.children.map(child => child.toRuled(rule))
    const data = own.filter(one => one.says === 'data').map(({ name, value }) => [name, value] as const)
    const attributes = data.length === 0 ? undefined : Object.fromEntries(data)
    if (attributes === undefined && this.children.length === 0) return this.text
    const bare = this.text.trim()
    const text = this.children.length === 0 && bare !== '' ? this.text : bare
    const lists = new Map<string, RuledData[]>()
    for (const child of this.children) {
      const list = lists.get(child.localName)
      if (list === undefined) lists.set(child.localName, [child.toRuled(rule)])
      else list.push(child.toRuled(rule))
    }
    const members = [...lists].map(([name, list]) => [name, list.length === 1 ? (list[0] ?? null) : list] as const)
    const beside = { ...(text === '' ? {} : { $value: text }) }
    if (attributes === undefined) return { ...Object.fromEntries(members), ...beside }
    return {
      ...Object.fromEntries(members),
      ...beside,
      [lists.has('attributes') ? '$attributes' : 'attributes']: attributes,
    }
  }

  /** Follows a reference, and the one that it may lead to. What stands in the Body itself is what others refer to. */
  #follow(child: XmlElement): XmlElement {
    const references = this.#references
    if (this.#depth === 0) return new ReferringElement(child, child, references, undefined, 1)
    let depth = this.#depth + 1
    let trail = this.#trail
    let element = child
    for (let id = idReferredTo(element); id !== undefined; id = idReferredTo(element)) {
      const target = passed(trail, id) ? undefined : references.follow(id, depth)
      if (target === undefined) break
      depth += 1
      trail = { id, before: trail }
      element = target
    }
    return new ReferringElement(child, element, references, trail, depth)
  }
}

function says({ name, localName, namespace, value }: XmlAttribute, rule: AttributeRule): AttributeSays {
  const prefix = name.length > localName.length ? name.slice(0, -localName.length - 1) : ''
  const answer = rule(localName, namespace, prefix)
  return typeof answer === 'string' ? answer : answer(value)
}

function passed(trail: Trail | undefined, id: string): boolean {
  for (let at = trail; at !== undefined; at = at.before) if (at.id === id) return true
  return false
}
