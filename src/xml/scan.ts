import {
  AMPERSAND,
  BANG,
  CR,
  EQUALS,
  GREATER,
  HASH,
  isCharacter,
  LESS,
  LOWER_X,
  QUESTION,
  SEMICOLON,
  SLASH,
} from './characters.ts'
import { classes, NAME, ODD, SPACE, TEXT_STOP, VALUE_STOP } from './classes.ts'
import type { Codes } from './codes.ts'
import { Bindings, declarationProblem, type Scope } from './namespaces.ts'
import { decodeValue, digitValue, predefinedEntity } from './references.ts'
import {
  ATTRIBUTE,
  ATTRIBUTE_AT,
  ELEMENT,
  ENCODED,
  END_AT,
  grown,
  LINE_ENDS,
  NAME_AT,
  PARENT_AT,
  PLAIN,
  RUN,
  RUN_AT,
  RUN_END_AT,
  SCOPE_AT,
  SEED,
  step,
  Tape,
} from './tape.ts'

/** The limits that are kept, as `parse` documents them. */
export interface ScanOptions {
  readonly maxDepth: number
  readonly maxNodes: number
  readonly strict: boolean
}

const HYPHEN = 0x2d
const BRACKET_CLOSE = 0x5d
/** Where the scanner is, when it has met something that it does not accept. */
const REFUSED = -1

/**
 * Puts the root element of a text on a tape, in one pass over its code units.
 *
 * Accepts exactly what the grammar (`grammar.ts`) has no problem with, and never says why it refuses: that is the
 * grammar's part, which is asked only then. A law of the tests holds the two against each other.
 */
export class Scanner {
  readonly tape: Tape
  readonly #codes: Codes
  readonly #text: string
  readonly #options: ScanOptions
  #bindings: Bindings | undefined
  readonly #scopes: Scope[] = []
  /** Per name of an attribute: the element that had it last. */
  readonly #lastSeen: number[] = []

  constructor(text: string, codes: Codes, options: ScanOptions) {
    this.#text = text
    this.#codes = codes
    this.#options = options
    this.tape = new Tape(text, codes)
  }

