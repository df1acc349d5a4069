import {
  AMPERSAND,
  BANG,
  CR,
  DOUBLE_QUOTE,
  EQUALS,
  GREATER,
  HASH,
  isCharacter,
  LESS,
  LOWER_X,
  QUESTION,
  SEMICOLON,
  SINGLE_QUOTE,
  SLASH,
} from './characters.ts'
import { classes, NAME, ODD, SPACE, TEXT_STOP, VALUE_STOP } from './classes.ts'
import { DECLARES, type KnownNames, NO_NAME, PREFIXED, WIDE } from './known-names.ts'
import { Bindings, declarationProblem } from './namespaces.ts'
import { digitValue, entityEnd } from './references.ts'
import type { Source } from './source.ts'
import {
  ATTRIBUTE,
  ATTRIBUTE_SIZE,
  BLANK,
  type Declaring,
  ELEMENT_SIZE,
  ENCODED,
  LINE_ENDS,
  nameIn,
  PLAIN,
  RUN_SIZE,
  valueAt,
} from './tape.ts'

/** The limits that are kept, as `parse` documents them. */
export interface ScanOptions {
  readonly maxDepth: number
  readonly maxNodes: number
  readonly strict: boolean
}

/** A byte that no document has. */
const NEVER = 0x7fff_ffff

/** How far apart the places are, at the least, that the source is told of. */
const MARK_DISTANCE = 2_048

const NO_QUOTES = [undefined, undefined] as const

const HYPHEN = 0x2d
const BRACKET_CLOSE = 0x5d
/** Where the scanner is, when it has met something that it does not accept. */
export const REFUSED = -1

/** Where a root element begins. */
export interface Place {
  /** Its first byte. */
  readonly at: number
  /** By how many the bytes before it are more than the units of a string. */
  readonly surplus: number
}

/**
 * Writes elements on a tape, from the bytes of a document in one pass; `scan` and the sieve are its users.
 *
 * Its fields are private by their type only, and the table of classes is a variable of each loop: V8 needs half as long
 * again for `#fields`, and a look at the module for each byte otherwise.
 *
 * Nothing is read behind the last `>` of the bytes, and no text behind the last `<`: a look beyond the end would not
 * only find nothing, V8 would also make every later look a slower one.
 */
export class Scanner {
  names: KnownNames
  declaring: Declaring[] = []
  numbers: Int32Array
  source: Source
  private bytes: Uint8Array
  private readonly options: ScanOptions
  /** How much of the tape is written. */
  private end = 0
  /** By how many the bytes read so far are more than the units of a string. */
  private surplus: number
  /** Where the last `>` and `<` are, without which no tag and no text can end. */
  private lastGreater: number
  private lastLess: number
  /** Where the last quotes are, double and single; looked for when the first is seen. */
  private lastQuotes: readonly [number | undefined, number | undefined] = NO_QUOTES
  /** The byte from which on the source wants to know the unit. */
  private nextMark: number
  /** How many elements and attributes may still come. */
  private left: number
  /** What prefixes mean here; made when somebody asks, which few documents want. */
  private bindings: Bindings | undefined
  /** How many of the scopes were open before what is being read. */
  private base = 0
  /** The open elements that declare namespaces, and what they declare. */
  private readonly scopes: Declaring[] = []

  /** What `token` has read last: its name, for a start tag that is no empty element; else 0. */
  opened = NO_NAME
  /** Whether it was an end tag. */
  closed = false

  constructor(source: Source, { surplus }: Place, options: ScanOptions, names: KnownNames, numbers: Int32Array) {
    this.source = source
    this.bytes = source.bytes
    this.options = options
    this.names = names
    this.numbers = numbers
    this.surplus = surplus
    this.lastGreater = source.bytes.lastIndexOf(GREATER)
    this.lastLess = source.bytes.lastIndexOf(LESS)
    this.nextMark = surplus === 0 ? NEVER : 0
    this.left = options.maxNodes
  }

