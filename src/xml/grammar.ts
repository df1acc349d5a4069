import type { XmlProblem } from '../core/fault.ts'
import { isSecretName, masker } from '../core/secrets.ts'
import {
  AMPERSAND,
  BANG,
  BRACKET_OPEN,
  BYTE_ORDER_MARK,
  DOUBLE_QUOTE,
  EQUALS,
  GREATER,
  HASH,
  isCharacter,
  isSpace,
  LESS,
  LOWER_X,
  QUESTION,
  SEMICOLON,
  SINGLE_QUOTE,
  SLASH,
  skipSpace,
} from './characters.ts'
import { MAX_DEPTH, MAX_NODES } from './limits.ts'
import { isName, MAX_NAME, type NameParts, NameTable, nameEnd } from './names.ts'
import { Bindings, type Declared, declarationProblem, declaredPrefix } from './namespaces.ts'
import { isPublicIdentifier, isXmlDeclaration } from './prolog.ts'
import { decodeValue, digitValue, predefinedEntity } from './references.ts'
import { type ExpandedName, repeatedName, repeatsExpandedName } from './repeated.ts'

/** The limits that the grammar keeps and the tolerance it shows; `parse` documents them. */
export interface GrammarOptions {
  readonly maxDepth?: number
  readonly maxNodes?: number
  readonly strict?: boolean
  readonly mask?: (text: string) => string
}

/** Where and why reading stopped. */
export interface Stop {
  readonly problem: XmlProblem['problem']
  readonly message: string
  readonly at: number
  /** What to show instead of the text there, where that is a credential: its element or attribute, without the value. */
  readonly cover?: string
}

/** An attribute as it stands in its tag, before anyone asks what its prefix means. */
interface RawAttribute {
  readonly name: NameParts
  readonly value: string
  readonly at: number
}

/** What a production gives that read what it should; undefined means that reading has stopped. */
type Done = true | undefined

const NONE: readonly never[] = []

/** An element whose end has not come yet. */
interface Open extends NameParts {
  readonly declared: Declared
}

/**
 * The grammar of documents, to be held against the standard: one method for each production, named and numbered as
 * in XML 1.0. Each begins at the grammar's place and moves it behind what it has read, or notes the problem and
 * gives undefined; the first problem ends the reading. The two productions that contain each other, element and
 * content, are one loop over a stack.
 *
 * It builds nothing. The scanner puts documents on a tape and asks the grammar why one is refused; what stands
 * around the root element, the grammar alone reads. Production 2, Char, is not here: the grammar is given only
 * text without forbidden characters.
 *
 * @see https://www.w3.org/TR/xml/#sec-well-formed
 */
export class Grammar {
  readonly #text: string
  readonly #maxDepth: number
  readonly #maxNodes: number
  readonly #strict: boolean
  readonly #mask: (text: string) => string
  readonly #names = new NameTable()
  readonly #bindings = new Bindings()
  /** Elements whose end has not come yet, the root first. */
  readonly #open: Open[] = []
  #at = 0
  #nodes = 0
  #doctype = false
  /** The attribute whose value is being read. */
  #attribute: NameParts | undefined
  #stop: Stop | undefined

  constructor(
    text: string,
    { maxDepth = MAX_DEPTH, maxNodes = MAX_NODES, strict = false, mask = masker() }: GrammarOptions,
  ) {
    this.#text = text
    this.#maxDepth = maxDepth
    this.#maxNodes = maxNodes
    this.#strict = strict
    this.#mask = mask
  }