  /** Reads the element that begins at `at`; gives the place behind it, or -1 where it refuses. */
  root(at: number): number {
    const { tape } = this
    const codes = this.#codes
    let open = -1
    let depth = 0
    let here = at
    for (;;) {
      // At a start tag.
      if (++depth > this.#options.maxDepth) return REFUSED
      const index = tape.elementCount
      here = this.#startTag(here, open, index)
      if (here === REFUSED) return REFUSED
      if (codes[here] === SLASH) {
        here += 2
        depth--
        this.#leave(index)
        if (open === -1) return here
      } else {
        here++
        open = index
      }
      // In content, until the next start tag.
      for (;;) {
        here = this.#characterData(here)
        if (here === REFUSED) return REFUSED
        const next = codes[here + 1]
        if (next === SLASH) {
          here = this.#endTag(here + 2, open)
          if (here === REFUSED) return REFUSED
          this.#leave(open)
          depth--
          open = tape.elements[open * ELEMENT + PARENT_AT] ?? -1
          if (open === -1) return here
        } else if (next === BANG) {
          here = codes[here + 2] === HYPHEN ? this.#comment(here) : this.#cdata(here)
          if (here === REFUSED) return REFUSED
        } else if (next === QUESTION) {
          here = this.#processingInstruction(here + 2)
          if (here === REFUSED) return REFUSED
        } else break
      }
    }
  }

  /** From `<` to the `>` or `/>` that ends the tag. */
  #startTag(at: number, parent: number, index: number): number {
    const { tape } = this
    const codes = this.#codes
    let here = at + 1
    let hash = SEED
    let code = codes[here] ?? 0
    while (((classes[code] ?? 0) & NAME) !== 0) {
      hash = step(hash, code)
      code = codes[++here] ?? 0
    }
    const name = tape.nameAt(at + 1, here, hash)
    if (name === -1) return REFUSED
    if ((index + 1) * ELEMENT > tape.elements.length) tape.elements = grown(tape.elements)
    const { elements } = tape
    const base = index * ELEMENT
    elements[base + NAME_AT] = name
    elements[base + PARENT_AT] = parent
    elements[base + END_AT] = 0
    elements[base + ATTRIBUTE_AT] = tape.attributeCount
    elements[base + RUN_AT] = tape.runCount
    elements[base + SCOPE_AT] = parent === -1 ? -1 : (elements[parent * ELEMENT + SCOPE_AT] ?? -1)
    tape.elementCount = index + 1
    if (tape.elementCount + tape.attributeCount > this.#options.maxNodes) return REFUSED
    if (code !== GREATER) {
      here = this.#attributes(here, index)
      if (here === REFUSED) return REFUSED
    }
    const kind = tape.nameKinds[name]
    if (kind !== 0 && !this.#mayStand(name)) return REFUSED
    return here
  }

  /** (S Attribute)* S? up to the `>` or `/>`. */
  #attributes(at: number, index: number): number {
    const codes = this.#codes
    const first = this.tape.attributeCount
    let here = at
    let prefixed = 0
    let declares = false
    for (;;) {
      const from = here
      while (((classes[codes[here] ?? 0] ?? 0) & SPACE) !== 0) here++
      const code = codes[here]
      if (code === GREATER) break
      if (code === SLASH) {
        if (codes[here + 1] !== GREATER) return REFUSED
        break
      }
      if (here === from) return REFUSED
      here = this.#attribute(here, index)
      if (here === REFUSED) return REFUSED
      const kind = this.tape.nameKinds[this.tape.attributes[(this.tape.attributeCount - 1) * ATTRIBUTE] ?? 0]
      if (kind === 1) declares = true
      else if (kind === 2) prefixed++
    }
    if (declares && !this.#declare(first, index)) return REFUSED
    if (prefixed > 0 && !this.#checkPrefixed(first, prefixed)) return REFUSED
    return here
  }

  /** Name Eq AttValue */
  #attribute(at: number, index: number): number {
    const { tape } = this
    const codes = this.#codes
    let here = at
    let hash = SEED
    let code = codes[here] ?? 0
    while (((classes[code] ?? 0) & NAME) !== 0) {
      hash = step(hash, code)
      code = codes[++here] ?? 0
    }
    const name = tape.nameAt(at, here, hash)
    if (name === -1 || this.#lastSeen[name] === index) return REFUSED
    this.#lastSeen[name] = index
    while (((classes[code] ?? 0) & SPACE) !== 0) code = codes[++here] ?? 0
    if (code !== EQUALS) return REFUSED
    code = codes[++here] ?? 0
    while (((classes[code] ?? 0) & SPACE) !== 0) code = codes[++here] ?? 0
    if (code !== 0x22 && code !== 0x27) return REFUSED
    return this.#value(here + 1, code, name)
  }

  /** AttValue behind its quote. */
  #value(start: number, quote: number, name: number): number {
    const { tape } = this
    const codes = this.#codes
    let kind = PLAIN
    let here = start
    for (;;) {
      const code = codes[here] ?? 0
      if (((classes[code] ?? 0) & VALUE_STOP) === 0) {
        here++
        continue
      }
      if (code === quote) break
      if (code === LESS) return REFUSED
      if (code === AMPERSAND) {
        kind = ENCODED
        here = this.#reference(here)
        if (here === REFUSED) return REFUSED
      } else if (((classes[code] ?? 0) & ODD) !== 0) {
        if (!this.#isPair(here)) return REFUSED
        here += 2
      } else {
        if (code <= CR) kind = ENCODED
        here++
      }
    }
    const at = tape.attributeCount
    if ((at + 1) * ATTRIBUTE > tape.attributes.length) tape.attributes = grown(tape.attributes)
    const { attributes } = tape
    attributes[at * ATTRIBUTE] = name
    attributes[at * ATTRIBUTE + 1] = start
    attributes[at * ATTRIBUTE + 2] = here
    attributes[at * ATTRIBUTE + 3] = kind
    tape.attributeCount = at + 1
    if (tape.elementCount + tape.attributeCount > this.#options.maxNodes) return REFUSED
    return here + 1
  }

  /** Character data up to the next `<`. */
  #characterData(start: number): number {
    const codes = this.#codes
    let kind = PLAIN
    let here = start
    for (;;) {
      const code = codes[here] ?? 0
      if (((classes[code] ?? 0) & TEXT_STOP) === 0) {
        here++
        continue
      }
      if (code === LESS) break
      if (code === AMPERSAND) {
        kind = ENCODED
        here = this.#reference(here)
        if (here === REFUSED) return REFUSED
      } else if (code === BRACKET_CLOSE) {
        if (codes[here + 1] === BRACKET_CLOSE && codes[here + 2] === GREATER) return REFUSED
        here++
      } else if (code === CR) {
        kind = ENCODED
        here++
      } else {
        if (!this.#isPair(here)) return REFUSED
        here += 2
      }
    }
    if (here > start) this.#addRun(start, here, kind)
    return here
  }

  #addRun(start: number, end: number, kind: number): void {
    const { tape } = this
    const at = tape.runCount
    if ((at + 1) * RUN > tape.runs.length) tape.runs = grown(tape.runs)
    const { runs } = tape
    runs[at * RUN] = start
    runs[at * RUN + 1] = end
    runs[at * RUN + 2] = kind
    tape.runCount = at + 1
  }

  /** The name behind `</`, which must be that of the open element, then S? and `>`. */
  #endTag(at: number, open: number): number {
    const { tape } = this
    const codes = this.#codes
    const name = tape.names[tape.elements[open * ELEMENT + NAME_AT] ?? 0]?.name ?? ''
    let here = at
    for (let index = 0; index < name.length; index++) {
      if (codes[here++] !== name.charCodeAt(index)) return REFUSED
    }
    if (codes[here] === GREATER) return here + 1
    while (((classes[codes[here] ?? 0] ?? 0) & SPACE) !== 0) here++
    return codes[here] === GREATER ? here + 1 : REFUSED
  }

  #leave(index: number): void {
    const { tape } = this
    tape.elements[index * ELEMENT + END_AT] = tape.elementCount
    tape.elements[index * ELEMENT + RUN_END_AT] = tape.runCount
    if (this.#bindings === undefined || tape.elements[index * ELEMENT + SCOPE_AT] !== index) return
    const scope = this.#scopes.pop()
    if (scope !== undefined) this.#bindings.leave(scope)
  }

  #comment(at: number): number {
    const codes = this.#codes
    if (codes[at + 3] !== HYPHEN) return REFUSED
    let here = at + 4
    for (;;) {
      const code = codes[here] ?? 0
      if (code === HYPHEN && codes[here + 1] === HYPHEN) return codes[here + 2] === GREATER ? here + 3 : REFUSED
      if (((classes[code] ?? 0) & ODD) === 0) here++
      else if (this.#isPair(here)) here += 2
      else return REFUSED
    }
  }

  #cdata(at: number): number {
    if (!this.#text.startsWith('<![CDATA[', at)) return REFUSED
    const codes = this.#codes
    const start = at + 9
    let kind = PLAIN
    let here = start
    for (;;) {
      const code = codes[here] ?? 0
      if (code === BRACKET_CLOSE && codes[here + 1] === BRACKET_CLOSE && codes[here + 2] === GREATER) break
      if (code === CR) kind = LINE_ENDS
      if (((classes[code] ?? 0) & ODD) === 0) here++
      else if (this.#isPair(here)) here += 2
      else return REFUSED
    }
    if (here > start) this.#addRun(start, here, kind)
    return here + 3
  }

  /** Behind `<?`: a target that is not xml and has no colon, then `?>` or S and anything up to `?>`. */
  #processingInstruction(at: number): number {
    const codes = this.#codes
    let here = at
    let hash = SEED
    while (((classes[codes[here] ?? 0] ?? 0) & NAME) !== 0) hash = step(hash, codes[here++] ?? 0)
    const parts = this.tape.names[this.tape.nameAt(at, here, hash)]
    if (parts === undefined || parts.prefix !== '' || parts.name.toLowerCase() === 'xml') return REFUSED
    if (((classes[codes[here] ?? 0] ?? 0) & SPACE) === 0 && codes[here] !== QUESTION) return REFUSED
    if (codes[here] === QUESTION && codes[here + 1] !== GREATER) return REFUSED
    for (;;) {
      const code = codes[here] ?? 0
      if (code === QUESTION && codes[here + 1] === GREATER) return here + 2
      if (((classes[code] ?? 0) & ODD) === 0) here++
      else if (this.#isPair(here)) here += 2
      else return REFUSED
    }
  }

  /** Whether two halves of a pair stand here. Anything else that is odd is forbidden. */
  #isPair(at: number): boolean {
    const [high = 0, low = 0] = [this.#codes[at], this.#codes[at + 1]]
    return high >= 0xd800 && high <= 0xdbff && low >= 0xdc00 && low <= 0xdfff
  }

  /** From `&` to behind the `;`. */
  #reference(at: number): number {
    const codes = this.#codes
    if (codes[at + 1] === HASH) return this.#characterReference(at + 2)
    let here = at + 1
    while (((classes[codes[here] ?? 0] ?? 0) & NAME) !== 0 && here - at <= 5) here++
    if (codes[here] !== SEMICOLON || predefinedEntity(this.#text.slice(at + 1, here)) === undefined) return REFUSED
    return here + 1
  }

  #characterReference(at: number): number {
    const codes = this.#codes
    const isHex = codes[at] === LOWER_X
    const base = isHex ? 16 : 10
    const start = isHex ? at + 1 : at
    let here = start
    let value = 0
    for (let digit = digitValue(codes[here] ?? 0); digit < base; digit = digitValue(codes[++here] ?? 0)) {
      value = Math.min(value * base + digit, 0x110000)
    }
    return here > start && codes[here] === SEMICOLON && isCharacter(value) ? here + 1 : REFUSED
  }

  /** Binds what the attributes from `first` on declare. */
  #declare(first: number, index: number): boolean {
    const { tape } = this
    const declared = new Map<string, string>()
    for (let at = first; at < tape.attributeCount; at++) {
      const name = tape.attributes[at * ATTRIBUTE] ?? 0
      if (tape.nameKinds[name] !== 1) continue
      const parts = tape.names[name]
      const prefix = parts === undefined || parts.prefix === '' ? '' : parts.localName
      const value = this.#valueOf(at)
      if (declarationProblem(prefix, value) !== undefined) return false
      declared.set(prefix, value)
    }
    const scope = { outer: undefined, declared }
    this.#bindings ??= new Bindings()
    this.#bindings.enter(scope)
    this.#scopes.push(scope)
    tape.elements[index * ELEMENT + SCOPE_AT] = index
    return true
  }

  #valueOf(at: number): string {
    const { attributes } = this.tape
    return decodeValue(this.#text.slice(attributes[at * ATTRIBUTE + 1], attributes[at * ATTRIBUTE + 2]))
  }

  /** An element or attribute with a prefix: never `xmlns`, and in strict reading one that is bound. */
  #mayStand(name: number): boolean {
    const { tape } = this
    const prefix = tape.names[name]?.prefix ?? ''
    if (prefix === 'xmlns') return false
    if (prefix === '' || !this.#options.strict || prefix === 'xml') return true
    return this.#bindings?.resolve(prefix) !== undefined
  }

  /** Of attributes with prefixes: all may stand, and no two are the same name in the same namespace. */
  #checkPrefixed(first: number, prefixed: number): boolean {
    const { tape } = this
    const seen = prefixed > 1 ? new Map<string, Set<string>>() : undefined
    for (let at = first; at < tape.attributeCount; at++) {
      const name = tape.attributes[at * ATTRIBUTE] ?? 0
      if (tape.nameKinds[name] !== 2) continue
      if (this.#options.strict && !this.#mayStand(name)) return false
      if (seen === undefined) continue
      const { prefix = '', localName = '' } = tape.names[name] ?? {}
      const namespace = prefix === 'xml' ? prefix : this.#bindings?.resolve(prefix)
      if (namespace === undefined) continue
      const namespaces = seen.get(localName)
      if (namespaces === undefined) seen.set(localName, new Set([namespace]))
      else if (namespaces.size === namespaces.add(namespace).size) return false
    }
    return true
  }
}