  /** Goes on in other bytes, in which the same document continues. */
  goOn(source: Source): void {
    this.source = source
    this.bytes = source.bytes
    this.surplus = 0
    this.lastGreater = source.bytes.lastIndexOf(GREATER)
    this.lastLess = source.bytes.lastIndexOf(LESS)
    this.lastQuotes = NO_QUOTES
    this.nextMark = NEVER
  }

  /**
   * Reads the element that begins at byte `at`; gives the place behind it, or -1 where it refuses.
   *
   * One loop for elements and their content, over a stack of the open ones. Start tags without attributes, plain text
   * and end tags are most of any reply and are read right here; whatever else comes is left to the methods below.
   */
  root(at: number): number {
    const { bytes, names, lastGreater, lastLess } = this
    const { maxDepth } = this.options
    const table = classes
    if (at > lastGreater) return REFUSED
    let { numbers } = this
    this.base = this.scopes.length
    this.declaring = []
    this.left = this.options.maxNodes
    let end = 0
    let here = at
    /** The innermost element whose end has not come yet. Its second number is the one around it until then. */
    let open = -1
    let depth = 0
    /** Where the names are asked for a guess at the next start tag. */
    let hint = 0
    for (;;) {
      // At a start tag.
      if (depth >= maxDepth || --this.left < 0) return REFUSED
      const start = ++here
      let name = names.tags[hint] ?? NO_NAME
      const { pool } = names
      let place = names.places[name * 2] ?? 0
      const behind = place + (names.places[name * 2 + 1] ?? 0)
      while (place < behind && bytes[here] === pool[place]) {
        here++
        place++
      }
      if (place < behind || name === NO_NAME || ((table[bytes[here] ?? 0] ?? 0) & NAME) !== 0) {
        name = names.find(bytes, start)
        if (name === NO_NAME) return REFUSED
        names.tags[hint] = name
        here = start + (names.places[name * 2 + 1] ?? 0)
      }
      if (end + ELEMENT_SIZE > numbers.length) numbers = this.grow(here)
      const element = end
      numbers[element] = name
      end += ELEMENT_SIZE
      if (bytes[here] !== GREATER || names.kinds[name] !== 0) {
        this.end = end
        here = this.restOfTag(here, name, element)
        if (here === REFUSED) return REFUSED
        numbers = this.numbers
        end = this.end
      }
      if (bytes[here] === GREATER) {
        numbers[element + 1] = open
        open = element
        depth++
        here++
        hint = name * 2
      } else {
        numbers[element + 1] = end
        this.leave(element)
        here += 2
        hint = name * 2 + 1
        if (open === -1) {
          this.end = end
          return here
        }
      }
      // In content, until the next start tag.
      for (;;) {
        if (here > lastLess) return REFUSED
        if (bytes[here] !== LESS) {
          const first = here
          while (((table[bytes[here] ?? 0] ?? 0) & TEXT_STOP) === 0) here++
          if (bytes[here] === LESS) {
            const isBlank = ((table[bytes[first] ?? 0] ?? 0) & SPACE) !== 0 && this.behindSpace(first) === here
            if (first >= this.nextMark) this.mark(first)
            if (end + RUN_SIZE > numbers.length) numbers = this.grow(here)
            numbers[end] = ~((first - this.surplus) * 4 + (isBlank ? BLANK : PLAIN))
            numbers[end + 1] = here - this.surplus
            end += RUN_SIZE
          } else {
            this.end = end
            here = this.characterData(first, here)
            if (here === REFUSED) return REFUSED
            numbers = this.numbers
            end = this.end
          }
        }
        if (here > lastGreater) return REFUSED
        const next = bytes[here + 1]
        if (next === SLASH) {
          name = numbers[open] ?? NO_NAME
          const { pool } = names
          let place = names.places[name * 2] ?? 0
          const behind = place + (names.places[name * 2 + 1] ?? 0)
          here += 2
          while (place < behind && bytes[here] === pool[place]) {
            here++
            place++
          }
          if (place < behind) return REFUSED
          if (bytes[here] !== GREATER || names.kinds[name] !== 0) {
            here = this.restOfEndTag(here, name)
            if (here === REFUSED) return REFUSED
          }
          here++
          this.leave(open)
          const outer = numbers[open + 1] ?? -1
          numbers[open + 1] = end
          if (outer === -1) {
            this.end = end
            return here
          }
          open = outer
          depth--
          hint = name * 2 + 1
        } else if (next === BANG || next === QUESTION) {
          this.end = end
          here = next === QUESTION ? this.processingInstruction(here + 2) : this.commentOrCdata(here)
          if (here === REFUSED) return REFUSED
          numbers = this.numbers
          end = this.end
        } else break
      }
    }
  }