  /** [1] document ::= prolog element Misc*. Gives the first problem; undefined for none. */
  document(): Stop | undefined {
    const complete = this.#prolog() && this.#startTag() && this.#content() && this.#epilog()
    return complete ? undefined : (this.#stop ?? { problem: 'root', message: 'There is no root element', at: 0 })
  }

  /** What stands before the root element: where that begins, and whether a document type was skipped. */
  prolog(): { readonly at: number; readonly doctype: boolean } | undefined {
    return this.#prolog() ? { at: this.#at, doctype: this.#doctype } : undefined
  }

  /** Whether only comments, instructions and white space stand behind the root element, which ended at `at`. */
  isEpilog(at: number): boolean {
    this.#at = at
    return this.#epilog() === true
  }

  // Around the root element

  /** [22] prolog ::= XMLDecl? Misc* (doctypedecl Misc*)? */
  #prolog(): Done {
    if (!this.#strict) this.#leadIn()
    if (this.#isAhead('<?xml') && !this.#xmlDeclaration()) return undefined
    if (!this.#misc()) return undefined
    if (this.#isAhead('<!DOCTYPE') && !(this.#documentType() && this.#misc())) return undefined
    return this.#rootAhead()
  }

  /** Tolerance: byte order marks and white space, in any order. */
  #leadIn(): void {
    this.#space()
    while (this.#code() === BYTE_ORDER_MARK) {
      this.#at++
      this.#space()
    }
  }

  /** [23] XMLDecl; other names that begin with xml are left to `misc`. */
  #xmlDeclaration(): Done {
    const next = this.#text.charCodeAt(this.#at + 5)
    if (!isSpace(next) && next !== QUESTION) return true
    const close = this.#text.indexOf('?>', this.#at)
    if (close === -1) return this.#cutOff('inside the XML declaration')
    if (!isXmlDeclaration(this.#text.slice(this.#at, close + 2))) {
      return this.#fail('markup', 'The XML declaration is malformed')
    }
    this.#at = close + 2
    return true
  }

  /** [27] Misc ::= Comment | PI | S, as many as there are. */
  #misc(): Done {
    for (;;) {
      this.#space()
      if (this.#isAhead('<?')) {
        if (!this.#processingInstruction()) return undefined
      } else if (this.#isAhead('<!--')) {
        if (!this.#comment()) return undefined
      } else return true
    }
  }

  /** Only an element may stand here; says what stands here instead. */
  #rootAhead(): Done {
    if (this.#at >= this.#text.length) {
      const isEmpty = this.#text.trim() === ''
      return isEmpty ? this.#fail('root', 'There is no root element') : this.#cutOff('before its root element')
    }
    if (this.#code() !== LESS) return this.#fail('root', 'Text stands before the root element')
    if (this.#isAhead('<!')) return this.#strayDeclaration()
    return this.#isAhead('</') ? this.#fail('root', 'An end tag stands before the root element') : true
  }

  /** Misc*, then the end of the text. */
  #epilog(): Done {
    if (!this.#misc()) return undefined
    if (this.#at >= this.#text.length) return true
    if (this.#code() !== LESS) return this.#fail('root', 'Text stands after the root element')
    if (this.#isAhead('<!')) return this.#strayDeclaration()
    if (this.#isAhead('</')) return this.#fail('root', 'An end tag stands after the end of the root element')
    if (this.#at + 1 >= this.#text.length) return this.#cutOff('inside a tag')
    return this.#fail('root', 'A second root element stands after the first')
  }

  /** [28] doctypedecl, as far as it can be skipped: a name, and an address from which nothing is fetched. */
  #documentType(): Done {
    this.#at += '<!DOCTYPE'.length
    if (!this.#space()) return this.#expected('doctype', DOCTYPE_SPACE)
    if (this.#name('doctype', 'The document type declaration has no name') === undefined) return undefined
    this.#space()
    if ((this.#isAhead('SYSTEM') || this.#isAhead('PUBLIC')) && !this.#externalId()) return undefined
    this.#space()
    if (this.#code() === BRACKET_OPEN) {
      return this.#fail('doctype', 'A document type declaration with an internal subset is refused')
    }
    if (this.#isCut('SYSTEM') || this.#isCut('PUBLIC')) return this.#cutOff('inside the document type declaration')
    if (this.#code() !== GREATER) return this.#fail('doctype', 'The document type declaration is malformed')
    this.#at++
    this.#doctype = true
    return true
  }

  /** [75] ExternalID ::= 'SYSTEM' S SystemLiteral | 'PUBLIC' S PubidLiteral S SystemLiteral */
  #externalId(): Done {
    const isPublic = this.#isAhead('PUBLIC')
    this.#at += 'PUBLIC'.length
    if (!this.#space()) return this.#expected('doctype', DOCTYPE_SPACE)
    if (isPublic) {
      const identifier = this.#literal()
      if (identifier === undefined) return undefined
      if (!isPublicIdentifier(identifier)) return this.#fail('doctype', 'The public identifier is malformed')
      if (!this.#space()) return this.#expected('doctype', DOCTYPE_SPACE)
    }
    return this.#literal() === undefined ? undefined : true
  }

  /** [11] SystemLiteral and [12] PubidLiteral, without their quotes. */
  #literal(): string | undefined {
    const quote = this.#quote('doctype', 'An identifier of the document type is not quoted')
    if (quote === undefined) return undefined
    const close = this.#text.indexOf(String.fromCharCode(quote), this.#at + 1)
    if (close === -1) return this.#cutOff('inside the document type declaration')
    const literal = this.#text.slice(this.#at + 1, close)
    this.#at = close + 1
    return literal
  }

  // Elements

  /** [39] element and [43] content, until the root is closed. */
  #content(): Done {
    while (this.#open.length > 0) {
      if (!this.#characterData()) return undefined
      const next = this.#text.charCodeAt(this.#at + 1)
      if (next === SLASH) {
        if (!this.#endTag()) return undefined
      } else if (next === BANG) {
        if (!this.#commentOrCdata()) return undefined
      } else if (next === QUESTION) {
        if (!this.#processingInstruction()) return undefined
      } else if (!this.#startTag()) return undefined
    }
    return true
  }

  /** [40] STag and [44] EmptyElemTag */
  #startTag(): Done {
    const at = this.#at
    if (this.#open.length >= this.#maxDepth) {
      return this.#fail('too-deep', `Elements are nested more than ${this.#maxDepth} levels deep`)
    }
    if (!this.#counted()) return undefined
    this.#at++
    const name = this.#name('markup', 'A "<" begins no tag here; in text it is written "&lt;"')
    if (name === undefined) return undefined
    const attributes = this.#attributes()
    if (attributes === undefined) return undefined
    const isEmpty = this.#code() === SLASH
    this.#at += isEmpty ? 2 : 1
    if (!this.#enter(name, attributes, at)) return undefined
    return isEmpty ? this.#leave() : true
  }

  /** [42] ETag ::= '</' Name S? '>' */
  #endTag(): Done {
    const name = this.#open.at(-1)?.name ?? ''
    const start = this.#at + 2
    const end = nameEnd(this.#text, start)
    if (end - start !== name.length || !this.#text.startsWith(name, start)) {
      const found = this.#text.slice(start, Math.min(end, start + MAX_NAME))
      if (end >= this.#text.length && name.startsWith(found)) return this.#cutOff('inside an end tag')
      return this.#fail('tag-mismatch', this.#mismatch(found, name))
    }
    this.#at = skipSpace(this.#text, end)
    if (this.#code() !== GREATER) return this.#expected('markup', 'An end tag holds more than a name')
    this.#at++
    return this.#leave()
  }

  /** Names both tags, unless one of them may be a piece of a credential. */
  #mismatch(found: string, opened: string): string {
    if (!isName(found) || this.#cover() !== undefined) return 'An end tag does not match its start tag'
    return `The end tag </${this.#shown(found)}> does not match the start tag <${this.#shown(opened)}>`
  }

  /** Opens the element, with the namespaces that it declares bound. */
  #enter(name: NameParts, raw: readonly RawAttribute[], at: number): Done {
    const declared = this.#declare(raw)
    if (declared === undefined || !this.#checkPrefix(name, at)) return undefined
    if (raw.length > 0 && !this.#checkPrefixes(raw, at)) return undefined
    this.#open.push({ ...name, declared })
    return true
  }

  /** Ends the element opened last, and what it declared. */
  #leave(): true {
    this.#bindings.leave(this.#open.pop()?.declared ?? NONE)
    return true
  }

  // Text

  /** [14] CharData and [67] Reference, up to the next markup; the text may not end here. */
  #characterData(): Done {
    const text = this.#text
    const start = this.#at
    let isPlain = true
    let end = start
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end)
      if (code === LESS) break
      if (code === AMPERSAND) isPlain = false
      else if (code === GREATER && end - 2 >= start && text.startsWith(']]', end - 2)) {
        return this.#fail('markup', 'The end of a CDATA section stands in text', end - 2)
      }
    }
    if (!isPlain && !this.#references(start, end)) return undefined
    this.#at = end
    return end < text.length ? true : this.#cutOff('before the end of its root element')
  }

  /** [15] Comment or [18] CDSect */
  #commentOrCdata(): Done {
    if (this.#isAhead('<!--')) return this.#comment()
    if (!this.#isAhead('<![CDATA[')) return this.#strayDeclaration()
    const start = this.#at + '<![CDATA['.length
    const close = this.#text.indexOf(']]>', start)
    if (close === -1) return this.#cutOff('inside a CDATA section')
    this.#at = close + 3
    return true
  }

  /** What `<!` begins that may not stand here, or is not all there. */
  #strayDeclaration(): undefined {
    for (const literal of ['<!--', '<![CDATA[', '<!DOCTYPE']) {
      if (this.#isCut(literal)) return this.#cutOff('inside a declaration')
    }
    if (this.#isAhead('<!DOCTYPE')) return this.#fail('doctype', 'A document type declaration stands out of place')
    if (this.#isAhead('<![CDATA[')) return this.#fail('root', 'A CDATA section stands outside the root element')
    return this.#fail('markup', 'A declaration stands here that a document does not have')
  }

  /** [15] Comment ::= '<!--' ((Char - '-') | ('-' (Char - '-')))* '-->' */
  #comment(): Done {
    const hyphens = this.#text.indexOf('--', this.#at + '<!--'.length)
    if (hyphens === -1 || hyphens + 2 >= this.#text.length) return this.#cutOff('inside a comment')
    if (this.#text.charCodeAt(hyphens + 2) !== GREATER) {
      return this.#fail('markup', 'Two hyphens stand inside a comment', hyphens)
    }
    this.#at = hyphens + 3
    return true
  }

  /** [16] PI ::= '<?' PITarget (S (Char* - (Char* '?>' Char*)))? '?>', [17] PITarget */
  #processingInstruction(): Done {
    const at = this.#at
    this.#at += 2
    const target = this.#name('markup', 'A processing instruction has no target')
    if (target === undefined) return undefined
    if (target.name.toLowerCase() === 'xml') return this.#fail('markup', 'An XML declaration stands out of place', at)
    if (target.prefix !== '') return this.#fail('namespace', 'The target of a processing instruction has a colon', at)
    const close = this.#text.indexOf('?>', this.#at)
    if (close === -1) return this.#cutOff('inside a processing instruction')
    if (close > this.#at && !isSpace(this.#code())) {
      return this.#fail('markup', 'White space is missing behind the target of a processing instruction')
    }
    this.#at = close + 2
    return true
  }

  // Attributes

  /** (S Attribute)* S? of [40] and [44]; stops at the `>` or `/>` that ends the tag. */
  #attributes(): readonly RawAttribute[] | undefined {
    if (this.#code() === GREATER) return NONE
    const attributes: RawAttribute[] = []
    for (;;) {
      const isSpaced = this.#space()
      if (this.#isAhead('>') || this.#isAhead('/>')) break
      if (this.#isCut('/>')) return this.#cutOff('inside a tag')
      if (!isSpaced) return this.#fail('markup', 'A tag goes on without white space')
      const attribute = this.#oneAttribute()
      if (attribute === undefined) return undefined
      attributes.push(attribute)
    }
    const repeated = repeatedName(attributes)
    if (repeated === undefined) return attributes
    return this.#fail('duplicate-attribute', 'An attribute stands twice in one tag', repeated.at)
  }

  /** [41] Attribute ::= Name Eq AttValue, [25] Eq ::= S? '=' S? */
  #oneAttribute(): RawAttribute | undefined {
    const at = this.#at
    if (!this.#counted()) return undefined
    const name = this.#name('markup', 'A tag is not closed before something else begins')
    if (name === undefined) return undefined
    this.#attribute = name
    this.#space()
    if (this.#code() !== EQUALS) return this.#expected('attribute', 'An attribute has no value')
    this.#at++
    this.#space()
    const value = this.#attributeValue()
    if (value === undefined) return undefined
    this.#attribute = undefined
    return { name, value, at }
  }

  /** [10] AttValue, normalized as section 3.3.3 wants it for attributes that no DTD declares. */
  #attributeValue(): string | undefined {
    const text = this.#text
    const quote = this.#quote('attribute', 'The value of an attribute is not quoted')
    if (quote === undefined) return undefined
    const start = this.#at + 1
    let isPlain = true
    let end = start
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end)
      if (code === quote) break
      if (code === LESS) return this.#fail('attribute', 'A "<" stands in the value of an attribute', end)
      if (code === AMPERSAND) isPlain = false
    }
    if (end >= text.length) return this.#cutOff('inside the value of an attribute')
    if (!isPlain && !this.#references(start, end)) return undefined
    this.#at = end + 1
    return decodeValue(text.slice(start, end))
  }

  /**
   * Binds what the attributes of a tag declare. Gives what they declare.
   *
   * @see https://www.w3.org/TR/xml-names/#ns-decl
   */
  #declare(raw: readonly RawAttribute[]): Declared | undefined {
    let declared: [prefix: string, namespace: string][] | undefined
    for (const { name, value, at } of raw) {
      const prefix = declaredPrefix(name)
      if (prefix === undefined) continue
      const problem = declarationProblem(prefix, value)
      if (problem !== undefined) return this.#fail('namespace', problem, at)
      declared ??= []
      declared.push([prefix, value])
    }
    if (declared !== undefined) this.#bindings.enter(declared)
    return declared ?? NONE
  }

  /** Of the attributes that are no declarations: all may stand, and no two have one expanded name. */
  #checkPrefixes(raw: readonly RawAttribute[], at: number): Done {
    const expanded: ExpandedName[] = []
    for (const { name, at } of raw) {
      if (declaredPrefix(name) !== undefined) continue
      if (!this.#checkPrefix(name, at)) return undefined
      const namespace = name.prefix === '' ? undefined : this.#bindings.resolve(name.prefix)
      if (namespace !== undefined) expanded.push({ localName: name.localName, namespace })
    }
    if (!repeatsExpandedName(expanded)) return true
    return this.#fail('duplicate-attribute', 'An attribute stands twice in one tag, under two prefixes', at)
  }

  #checkPrefix({ prefix }: NameParts, at: number): Done {
    if (prefix === '') return true
    if (prefix === 'xmlns') return this.#fail('namespace', 'An element has the prefix of declarations', at)
    if (!this.#strict || this.#bindings.resolve(prefix) !== undefined) return true
    return this.#fail('namespace', 'A prefix is not bound to a namespace', at)
  }

  // Names, references, white space

  /** [5] Name, and with its colons in order: Namespaces [7] QName. */
  #name(problem: Stop['problem'], missing: string): NameParts | undefined {
    const start = this.#at
    const end = nameEnd(this.#text, start)
    if (end >= this.#text.length) return this.#cutOff('inside a name')
    if (end === start) return this.#fail(problem, missing)
    if (end - start > MAX_NAME) return this.#fail('name', `A name is longer than ${MAX_NAME} characters`)
    const text = this.#text.slice(start, end)
    const parts = this.#names.parts(text)
    if (parts === undefined) {
      if (isName(text)) return this.#fail('namespace', 'The colons of a name are not in order')
      return this.#fail('name', 'A name has a character that no name may have there')
    }
    this.#at = end
    return parts
  }

  /** The references between two places. */
  #references(start: number, end: number): Done {
    for (let at = this.#text.indexOf('&', start); at !== -1 && at < end; at = this.#text.indexOf('&', this.#at)) {
      this.#at = at
      if (!this.#reference()) return undefined
    }
    return true
  }

  /** [67] Reference, [68] EntityRef. Only the five entities of XML itself are known. */
  #reference(): Done {
    if (this.#text.charCodeAt(this.#at + 1) === HASH) return this.#characterReference()
    const end = nameEnd(this.#text, this.#at + 1)
    if (end >= this.#text.length) return this.#cutOff('inside a reference')
    if (this.#text.charCodeAt(end) !== SEMICOLON || end === this.#at + 1) {
      return this.#fail('entity', 'A "&" begins no reference here; in text it is written "&amp;"')
    }
    if (predefinedEntity(this.#text.slice(this.#at + 1, end)) === undefined)
      return this.#fail('entity', 'A reference names an entity that XML does not have')
    this.#at = end + 1
    return true
  }

  /** [66] CharRef ::= '&#' [0-9]+ ';' | '&#x' [0-9a-fA-F]+ ';' */
  #characterReference(): Done {
    const isHex = this.#text.charCodeAt(this.#at + 2) === LOWER_X
    const base = isHex ? 16 : 10
    const start = this.#at + (isHex ? 3 : 2)
    let end = start
    let code = 0
    for (let digit = digitValue(this.#text.charCodeAt(end)); digit < base; ) {
      code = Math.min(code * base + digit, 0x110000)
      digit = digitValue(this.#text.charCodeAt(++end))
    }
    if (end >= this.#text.length) return this.#cutOff('inside a reference')
    if (end === start || this.#text.charCodeAt(end) !== SEMICOLON) {
      return this.#fail('entity', 'A reference to a character is malformed')
    }
    if (!isCharacter(code)) return this.#fail('entity', 'A reference stands for a character that XML forbids')
    this.#at = end + 1
    return true
  }

  /** The quote that stands here. */
  #quote(problem: Stop['problem'], message: string): number | undefined {
    const code = this.#code()
    return code === DOUBLE_QUOTE || code === SINGLE_QUOTE ? code : this.#expected(problem, message)
  }

  /** [3] S, if there is any; tells whether there was. */
  #space(): boolean {
    const start = this.#at
    this.#at = skipSpace(this.#text, start)
    return this.#at > start
  }

  #code(): number {
    return this.#text.charCodeAt(this.#at)
  }

  #isAhead(literal: string): boolean {
    return this.#text.startsWith(literal, this.#at)
  }

  /** Whether the text ends where this literal could have stood. */
  #isCut(literal: string): boolean {
    return this.#text.length - this.#at < literal.length && literal.startsWith(this.#text.slice(this.#at))
  }

  /** One more element or attribute. */
  #counted(): Done {
    if (++this.#nodes <= this.#maxNodes) return true
    return this.#fail('too-large', `The document has more than ${this.#maxNodes} elements and attributes`)
  }

  // Stopping

  /** Something else stands here, or the text has ended. */
  #expected(problem: Stop['problem'], message: string): undefined {
    return this.#at < this.#text.length ? this.#fail(problem, message) : this.#cutOff('too early')
  }

  #cutOff(where: string): undefined {
    return this.#fail('truncated', `The document ends ${where}`, this.#text.length)
  }

  #fail(problem: Stop['problem'], message: string, at: number = this.#at): undefined {
    const cover = this.#cover()
    this.#stop ??= cover === undefined ? { problem, message, at } : { problem, message, at, cover }
    return undefined
  }

  /** A name for a message: masked before it is cut, for half a credential is not recognized. */
  #shown(name: string): string {
    const masked = this.#mask(name)
    return masked.length <= 40 ? masked : `${masked.slice(0, 39)}…`
  }

  /** The credential that the reader is inside of. */
  #cover(): string | undefined {
    const element = this.#open.find(({ localName }) => isSecretName(localName))
    if (element !== undefined) return `<${this.#shown(element.name)}>***`
    if (this.#attribute === undefined) return undefined
    const { name, localName } = this.#attribute
    return isSecretName(localName) || localName.toLowerCase() === 'key' ? `${this.#shown(name)}="***"` : undefined
  }
}

const DOCTYPE_SPACE = 'White space is missing in the document type declaration'
