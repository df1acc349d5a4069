import type { XmlAttribute, XmlElement } from './element.ts'
import type { NameParts } from './names.ts'
import { XML_NAMESPACE, XMLNS_NAMESPACE } from './namespaces.ts'
import { decodeLineEnds, decodeText, decodeValue } from './references.ts'
import {
  ATTRIBUTE,
  ATTRIBUTE_AT,
  ELEMENT,
  ENCODED,
  END_AT,
  NAME_AT,
  PARENT_AT,
  PLAIN,
  RUN,
  RUN_AT,
  RUN_END_AT,
  SCOPE_AT,
  type Tape,
} from './tape.ts'

/** An element as a view of the tape: made when asked for, and it cuts strings only for what is read. */
export class TapeElement implements XmlElement {
  readonly #tape: Tape
  readonly #index: number
  readonly #parts: NameParts
  #children: readonly XmlElement[] | undefined
  #attributes: readonly XmlAttribute[] | undefined

  constructor(tape: Tape, index: number) {
    this.#tape = tape
    this.#index = index
    this.#parts = nameOf(tape, index)
  }

  get name(): string {
    return this.#parts.name
  }

  get localName(): string {
    return this.#parts.localName
  }

  get prefix(): string {
    return this.#parts.prefix
  }

  get namespace(): string | undefined {
    return this.resolve(this.#parts.prefix)
  }

  get attributes(): readonly XmlAttribute[] {
    this.#attributes ??= this.#ownAttributes()
    return this.#attributes
  }

  get children(): readonly XmlElement[] {
    this.#children ??= childrenOf(this.#tape, this.#index)
    return this.#children
  }

  get text(): string {
    return textOf(this.#tape, this.#index)
  }

  attribute(localName: string): string | undefined {
    const tape = this.#tape
    const end = attributesEnd(tape, this.#index)
    let prefixed: number | undefined
    for (let at = number(tape, this.#index, ATTRIBUTE_AT); at < end; at++) {
      const id = tape.attributes[at * ATTRIBUTE] ?? 0
      const parts = tape.names[id]
      if (parts?.localName !== localName || tape.nameKinds[id] === 1) continue
      if (parts.prefix === '') return valueAt(tape, at)
      prefixed ??= at
    }
    return prefixed === undefined ? undefined : valueAt(tape, prefixed)
  }

  child(localName: string): XmlElement | undefined {
    return this.children.find(child => child.localName === localName)
  }

  all(localName: string): readonly XmlElement[] {
    return this.children.filter(child => child.localName === localName)
  }

  resolve(prefix: string): string | undefined {
    return resolveIn(this.#tape, number(this.#tape, this.#index, SCOPE_AT), prefix)
  }

  #ownAttributes(): readonly XmlAttribute[] {
    const tape = this.#tape
    const found: XmlAttribute[] = []
    const end = attributesEnd(tape, this.#index)
    for (let at = number(tape, this.#index, ATTRIBUTE_AT); at < end; at++) {
      const id = tape.attributes[at * ATTRIBUTE] ?? 0
      const parts = tape.names[id]
      if (parts === undefined || tape.nameKinds[id] === 1) continue
      const { name, localName, prefix } = parts
      const value = valueAt(tape, at)
      const namespace = prefix === '' ? undefined : this.resolve(prefix)
      found.push(namespace === undefined ? { name, localName, value } : { name, localName, namespace, value })
    }
    return found
  }
}

const NO_NAME: NameParts = { name: '', prefix: '', localName: '' }
const NO_CHILDREN: readonly XmlElement[] = []

function number(tape: Tape, index: number, field: number): number {
  return tape.elements[index * ELEMENT + field] ?? 0
}

function nameOf(tape: Tape, index: number): NameParts {
  return tape.names[number(tape, index, NAME_AT)] ?? NO_NAME
}

function childrenOf(tape: Tape, index: number): readonly XmlElement[] {
  const end = number(tape, index, END_AT)
  if (end === index + 1) return NO_CHILDREN
  const children: XmlElement[] = []
  for (let at = index + 1; at < end; at = number(tape, at, END_AT)) children.push(new TapeElement(tape, at))
  return children
}

/** The attributes of an element end where those of the next one on the tape begin. */
function attributesEnd(tape: Tape, index: number): number {
  return index + 1 < tape.elementCount ? number(tape, index + 1, ATTRIBUTE_AT) : tape.attributeCount
}

function valueAt(tape: Tape, at: number): string {
  const { attributes, text } = tape
  const raw = text.slice(attributes[at * ATTRIBUTE + 1], attributes[at * ATTRIBUTE + 2])
  return attributes[at * ATTRIBUTE + 3] === ENCODED ? decodeValue(raw) : raw
}

/** The element's own runs are those before, between and behind its children. */
function textOf(tape: Tape, index: number): string {
  const end = number(tape, index, END_AT)
  let from = number(tape, index, RUN_AT)
  let joined = ''
  for (let child = index + 1; child < end; child = number(tape, child, END_AT)) {
    joined += runsBetween(tape, from, number(tape, child, RUN_AT))
    from = number(tape, child, RUN_END_AT)
  }
  return joined + runsBetween(tape, from, number(tape, index, RUN_END_AT))
}

function runsBetween(tape: Tape, from: number, end: number): string {
  let joined = ''
  for (let at = from; at < end; at++) joined += runAt(tape, at)
  return joined
}

function runAt({ runs, text }: Tape, at: number): string {
  const raw = text.slice(runs[at * RUN], runs[at * RUN + 1])
  const kind = runs[at * RUN + 2]
  if (kind === PLAIN) return raw
  return kind === ENCODED ? decodeText(raw) : decodeLineEnds(raw)
}

/** Walks outward over the elements that declare something. */
function resolveIn(tape: Tape, scope: number, prefix: string): string | undefined {
  if (prefix === 'xml') return XML_NAMESPACE
  if (prefix === 'xmlns') return XMLNS_NAMESPACE
  for (let here = scope; here !== -1; here = outerScope(tape, here)) {
    const end = attributesEnd(tape, here)
    for (let at = number(tape, here, ATTRIBUTE_AT); at < end; at++) {
      const id = tape.attributes[at * ATTRIBUTE] ?? 0
      if (tape.nameKinds[id] !== 1) continue
      const parts = tape.names[id] ?? NO_NAME
      if ((parts.prefix === '' ? '' : parts.localName) !== prefix) continue
      const namespace = valueAt(tape, at)
      return namespace === '' ? undefined : namespace
    }
  }
  return undefined
}

function outerScope(tape: Tape, element: number): number {
  const parent = tape.elements[element * ELEMENT + PARENT_AT] ?? -1
  return parent === -1 ? -1 : number(tape, parent, SCOPE_AT)
}