  /**
   * Reads one piece of content around the elements that `root` reads: a tag, text, a comment and so on; gives the place
   * behind it, or -1. Nothing of it stays on the tape. `opened` and `closed` tell of tags, and what a start tag declares
   * is bound until `leaveTo`.
   *
   * @param open the name of the innermost open element, which an end tag must have
   */
  token(at: number, open: number): number {
    this.opened = NO_NAME
    this.closed = false
    this.declaring = [] // that of the last element belongs to its tape
    this.end = 0
    this.left = this.options.maxNodes
    this.base = this.scopes.length
    const { bytes } = this
    if (at > this.lastLess) return REFUSED
    if (bytes[at] !== LESS) {
      let here = at
      while (((classes[bytes[here] ?? 0] ?? 0) & TEXT_STOP) === 0) here++
      return this.characterData(at, here)
    }
    if (at > this.lastGreater) return REFUSED
    const next = bytes[at + 1]
    if (next === BANG) return this.commentOrCdata(at)
    if (next === QUESTION) return this.processingInstruction(at + 2)
    return next === SLASH ? this.outerEndTag(at + 2, open) : this.outerStartTag(at + 1)
  }

  private outerEndTag(at: number, open: number): number {
    const { names } = this
    if (names.find(this.bytes, at) !== open) return REFUSED
    const end = this.restOfEndTag(at + (names.places[open * 2 + 1] ?? 0), open)
    this.closed = end !== REFUSED
    return end === REFUSED ? REFUSED : end + 1
  }

  private outerStartTag(at: number): number {
    const { names } = this
    const name = names.find(this.bytes, at)
    if (name === NO_NAME) return REFUSED
    this.end = ELEMENT_SIZE
    const end = this.restOfTag(at + (names.places[name * 2 + 1] ?? 0), name, 0)
    if (end === REFUSED || this.bytes[end] === GREATER) {
      this.opened = end === REFUSED ? NO_NAME : name
      return end === REFUSED ? REFUSED : end + 1
    }
    this.leaveTo(this.base)
    return end + 2
  }

  /** How many of the open elements declare namespaces. */
  get scopeCount(): number {
    return this.scopes.length
  }

  /** Ends what the innermost elements have declared, until so many that declare are left. */
  leaveTo(count: number): void {
    while (this.scopes.length > count) {
      const inner = this.scopes.pop()
      if (inner !== undefined) this.bindings?.leave(inner.declared)
    }
  }

  /** What prefixes mean at the place of the scanner. */
  around(): ReadonlyMap<string, string> | undefined {
    return this.scopes.length === 0 ? undefined : this.bound.copy()
  }

  /** The tape of the element that `root` has read, in memory of its own. */
  copied(): Int32Array {
    this.finish()
    return this.numbers.slice(0, this.end + 1)
  }

  /** Behind the last element must stand something that is no attribute; on the desk that may be an older tape. */
  finish(): void {
    if (this.end === this.numbers.length) this.grow(this.bytes.length)
    this.numbers[this.end] = 0
  }

