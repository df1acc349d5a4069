import type { KnownNames } from './known-names.ts'
import type { Source } from './source.ts'
import type { Declaring, Tape } from './tape.ts'

/**
 * The desk on which tapes are written, and the number of the one that lies there. New memory costs more than to scan
 * what goes into it, and of most replies nobody wants more than can be seen while they lie there.
 */
export const desk = { numbers: new Int32Array(4_096) as Int32Array, lying: 0 }

/** Longer tapes get memory of their own: 4 MiB are enough to keep. */
export const LARGEST_DESK = 1 << 20

/** A tape that is on the desk until that is needed for another. Whoever asks for it later has the document scanned again. */
export class ScannedTape implements Tape {
  readonly source: Source
  readonly names: KnownNames
  readonly declaring: readonly Declaring[]
  readonly outer: ReadonlyMap<string, string> | undefined
  private readonly mark = desk.lying
  private readonly again: () => Int32Array
  private own: Int32Array | undefined

  /** @param own the tape in memory of its own, if it is not on the desk */
  constructor(
    { source, names, declaring }: Pick<Tape, 'source' | 'names' | 'declaring'>,
    outer: ReadonlyMap<string, string> | undefined,
    own: Int32Array | undefined,
    again: () => Int32Array,
  ) {
    this.source = source
    this.names = names
    this.declaring = declaring
    this.outer = outer
    this.own = own
    this.again = again
  }

  get numbers(): Int32Array {
    if (this.own === undefined) {
      if (desk.lying === this.mark) return desk.numbers
      this.own = this.again()
    }
    return this.own
  }
}
