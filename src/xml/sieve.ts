import { forbiddenCharacter, GREATER, isSpace, LESS } from './characters.ts'
import { encodingOf } from './decode.ts'
import { ScannedTape } from './desk.ts'
import type { XmlElement } from './element.ts'
import { Grammar } from './grammar.ts'
import { GrowingBytes } from './growing-bytes.ts'
import { knownNames, NO_NAME } from './known-names.ts'
import { MAX_DEPTH, MAX_NODES } from './limits.ts'
import { rootOf } from './root-of.ts'
import { Scanner } from './scanner.ts'
import { Source } from './source.ts'
import { TapeElement } from './tape-element.ts'
import { Waiting } from './waiting.ts'

/** What is to be taken out of a document. */
export interface SieveOptions {
  /** Local names from the root to the records, such as `response/Read/Project`; `*` stands for any one. */
  readonly records: string
  /** Narrows what the last name of the path stands for. */
  readonly isRecord?: (localName: string) => boolean
  /** The charset of the HTTP Content-Type. */
  readonly charset?: string
  /** Levels of nesting; the root is the first. Default 512. */
  readonly maxDepth?: number
  /**
   * Asked before the first record of each list (the element around records) is given out, with the document up to there
   * and its open elements closed.
   */
  readonly mayStart?: (head: Uint8Array) => boolean
}

/** An element whose end has not come yet. */
interface Open {
  readonly name: string
  readonly localName: string
  /** The number of its name. */
  readonly id: number
  /** How many elements around it declare namespaces. */
  readonly scopes: number
}

/** With so many bytes at the least what is waiting for its end is joined: most records are shorter. */
const LEAST_JOINED = 2_048

/** Each list costs a look at all that came before it, so from here on nothing is taken out. */
const MOST_LISTS = 100

/**
 * Takes the records out of a document that comes in pieces, so that it never has to be held as a whole.
 *
 * What is given out was well formed, and so was all before it. What remains is the document without its records, but
 * for an empty element in place of the first of each list, and without blank text behind that: read at the end like any
 * document, it tells whether the whole was well formed and complete, and what it says beside its records.
 *
 * Takes nothing more out where `mayStart` says no, and nothing of a document that is not UTF-8: the rest remains.
 */
export class Sieve {
  readonly #path: readonly string[]
  readonly #options: SieveOptions
  readonly #maxDepth: number
  readonly #scanner: Scanner
  readonly #remainder = new GrowingBytes()
  readonly #waiting = new Waiting()
  #state: 'beginning' | 'sifting' | 'passing' | 'broken' = 'beginning'
  readonly #open: Open[] = []
  /** Whether each list so far has given a record, in document order. */
  readonly #lists: boolean[] = []
  #isInList = false
  #isComplete = true
  #mayTake = false
  /** What prefixes mean around the records. */
  #outer: ReadonlyMap<string, string> | undefined