  /** A name with characters beyond ASCII has just ended. */
  private widenBehind(at: number, name: number): void {
    this.widen(at - (this.names.places[name * 2 + 1] ?? 0), this.names.surpluses[name] ?? 0)
  }

  /** Behind a place the bytes are by so many more than the units. The source must know of the first such place. */
  private widen(at: number, by: number): void {
    if (by === 0) return
    if (this.nextMark === NEVER) this.mark(at)
    this.surplus += by
  }

  private mark(at: number): void {
    this.source.mark(at, at - this.surplus)
    this.nextMark = at + MARK_DISTANCE
  }

  /** Makes room for what the document so far lets expect: new memory is slow, and to copy it twice is slower. */
  private grow(here: number): Int32Array {
    const { numbers } = this
    const expected = Math.ceil((numbers.length / here) * this.bytes.length * 1.1)
    const larger = new Int32Array(Math.max(numbers.length * 2, Math.min(expected, this.bytes.length >> 1)))
    larger.set(numbers)
    this.numbers = larger
    return larger
  }

  /** From behind the name of a start tag to the `>` or `/>` that ends it. */
  private restOfTag(at: number, name: number, element: number): number {
    const kind = this.names.kinds[name] ?? 0
    if ((kind & WIDE) !== 0) this.widenBehind(at, name)
    const here = this.bytes[at] === GREATER ? at : this.attributes(at, name, element)
    if ((kind & (PREFIXED | DECLARES)) !== 0 && here !== REFUSED && !this.mayStand(name)) return REFUSED
    return here
  }

  /** From behind the name of an end tag to its `>`. */
  private restOfEndTag(at: number, name: number): number {
    if (((this.names.kinds[name] ?? 0) & WIDE) !== 0) this.widenBehind(at, name)
    const here = this.behindSpace(at)
    return this.bytes[here] === GREATER ? here : REFUSED
  }

  private behindSpace(at: number): number {
    const { bytes } = this
    const table = classes
    let here = at
    while (((table[bytes[here] ?? 0] ?? 0) & SPACE) !== 0) here++
    return here
  }

  /** The element has ended, and with it what it declared. */
  private leave(element: number): void {
    if (this.scopes.length === this.base) return
    const inner = this.scopes.at(-1)
    if (inner?.at !== element) return
    this.scopes.pop()
    this.bindings?.leave(inner.declared)
  }

  /** (S Attribute)* S? up to the `>` or `/>`. */
  private attributes(at: number, tag: number, element: number): number {
    const { bytes, names } = this
    const table = classes
    const tagCount = ++names.tagCount
    let here = at
    let prefixed = 0
    let declares = false
    let before = tag
    for (;;) {
      const from = here
      if (here > this.lastGreater) return REFUSED
      while (((table[bytes[here] ?? 0] ?? 0) & SPACE) !== 0) here++
      if (bytes[here] === GREATER) break
      if (bytes[here] === SLASH) {
        if (bytes[here + 1] !== GREATER) return REFUSED
        break
      }
      if (here === from) return REFUSED
      const name = this.attributeName(here, before)
      if (name === NO_NAME || names.lastTags[name] === tagCount || --this.left < 0) return REFUSED
      names.lastTags[name] = tagCount
      before = name
      const kind = names.kinds[name] ?? 0
      if ((kind & WIDE) !== 0) this.widen(here, names.surpluses[name] ?? 0)
      if ((kind & DECLARES) !== 0) declares = true
      else if ((kind & PREFIXED) !== 0) prefixed++
      here = this.value(here + (names.places[name * 2 + 1] ?? 0), name)
      if (here === REFUSED) return REFUSED
    }
    if (declares && !this.declare(element)) return REFUSED
    if ((prefixed > 1 || (prefixed > 0 && this.options.strict)) && !this.checkPrefixed(element)) return REFUSED
    return here
  }

