import type { XmlAttribute, XmlElement } from './element.ts'
import { DECLARES } from './known-names.ts'
import type { NameParts } from './names.ts'
import { XML_NAMESPACE, XMLNS_NAMESPACE } from './namespaces.ts'
import type { PlainData } from './plain.ts'
import { plainOf } from './plain-of.ts'
import type { AttributeRule, RuledData } from './ruled.ts'
import { ruledOf } from './ruled-of.ts'
import {
  ATTRIBUTE_SIZE,
  behind,
  contentIn,
  type Declaring,
  ELEMENT_SIZE,
  endIn,
  isRun,
  nameIn,
  runAt,
  type Tape,
  valueAt,
} from './tape.ts'

/** An element as a view of the tape: made when asked for, and it cuts strings only for what is read. */
export class TapeElement implements XmlElement {
  readonly #tape: Tape
  readonly #at: number
  #children: readonly XmlElement[] | undefined

  constructor(tape: Tape, at: number) {
    this.#tape = tape
    this.#at = at
  }

  get name(): string {
    return nameAt(this.#tape, this.#at).name
  }

  get localName(): string {
    return nameAt(this.#tape, this.#at).localName
  }

  get prefix(): string {
    return nameAt(this.#tape, this.#at).prefix
  }

  get namespace(): string | undefined {
    return this.resolve(this.prefix)
  }

  get attributes(): readonly XmlAttribute[] {
    return attributesOf(this.#tape, this.#at)
  }

  get children(): readonly XmlElement[] {
    this.#children ??= childrenOf(this.#tape, this.#at)
    return this.#children
  }

  get text(): string {
    return textOf(this.#tape, this.#at)
  }

  attribute(localName: string): string | undefined {
    const tape = this.#tape
    const end = contentIn(tape.numbers, this.#at)
    let prefixed: number | undefined
    for (let at = this.#at + ELEMENT_SIZE; at < end; at += ATTRIBUTE_SIZE) {
      const parts = nameAt(tape, at)
      if (parts.localName !== localName || declares(tape, at)) continue
      if (parts.prefix === '') return valueAt(tape.source, tape.numbers, at)
      prefixed ??= at
    }
    return prefixed === undefined ? undefined : valueAt(tape.source, tape.numbers, prefixed)
  }

  attributeNamed(name: string): string | undefined {
    const tape = this.#tape
    const end = contentIn(tape.numbers, this.#at)
    for (let at = this.#at + ELEMENT_SIZE; at < end; at += ATTRIBUTE_SIZE) {
      if (nameAt(tape, at).name === name && !declares(tape, at)) return valueAt(tape.source, tape.numbers, at)
    }
    return undefined
  }

  child(localName: string): XmlElement | undefined {
    return this.children.find(child => child.localName === localName)
  }

  hasChild(localNames: ReadonlySet<string>): boolean {
    const tape = this.#tape
    const { numbers } = tape
    const end = endIn(numbers, this.#at)
    for (let part = contentIn(numbers, this.#at); part < end; part = behind(numbers, part)) {
      if (!isRun(numbers, part) && localNames.has(nameAt(tape, part).localName)) return true
    }
    return false
  }

  all(localName: string): readonly XmlElement[] {
    return this.children.filter(child => child.localName === localName)
  }

  resolve(prefix: string): string | undefined {
    return resolveIn(this.#tape, this.#at, prefix)
  }

  toPlain(): PlainData {
    return plainOf(this.#tape, this.#at)
  }

  toRuled(rule: AttributeRule): RuledData {
    const tape = this.#tape
    return ruledOf(tape, this.#at, rule, (at, prefix) => resolveIn(tape, at, prefix))
  }
}

const NO_PARTS: NameParts = { name: '', prefix: '', localName: '' }
const NO_CHILDREN: readonly XmlElement[] = []

/** The name of an element or an attribute. */
function nameAt({ names, numbers }: Tape, at: number): NameParts {
  return names.parts[nameIn(numbers, at)] ?? NO_PARTS
}

function declares({ names, numbers }: Tape, attribute: number): boolean {
  return ((names.kinds[nameIn(numbers, attribute)] ?? 0) & DECLARES) !== 0
}

function attributesOf(tape: Tape, element: number): readonly XmlAttribute[] {
  const found: XmlAttribute[] = []
  const end = contentIn(tape.numbers, element)
  for (let at = element + ELEMENT_SIZE; at < end; at += ATTRIBUTE_SIZE) {
    if (declares(tape, at)) continue
    const { name, localName, prefix } = nameAt(tape, at)
    const value = valueAt(tape.source, tape.numbers, at)
    const namespace = prefix === '' ? undefined : resolveIn(tape, element, prefix)
    found.push(namespace === undefined ? { name, localName, value } : { name, localName, namespace, value })
  }
  return found
}

function childrenOf(tape: Tape, at: number): readonly XmlElement[] {
  const { numbers } = tape
  const end = endIn(numbers, at)
  let children: XmlElement[] | undefined
  for (let part = contentIn(numbers, at); part < end; part = behind(numbers, part)) {
    if (isRun(numbers, part)) continue
    children ??= []
    children.push(new TapeElement(tape, part))
  }
  return children ?? NO_CHILDREN
}

function textOf(tape: Tape, at: number): string {
  const { numbers } = tape
  const end = endIn(numbers, at)
  let joined = ''
  for (let part = contentIn(numbers, at); part < end; part = behind(numbers, part)) {
    if (isRun(numbers, part)) joined += runAt(tape.source, numbers, part)
  }
  return joined
}

/** Asks the elements around that declare something, the innermost first, which remembers the answer. */
function resolveIn(tape: Tape, element: number, prefix: string): string | undefined {
  if (prefix === 'xml') return XML_NAMESPACE
  if (prefix === 'xmlns') return XMLNS_NAMESPACE
  const innermost = scopeOf(tape, element)
  let namespace: string | undefined
  for (let scope = innermost; scope !== undefined && namespace === undefined; scope = scope.outer) {
    scope.bound ??= new Map(scope.declared)
    namespace = scope.bound.get(prefix)
  }
  namespace ??= tape.outer?.get(prefix) ?? ''
  innermost?.bound?.set(prefix, namespace)
  return namespace === '' ? undefined : namespace
}

/**
 * The innermost element that declares namespaces and holds this one: the last that begins before it, or one of those
 * around that.
 */
function scopeOf({ declaring, numbers }: Tape, element: number): Declaring | undefined {
  let low = 0
  let high = declaring.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((declaring[middle]?.at ?? 0) <= element) low = middle + 1
    else high = middle
  }
  let scope: Declaring | undefined = declaring[low - 1]
  while (scope !== undefined && endIn(numbers, scope.at) <= element) scope = scope.outer
  return scope
}
