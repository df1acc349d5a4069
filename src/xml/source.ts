/** How many bytes become one string at the most, where nobody wants more: V8 maps memory for each larger one. */
const LARGEST_WINDOW = 32_768
/** What is decoded for a piece from anywhere, and how far apart marks are. */
const SMALLEST_WINDOW = 2_048

/** The most bytes that a document may have: its places fit into 29 bits, as the length of a string does in V8. */
export const MOST_BYTES = 0x1fff_0000

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const strict = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true })
const encoder = new TextEncoder()

/** The same place as a byte and as a unit of the text. */
interface Mark {
  readonly byte: number
  readonly unit: number
}

/**
 * A document as bytes of UTF-8, of which strings are made only where somebody wants one: a window of text at a time,
 * so that whoever keeps a piece of it keeps that window and not the whole document.
 *
 * Units of text are those of a string, UTF-16 code units.
 */
export class Source {
  readonly bytes: Uint8Array
  /** Places behind which bytes and units are no longer the same, in order. */
  readonly #marks: Mark[] = []
  #text: string | undefined
  #window = ''
  /** Which units the window shows. */
  #from = 0
  #to = 0
  #size = SMALLEST_WINDOW

  private constructor(bytes: Uint8Array, text: string | undefined) {
    this.bytes = bytes
    this.#text = text
    if (text !== undefined) this.#show(text, 0)
  }

  /** A lone surrogate has no form in UTF-8; another character that XML forbids stands in its place. */
  static ofText(text: string): Source {
    const bytes = new Uint8Array(text.length)
    const { read, written } = encoder.encodeInto(text, bytes)
    if (read === text.length && written === read) return new Source(bytes, text)
    return new Source(encoder.encode(text.replace(/[\uD800-\uDFFF]/gu, '\uFFFE')), text)
  }

  /**
   * Reads from the bytes as they are given: whoever changes them changes the document. They need not be valid UTF-8;
   * the scanner refuses what is not, and `isValid` tells.
   */
  static ofBytes(bytes: Uint8Array): Source {
    return new Source(bytes, undefined)
  }

  /** Whether the bytes are UTF-8. Looks at all of them. */
  get isValid(): boolean {
    try {
      strict.decode(this.bytes)
      return true
    } catch {
      return false
    }
  }

  /** All of it. A long document becomes a long string here: for those who must read it as a person would. */
  get text(): string {
    this.#text ??= decoder.decode(this.bytes)
    return this.#text
  }

  /** The beginning: all of it where that is short. */
  get head(): string {
    if (this.#from !== 0 || this.#to === 0) this.#move(0, 0)
    return this.#window
  }

  /** Told by whoever reads the bytes in order: where a unit of the text is, once that is not where the byte is. */
  mark(byte: number, unit: number): void {
    const last = this.#marks.at(-1)
    if (last === undefined || byte - last.byte >= SMALLEST_WINDOW) this.#marks.push({ byte, unit })
  }

  /** The text from one unit to another. */
  cut(start: number, end: number): string {
    if (start < this.#from || end > this.#to) this.#move(start, end)
    return this.#window.slice(start - this.#from, end - this.#from)
  }

  /** Reads ahead, more each time that the next piece is wanted, and little again behind a leap. */
  #move(start: number, end: number): void {
    const isNext = start >= this.#from && start - this.#to < SMALLEST_WINDOW
    this.#size = isNext ? Math.min(this.#size * 2, LARGEST_WINDOW) : SMALLEST_WINDOW
    const { byte, unit } = this.#markBefore(start)
    const wanted = (end - unit) * (this.#marks.length === 0 ? 1 : MOST_UNIT_BYTES)
    const stop = boundary(this.bytes, Math.min(this.bytes.length, byte + Math.max(this.#size, wanted)))
    this.#show(decoder.decode(this.bytes.subarray(byte, stop)), unit)
  }

  #show(window: string, from: number): void {
    this.#window = window
    this.#from = from
    this.#to = from + window.length
  }

  #markBefore(unit: number): Mark {
    const marks = this.#marks
    let low = 0
    let high = marks.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((marks[middle]?.unit ?? 0) <= unit) low = middle + 1
      else high = middle
    }
    return marks[low - 1] ?? { byte: unit, unit }
  }
}

/** The most bytes that one unit of a text takes. */
const MOST_UNIT_BYTES = 3

/** The place at or before `end` where a character begins. */
function boundary(bytes: Uint8Array, end: number): number {
  let at = end
  while (end - at < 3 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at--
  return at
}