  /** The number of the name at `at`, compared first with the one that stood behind the same name the last time. */
  private attributeName(at: number, before: number): number {
    const { bytes, names } = this
    const { pool } = names
    const guess = names.attributes[before] ?? NO_NAME
    let place = names.places[guess * 2] ?? 0
    const behind = place + (names.places[guess * 2 + 1] ?? 0)
    let here = at
    while (place < behind && bytes[here] === pool[place]) {
      here++
      place++
    }
    if (place === behind && ((classes[bytes[here] ?? 0] ?? 0) & NAME) === 0) return guess
    const name = names.find(bytes, at)
    names.attributes[before] = name
    return name
  }

  /** Eq AttValue, to behind its second quote. */
  private value(at: number, name: number): number {
    const { bytes } = this
    const table = classes
    let here = bytes[at] === EQUALS ? at : this.behindSpace(at)
    if (bytes[here] !== EQUALS) return REFUSED
    here = this.behindSpace(here + 1)
    const quote = bytes[here] ?? 0
    if (quote !== DOUBLE_QUOTE && quote !== SINGLE_QUOTE) return REFUSED
    if (here >= this.lastQuote(quote)) return REFUSED
    if (++here >= this.nextMark) this.mark(here)
    const first = here - this.surplus
    let kind = PLAIN
    for (;;) {
      while (((table[bytes[here] ?? 0] ?? 0) & VALUE_STOP) === 0) here++
      const byte = bytes[here] ?? 0
      if (byte === quote) break
      if (byte === LESS) return REFUSED
      if (byte === AMPERSAND) {
        kind = ENCODED
        here = this.reference(here)
      } else if (((table[byte] ?? 0) & ODD) !== 0) {
        here = this.wide(here)
      } else {
        if (byte <= CR) kind = ENCODED
        here++
      }
      if (here === REFUSED) return REFUSED
    }
    const { end } = this
    if (end + ATTRIBUTE_SIZE > this.numbers.length) this.grow(here)
    const { numbers } = this
    numbers[end] = name | ATTRIBUTE
    numbers[end + 1] = first * 4 + kind
    numbers[end + 2] = here - this.surplus
    this.end = end + ATTRIBUTE_SIZE
    return here + 1
  }

  private lastQuote(quote: number): number {
    const [double, single] = this.lastQuotes
    const known = quote === DOUBLE_QUOTE ? double : single
    if (known !== undefined) return known
    const last = this.bytes.lastIndexOf(quote)
    this.lastQuotes = quote === DOUBLE_QUOTE ? [last, single] : [double, last]
    return last
  }

  /** Character data that is not all plain, up to the next `<`. */
  private characterData(start: number, at: number): number {
    const { bytes } = this
    const table = classes
    if (start >= this.nextMark) this.mark(start)
    const first = start - this.surplus
    let kind = PLAIN
    let here = at
    for (;;) {
      const byte = bytes[here] ?? 0
      if (byte === LESS) break
      if (byte === AMPERSAND) {
        kind = ENCODED
        here = this.reference(here)
      } else if (byte === BRACKET_CLOSE) {
        if (bytes[here + 1] === BRACKET_CLOSE && bytes[here + 2] === GREATER) return REFUSED
        here++
      } else if (byte === CR) {
        kind = ENCODED
        here++
      } else here = this.wide(here)
      if (here === REFUSED) return REFUSED
      while (((table[bytes[here] ?? 0] ?? 0) & TEXT_STOP) === 0) here++
    }
    this.addRun(kind, first, here)
    return here
  }

  private addRun(kind: number, first: number, here: number): void {
    const { end } = this
    if (end + RUN_SIZE > this.numbers.length) this.grow(here)
    this.numbers[end] = ~(first * 4 + kind)
    this.numbers[end + 1] = here - this.surplus
    this.end = end + RUN_SIZE
  }

