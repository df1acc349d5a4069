import type { XmlAttribute, XmlElement } from '../xml/element.ts'
import type { PlainData, PlainObject } from '../xml/plain.ts'
import type { AttributeRule, AttributeSays, RuledData } from '../xml/ruled.ts'

/**
 * Sees a SOAP Body without its references: an element that only refers to another one has that one's content.
 *
 * ```
 * 1.1  Body( result( child @href="#id0" ), multiRef @id="id0" ( content ) )
 * 1.2  Body( result @encodingStyle ( child @id="id0" ( content ), other @ref="id0" ) )
 * ```
 *
 * The name is that of the element that refers; the attributes and the content are those of what it refers to.
 * A reference stays as it is where it leads to nothing, back to what it stands in, deeper than 512 levels, or where
 * more than 100,000 of them have been followed: a few of them can stand for billions of elements.
 * A Body without anything to refer to is given back as it is.
 *
 * @see SOAP 1.1 section 5.4.1, SOAP 1.2 part 2 section 3.1.5
 */
export function withReferences(body: XmlElement): XmlElement {
  if (!mayRefer(body)) return body
  return new ReferringElement(body, body, { body, targets: undefined, left: MOST_REFERENCES }, undefined, 0)
}

const ENCODING_12 = 'http://www.w3.org/2003/05/soap-encoding'
const MOST_REFERENCES = 100_000
const MOST_LEVELS = 512

function mayRefer({ children }: XmlElement): boolean {
  const [first, ...others] = children
  return first?.attribute('encodingStyle') !== undefined || others.some(one => one.attribute('id') !== undefined)
}

/** What all views of one Body share. */
interface References {
  readonly body: XmlElement
  /** By id; made when the first reference is met. */
  targets: ReadonlyMap<string, XmlElement> | undefined
  /** How many references may still be followed. */
  left: number
}

/** The ids that have been followed to come here, the last one first. */
interface Trail {
  readonly id: string
  readonly before: Trail | undefined
}

/** An element whose references are followed. `named` gives the name, `element` everything else. */
class ReferringElement implements XmlElement {
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
    const text = this.text.trim()
    if (attributes === undefined && this.children.length === 0) return text
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
    for (let id = idIn(element); id !== undefined; id = idIn(element)) {
      const target = depth > MOST_LEVELS || references.left === 0 ? undefined : targetOf(references, id)
      if (target === undefined || passed(trail, id)) break
      references.left -= 1
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

/** The id that an element refers to, which has nothing of its own then. */
function idIn(element: XmlElement): string | undefined {
  const href = element.attributeNamed('href')
  const id = href === undefined ? encodedReference(element) : href.startsWith('#') ? href.slice(1) : ''
  if (id === undefined || id === '') return undefined
  return element.children.length === 0 && element.text.trim() === '' ? id : undefined
}

function encodedReference({ attributes }: XmlElement): string | undefined {
  return attributes.find(({ localName, namespace }) => localName === 'ref' && namespace === ENCODING_12)?.value
}

function targetOf(references: References, id: string): XmlElement | undefined {
  references.targets ??= targetsIn(references.body)
  return references.targets.get(id)
}

/** Of elements with the same id the first counts. Without recursion: the depth is the sender's choice. */
function targetsIn(body: XmlElement): ReadonlyMap<string, XmlElement> {
  const targets = new Map<string, XmlElement>()
  const open = [body]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const id = next.attribute('id')
    if (id !== undefined && !targets.has(id)) targets.set(id, next)
    for (let at = next.children.length - 1; at >= 0; at--) {
      const child = next.children[at]
      if (child !== undefined) open.push(child)
    }
  }
  return targets
}

function passed(trail: Trail | undefined, id: string): boolean {
  for (let at = trail; at !== undefined; at = at.before) if (at.id === id) return true
  return false
}
