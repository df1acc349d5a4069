import { forbiddenCharacter, GREATER, isSpace, LESS } from './characters.ts'
import { encodingOf } from './decode.ts'
import type { XmlElement } from './element.ts'
import { Grammar } from './grammar.ts'
import { GrowingBytes } from './growing-bytes.ts'
import { knownNames, NO_NAME } from './known-names.ts'
import { rootIn } from './root-in.ts'
import { Scanner } from './scan.ts'
import { Source } from './source.ts'
import { TapeElement } from './tape-element.ts'

/** What is to be taken out of a document. */
export interface SieveOptions {
  /** Local names from the root to the records, such as `response/Read/Project`; `*` stands for any one. */
  readonly records: string
  /** The charset of the HTTP Content-Type. */
  readonly charset?: string
  /** Levels of nesting; the root is the first. Default 512. */
  readonly maxDepth?: number
  /** Asked once, before the first record is given out, with the document up to there and its open elements closed. */
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

/** More elements and attributes than this are no record. */
const MOST_NODES = 5_000_000

/**
 * Takes the records out of a document that comes in pieces, so that it never has to be held as a whole.
 *
 * What is given out was well formed, and so was all before it. What remains is the document without its records, but
 * for an empty element in place of the first, and without blank text between them: read at the end like any document,
 * it tells whether the whole was well formed and complete, and what it says beside its records.
 *
 * Takes nothing out where `mayStart` says no, and of a document that is not UTF-8: all of it remains.
 */
export class Sieve {
  readonly #path: readonly string[]
  readonly #options: SieveOptions
  readonly #scanner: Scanner
  readonly #remainder = new GrowingBytes()
  readonly #open: Open[] = []
  /** What the scanner has not passed yet. */
  #pending = new GrowingBytes()
  /** With fewer bytes it is not worth another try. */
  #wanted = 0
  /** What became of the last try to read what is pending. */
  #failed = false
  #state: 'beginning' | 'sifting' | 'passing' | 'broken' = 'beginning'
  /** Whether `mayStart` was asked. */
  #asked = false
  #taken = 0
  /** What prefixes mean around the records. */
  #outer: ReadonlyMap<string, string> | undefined