  private commentOrCdata(at: number): number {
    return this.bytes[at + 2] === HYPHEN ? this.comment(at) : this.cdata(at)
  }

  private comment(at: number): number {
    const { bytes, lastGreater } = this
    if (bytes[at + 3] !== HYPHEN) return REFUSED
    let here = at + 4
    for (;;) {
      if (here > lastGreater) return REFUSED
      const byte = bytes[here] ?? 0
      if (byte === HYPHEN && bytes[here + 1] === HYPHEN) return bytes[here + 2] === GREATER ? here + 3 : REFUSED
      here = ((classes[byte] ?? 0) & ODD) === 0 ? here + 1 : this.wide(here)
      if (here === REFUSED) return REFUSED
    }
  }

  private cdata(at: number): number {
    const { bytes, lastGreater } = this
    for (let index = 0; index < CDATA.length; index++) if (bytes[at + 2 + index] !== CDATA[index]) return REFUSED
    const start = at + 2 + CDATA.length
    if (start >= this.nextMark) this.mark(start)
    const first = start - this.surplus
    let kind = PLAIN
    let here = start
    for (;;) {
      if (here > lastGreater) return REFUSED
      const byte = bytes[here] ?? 0
      if (byte === BRACKET_CLOSE && bytes[here + 1] === BRACKET_CLOSE && bytes[here + 2] === GREATER) break
      if (byte === CR) kind = LINE_ENDS
      here = ((classes[byte] ?? 0) & ODD) === 0 ? here + 1 : this.wide(here)
      if (here === REFUSED) return REFUSED
    }
    if (here > start) this.addRun(kind, first, here)
    return here + 3
  }

  /** Behind `<?`: a target that is not xml and has no colon, then `?>` or S and anything up to `?>`. */
  private processingInstruction(at: number): number {
    const { bytes, lastGreater, names } = this
    const target = names.find(bytes, at)
    const parts = names.parts[target]
    if (target === NO_NAME || parts?.prefix !== '' || parts.name.toLowerCase() === 'xml') return REFUSED
    this.widen(at, names.surpluses[target] ?? 0)
    let here = at + (names.places[target * 2 + 1] ?? 0)
    if (((classes[bytes[here] ?? 0] ?? 0) & SPACE) === 0 && bytes[here] !== QUESTION) return REFUSED
    if (bytes[here] === QUESTION && bytes[here + 1] !== GREATER) return REFUSED
    for (;;) {
      if (here > lastGreater) return REFUSED
      const byte = bytes[here] ?? 0
      if (byte === QUESTION && bytes[here + 1] === GREATER) return here + 2
      here = ((classes[byte] ?? 0) & ODD) === 0 ? here + 1 : this.wide(here)
      if (here === REFUSED) return REFUSED
    }
  }

  /**
   * The place behind the characters beyond ASCII that begin here. Refuses what is not UTF-8, the two non-characters that
   * production 2 leaves out, and any other odd byte.
   *
   * @see https://www.rfc-editor.org/rfc/rfc3629#section-4
   */
  private wide(at: number): number {
    const { bytes } = this
    let here = at
    let surplus = 0
    let byte = bytes[here] ?? 0
    if (byte < 0x80) return REFUSED
    do {
      const second = (bytes[here + 1] ?? 0) ^ 0x80
      if (byte < 0xe0) {
        if (byte < 0xc2 || second > 0x3f) return REFUSED
        surplus += 1
        here += 2
      } else {
        if (second > 0x3f) return REFUSED
        const third = (bytes[here + 2] ?? 0) ^ 0x80
        if (third > 0x3f) return REFUSED
        if (byte < 0xf0) {
          const character = ((byte & 0x0f) << 12) | (second << 6) | third
          if (character < 0x800 || (character >= 0xd800 && character <= 0xdfff) || character >= 0xfffe) return REFUSED
          here += 3
        } else {
          const fourth = (bytes[here + 3] ?? 0) ^ 0x80
          const character = ((byte & 0x0f) << 18) | (second << 12) | (third << 6) | fourth
          if (fourth > 0x3f || character < 0x10000 || character > 0x10ffff) return REFUSED
          here += 4
        }
        surplus += 2
      }
      byte = bytes[here] ?? 0
    } while (byte >= 0x80)
    this.widen(at, surplus)
    return here
  }