  constructor(options: SieveOptions) {
    this.#options = options
    this.#path = options.records.split('/')
    this.#maxDepth = options.maxDepth ?? MAX_DEPTH
    const limits = { maxDepth: this.#maxDepth - this.#path.length + 1, maxNodes: MAX_NODES, strict: false }
    const nothing = Source.ofBytes(new Uint8Array())
    this.#scanner = new Scanner(nothing, { at: 0, surplus: 0 }, limits, knownNames(), new Int32Array(4_096))
  }

  /** Whether each list has given a record, in document order; of lists that came when nothing was taken out, nothing. */
  get lists(): readonly boolean[] {
    return this.#lists
  }

  /** Whether the document is known to be malformed: more of it would tell nothing. */
  get isBroken(): boolean {
    return this.#state === 'broken'
  }

  /** Whether every record was given out so far; else some may remain. */
  get isComplete(): boolean {
    return this.#isComplete
  }

  /** How many bytes are held. */
  get length(): number {
    return this.#remainder.length + this.#waiting.length
  }

  /** Takes the next bytes of the document, which must not change afterwards; gives the records that they complete. */
  push(piece: Uint8Array): readonly XmlElement[] {
    const records: XmlElement[] = []
    let at = 0
    while (at < piece.length && this.#isReading) {
      const before = this.#waiting.length
      // What is waiting for its end is joined with no more than it may need; all behind that is read where it lies.
      const end = before === 0 ? piece.length : Math.min(piece.length, at + Math.max(before, LEAST_JOINED))
      this.#waiting.add(piece.subarray(at, end))
      at = end
      if (!this.#waiting.isEnough) continue
      const bytes = this.#waiting.all()
      const passed = this.#sift(bytes, records, false)
      if (before > 0 && passed >= before) {
        at -= bytes.length - passed
        this.#waiting.keep(new Uint8Array())
      } else if (passed > 0) this.#waiting.keep(bytes.slice(passed))
      else if (this.#waiting.fail() > 1 && this.#isReading) this.#judge(bytes)
    }
    if (this.#state === 'passing') {
      this.#pass(this.#waiting.all())
      this.#remainder.add(piece.slice(at))
    }
    return records
  }

  /** Tries to read what is waiting, also where that seems too little. */
  flush(): readonly XmlElement[] {
    return this.#flush(false)
  }

  /** There is no more. Gives the last records and what remains. */
  end(): { readonly records: readonly XmlElement[]; readonly remainder: Uint8Array } {
    const records = this.#flush(true)
    if (this.#state !== 'broken') this.#pass(this.#waiting.all())
    return { records, remainder: this.#remainder.all() }
  }

  #flush(isLast: boolean): readonly XmlElement[] {
    const records: XmlElement[] = []
    if (!this.#isReading) return records
    const bytes = this.#waiting.all()
    this.#waiting.keep(bytes.slice(this.#sift(bytes, records, isLast)))
    return records
  }

  get #isReading(): boolean {
    return this.#state === 'beginning' || this.#state === 'sifting'
  }

  /** Reads as many whole pieces as there are; gives the place behind the last. */
  #sift(bytes: Uint8Array, records: XmlElement[], isLast: boolean): number {
    let at = this.#state === 'beginning' ? this.#begin(bytes, isLast) : 0
    if (this.#state !== 'sifting') return at
    this.#renew()
    this.#scanner.goOn(Source.ofBytes(bytes))
    while (at < bytes.length && this.#state === 'sifting') {
      const isRecord = this.#isRecord(bytes, at)
      if (isRecord && !this.#asked()) {
        this.#giveUp()
        return at
      }
      const end = isRecord ? this.#takeOut(at, records) : this.#letRemain(bytes, at)
      if (end === -1) return at
      at = end
    }
    return at
  }

  /** Waits until the encoding is known, which stands in the first bytes, and the root element begins. */
  #begin(bytes: Uint8Array, isLast: boolean): number {
    const isEnough = isLast || bytes.length >= 1_024 || bytes.includes(GREATER)
    if (!isEnough) return 0
    const { encoding, markLength } = encodingOf(bytes, this.#options.charset)
    const start = encoding === 'utf-8' ? rootOf(Source.ofBytes(bytes.subarray(markLength)), {}) : undefined
    if (start === undefined) {
      if (encoding !== 'utf-8' || !isCutOff(decoded(bytes), {})) this.#giveUp()
      return 0
    }
    const at = markLength + start.at
    if (at + 1 === bytes.length) return 0 // a "<" alone may begin a comment
    this.#remainder.add(bytes.slice(0, at))
    this.#state = 'sifting'
    this.#enter()
    return at
  }

  /** Names are kept for a whole document; this one may have no end. */
  #renew(): void {
    if (!this.#scanner.names.isFull) return
    const names = knownNames()
    this.#scanner.names = names
    this.#open.forEach(({ name, localName, scopes }, index) => {
      this.#open[index] = { name, localName, scopes, id: names.find(new TextEncoder().encode(name), 0) }
    })
  }

  #isRecord(bytes: Uint8Array, at: number): boolean {
    if (!this.#isInList || bytes[at] !== LESS || at + 1 === bytes.length) return false
    const { names } = this.#scanner
    const name = names.find(bytes, at + 1)
    if (name === NO_NAME) return false
    const { localName = '' } = names.parts[name] ?? {}
    return fits(localName, this.#path.at(-1)) && this.#options.isRecord?.(localName) !== false
  }

  /** Whether records of this list may be given out. */
  #asked(): boolean {
    if (this.#mayTake) return true
    const head = new GrowingBytes()
    const ends = this.#open.map(({ name }) => `</${name}>`).reverse()
    head.add(this.#remainder.all())
    head.add(new TextEncoder().encode(ends.join('')))
    this.#mayTake = this.#lists.length <= MOST_LISTS && this.#options.mayStart?.(head.all()) !== false
    return this.#mayTake
  }

  #takeOut(at: number, records: XmlElement[]): number {
    const scanner = this.#scanner
    const scopes = scanner.scopeCount
    const end = scanner.root(at)
    if (end === -1) {
      scanner.leaveTo(scopes)
      return -1
    }
    this.#outer ??= scanner.around()
    const own = scanner.copied()
    const record = new TapeElement(new ScannedTape(scanner, this.#outer, own, () => own), 0)
    const list = this.#lists.length - 1
    if (this.#lists[list] !== true) this.#remainder.add(new TextEncoder().encode(`<${record.name}/>`))
    this.#lists[list] = true
    records.push(record)
    return end
  }

  #letRemain(bytes: Uint8Array, at: number): number {
    const scanner = this.#scanner
    const around = this.#open.at(-1)
    const scopes = scanner.scopeCount
    const isTooDeep = this.#open.length >= this.#maxDepth
    const end = isTooDeep ? -1 : scanner.token(at, around?.id ?? NO_NAME)
    if (end === -1) {
      scanner.leaveTo(scopes)
      return -1
    }
    const piece = bytes.subarray(at, end)
    if (!this.#lists.includes(true) || !piece.every(isSpace)) this.#remainder.add(piece.slice())
    if (scanner.opened !== NO_NAME) {
      const { name = '', localName = '' } = scanner.names.parts[scanner.opened] ?? {}
      this.#open.push({ name, localName, id: scanner.opened, scopes })
      this.#enter()
    } else if (scanner.closed) {
      this.#open.pop()
      scanner.leaveTo(around?.scopes ?? 0)
      this.#enter()
    }
    if (this.#open.length === 0) this.#state = 'passing' // the root has ended
    return end
  }

  /** Another element is the innermost one now. */
  #enter(): void {
    this.#outer = undefined
    const path = this.#path
    const wasInList = this.#isInList
    this.#isInList =
      this.#open.length === path.length - 1 && this.#open.every(({ localName }, step) => fits(localName, path[step]))
    if (!this.#isInList || wasInList) return
    this.#lists.push(false)
    this.#mayTake = false
  }

  /**
   * Nothing could be read, not even the first piece, and that twice. Either it is not all there, or it is malformed,
   * which the grammar tells.
   */
  #judge(bytes: Uint8Array): void {
    const text = decoded(bytes)
    if (text === undefined) {
      this.#giveUp()
      return
    }
    const around = this.#open.at(-1)?.name ?? 'root'
    if (
      this.#state === 'beginning' ||
      isCutOff(`<${around}>${text}`, { maxDepth: this.#maxDepth - this.#open.length + 1 })
    )
      return
    this.#pass(bytes)
    this.#state = 'broken'
  }

  /** Takes nothing out any more. */
  #giveUp(): void {
    this.#isComplete = false
    this.#state = 'passing'
  }

  #pass(rest: Uint8Array): void {
    this.#remainder.add(rest.slice())
    this.#waiting.keep(new Uint8Array())
    this.#state = 'passing'
  }
}

function fits(localName: string, wanted: string | undefined): boolean {
  return wanted === '*' || wanted === localName
}

/** Whether all that a text lacks to be a document is its end. */
function isCutOff(text: string | undefined, options: { readonly maxDepth?: number }): boolean {
  if (text === undefined || forbiddenCharacter(text) !== -1) return false
  const stop = new Grammar(text, options).document()
  return stop === undefined || stop.problem === 'truncated' || (stop.problem === 'root' && text.trim() === '')
}

/** Without a last character that is cut off; undefined for what is not UTF-8. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return undefined
  }
}