  constructor(options: SieveOptions) {
    this.#options = options
    this.#path = options.records.split('/')
    const { maxDepth = 512 } = options
    const limits = { maxDepth: maxDepth - this.#path.length + 1, maxNodes: MOST_NODES, strict: false }
    const nothing = Source.ofBytes(new Uint8Array())
    this.#scanner = new Scanner(nothing, { at: 0, surplus: 0 }, limits, knownNames(), new Int32Array(4_096))
  }

  /** How many records were taken out. */
  get taken(): number {
    return this.#taken
  }

  /** Whether the document is known to be malformed: more of it would tell nothing. */
  get isBroken(): boolean {
    return this.#state === 'broken'
  }

  /** How many bytes are held. */
  get length(): number {
    return this.#remainder.length + this.#pending.length
  }

  /** Takes the next bytes of the document, which must not change afterwards; gives the records that they complete. */
  push(piece: Uint8Array): readonly XmlElement[] {
    const records: XmlElement[] = []
    let at = 0
    while (at < piece.length && (this.#state === 'beginning' || this.#state === 'sifting')) {
      const waiting = this.#pending.length
      // What is waiting for its end is joined with no more than it may need; all behind that is read where it lies.
      const end = waiting === 0 ? piece.length : Math.min(piece.length, at + Math.max(waiting, LEAST_JOINED))
      this.#pending.add(piece.subarray(at, end))
      at = end
      if (this.#pending.length < this.#wanted) continue
      const bytes = this.#pending.all()
      const passed = this.#sift(bytes, records, false)
      if (waiting > 0 && passed >= waiting) {
        at -= bytes.length - passed
        this.#keep(new Uint8Array())
      } else if (passed > 0) this.#keep(bytes.slice(passed))
      else if (this.#state === 'sifting') this.#judge(bytes)
    }
    if (this.#state === 'passing') {
      this.#pass(this.#pending.all())
      this.#remainder.add(piece.slice(at))
    }
    return records
  }

  /** There is no more. Gives the last records and what remains. */
  end(): { readonly records: readonly XmlElement[]; readonly remainder: Uint8Array } {
    const records: XmlElement[] = []
    if (this.#state !== 'broken') {
      const bytes = this.#pending.all()
      const passed = this.#state === 'passing' ? 0 : this.#sift(bytes, records, true)
      this.#pass(bytes.subarray(passed))
    }
    return { records, remainder: this.#remainder.all() }
  }

  /** Reads as many whole pieces as there are; gives the place behind the last. */
  #sift(bytes: Uint8Array, records: XmlElement[], isLast: boolean): number {
    let at = this.#state === 'beginning' ? this.#begin(bytes, isLast) : 0
    if (this.#state !== 'sifting') return at
    this.#scanner.goOn(Source.ofBytes(bytes))
    while (at < bytes.length && this.#state === 'sifting') {
      const isRecord = this.#isRecord(bytes, at)
      if (isRecord && !this.#mayTake()) {
        this.#state = 'passing'
        return at
      }
      const end = isRecord ? this.#take(at, records) : this.#leave(bytes, at)
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
    if (encoding !== 'utf-8') {
      this.#state = 'passing'
      return 0
    }
    const root = rootIn(bytes, markLength)
    if (root === -1) {
      this.#wanted = bytes.length * 2
      return 0
    }
    this.#remainder.add(bytes.slice(markLength, root))
    this.#state = 'sifting'
    return root
  }

  #isRecord(bytes: Uint8Array, at: number): boolean {
    if (this.#open.length !== this.#path.length - 1 || bytes[at] !== LESS || at + 1 === bytes.length) return false
    const { names } = this.#scanner
    const name = names.find(bytes, at + 1)
    if (name === NO_NAME) return false
    const { localName = '' } = names.parts[name] ?? {}
    return fits(localName, this.#path.at(-1)) && this.#open.every((one, step) => fits(one.localName, this.#path[step]))
  }

  /** Whether records may be given out at all. */
  #mayTake(): boolean {
    if (this.#asked) return true
    this.#asked = true
    const head = new GrowingBytes()
    const ends = this.#open.map(({ name }) => `</${name}>`).reverse()
    head.add(this.#remainder.all())
    head.add(new TextEncoder().encode(ends.join('')))
    return this.#options.mayStart?.(head.all()) !== false
  }

  #take(at: number, records: XmlElement[]): number {
    const scanner = this.#scanner
    const scopes = scanner.scopeCount
    const end = scanner.root(at)
    if (end === -1) {
      scanner.leaveTo(scopes)
      return -1
    }
    this.#outer ??= scanner.around()
    const record = new TapeElement(scanner.taken(this.#outer), 0)
    if (this.#taken++ === 0) this.#remainder.add(new TextEncoder().encode(`<${record.name}/>`))
    records.push(record)
    return end
  }

  #leave(bytes: Uint8Array, at: number): number {
    const scanner = this.#scanner
    const around = this.#open.at(-1)
    const scopes = scanner.scopeCount
    const isTooDeep = this.#open.length >= (this.#options.maxDepth ?? 512)
    const end = isTooDeep ? -1 : scanner.token(at, around?.id ?? NO_NAME)
    if (end === -1) {
      scanner.leaveTo(scopes)
      return -1
    }
    if (scanner.opened !== NO_NAME) {
      const { name = '', localName = '' } = scanner.names.parts[scanner.opened] ?? {}
      this.#open.push({ name, localName, id: scanner.opened, scopes })
      this.#outer = undefined
    } else if (scanner.closed) {
      this.#open.pop()
      scanner.leaveTo(around?.scopes ?? 0)
      this.#outer = undefined
    }
    const piece = bytes.subarray(at, end)
    if (this.#taken === 0 || !piece.every(isSpace)) this.#remainder.add(piece.slice())
    if (this.#open.length === 0) this.#state = 'passing' // the root has ended
    return end
  }

  /** Waits for what follows, of which the first bytes are there. */
  #keep(rest: Uint8Array): void {
    this.#pending = new GrowingBytes()
    if (rest.length > 0) this.#pending.add(rest)
    this.#wanted = rest.length + 1
    this.#failed = rest.length > 0
  }

  /**
   * Nothing could be read, not even the first piece. Either that is not all there, then as much again must come before
   * it is worth another try; or it is malformed, which the grammar tells.
   */
  #judge(bytes: Uint8Array): void {
    this.#wanted = bytes.length * 2
    if (!this.#failed) {
      this.#failed = true
      this.#wanted = bytes.length + 1
      return
    }
    const text = decoded(bytes)
    if (text === undefined) {
      this.#pass(bytes)
    } else if (!this.#isCutOff(text)) {
      this.#pass(bytes)
      this.#state = 'broken'
    }
  }

  #isCutOff(text: string): boolean {
    if (forbiddenCharacter(text) !== -1) return false
    const { maxDepth = 512 } = this.#options
    const around = this.#open.at(-1)?.name ?? 'root'
    const stop = new Grammar(`<${around}>${text}`, { maxDepth: maxDepth - this.#open.length + 1 }).document()
    return stop === undefined || stop.problem === 'truncated'
  }

  /** Takes nothing out any more. */
  #pass(rest: Uint8Array): void {
    this.#remainder.add(rest.slice())
    this.#pending = new GrowingBytes()
    this.#state = 'passing'
  }
}

function fits(localName: string, wanted: string | undefined): boolean {
  return wanted === '*' || wanted === localName
}

/** Without a last character that is cut off; undefined for what is not UTF-8. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true })
  } catch {
    return undefined
  }
}