  /** From `&` to behind the `;`. */
  private reference(at: number): number {
    const { bytes } = this
    if (bytes[at + 1] === HASH) return this.characterReference(at + 2)
    const end = entityEnd(bytes, at + 1)
    return end === -1 ? REFUSED : end
  }

  private characterReference(at: number): number {
    const { bytes } = this
    const isHex = bytes[at] === LOWER_X
    const base = isHex ? 16 : 10
    const start = isHex ? at + 1 : at
    let here = start
    let value = 0
    for (let digit = digitValue(bytes[here] ?? 0); digit < base; digit = digitValue(bytes[++here] ?? 0)) {
      value = Math.min(value * base + digit, 0x110000)
    }
    return here > start && bytes[here] === SEMICOLON && isCharacter(value) ? here + 1 : REFUSED
  }

  /** Binds what the attributes of the element declare. */
  private declare(element: number): boolean {
    const { names, numbers } = this
    const declared: [prefix: string, namespace: string][] = []
    for (let at = element + ELEMENT_SIZE; at < this.end; at += ATTRIBUTE_SIZE) {
      const name = nameIn(numbers, at)
      if (((names.kinds[name] ?? 0) & DECLARES) === 0) continue
      const parts = names.parts[name]
      const prefix = parts === undefined || parts.prefix === '' ? '' : parts.localName
      const value = valueAt(this.source, numbers, at)
      if (declarationProblem(prefix, value) !== undefined) return false
      declared.push([prefix, value])
    }
    this.bindings?.enter(declared)
    const outer = this.scopes.length > this.base ? this.scopes.at(-1) : undefined
    const declaring: Declaring = { at: element, outer, declared, bound: undefined }
    this.declaring.push(declaring)
    this.scopes.push(declaring)
    return true
  }

  private get bound(): Bindings {
    if (this.bindings === undefined) {
      this.bindings = new Bindings()
      for (const { declared } of this.scopes) this.bindings.enter(declared)
    }
    return this.bindings
  }

  /** An element or attribute with a prefix: never `xmlns`, and in strict reading one that is bound. */
  private mayStand(name: number): boolean {
    const prefix = this.names.parts[name]?.prefix ?? ''
    if (prefix === 'xmlns') return false
    if (prefix === '' || !this.options.strict || prefix === 'xml') return true
    return this.bound.resolve(prefix) !== undefined
  }

  /** Of attributes with prefixes: all may stand, and no two are the same name in the same namespace. */
  private checkPrefixed(element: number): boolean {
    const { names, numbers } = this
    const seen = new Map<string, Set<string>>()
    for (let at = element + ELEMENT_SIZE; at < this.end; at += ATTRIBUTE_SIZE) {
      const name = nameIn(numbers, at)
      if (((names.kinds[name] ?? 0) & (DECLARES | PREFIXED)) !== PREFIXED) continue
      if (!this.mayStand(name)) return false
      const { prefix = '', localName = '' } = names.parts[name] ?? {}
      const namespace = prefix === 'xml' ? prefix : this.bound.resolve(prefix)
      if (namespace === undefined) continue
      const namespaces = seen.get(localName)
      if (namespaces === undefined) seen.set(localName, new Set([namespace]))
      else if (namespaces.size === namespaces.add(namespace).size) return false
    }
    return true
  }
}

const CDATA = [...'[CDATA['].map(character => character.charCodeAt(0))
