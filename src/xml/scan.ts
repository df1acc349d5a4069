import { desk, LARGEST_DESK, ScannedTape } from './desk.ts'
import { forgetFull, type KnownNames, knownNames } from './known-names.ts'
import { type Place, REFUSED, Scanner, type ScanOptions } from './scanner.ts'
import type { Source } from './source.ts'
import type { Tape } from './tape.ts'

/** A root element on its tape, and the byte behind it. */
export interface Scanned {
  readonly tape: Tape
  readonly end: number
}

/**
 * Puts the root element of a document on a tape, in one pass over its bytes; undefined where it refuses.
 *
 * Accepts exactly what the grammar (`grammar.ts`) has no problem with, and never says why it refuses: that is the
 * grammar's part, which is asked only then. A law of the tests holds the two against each other.
 */
export function scan(source: Source, start: Place, options: ScanOptions): Scanned | undefined {
  const names = knownNames()
  desk.lying++
  const scanner = new Scanner(source, start, options, names, desk.numbers)
  const end = scanner.root(start.at)
  scanner.finish()
  forgetFull()
  const isSmall = scanner.numbers.length <= LARGEST_DESK
  if (isSmall) desk.numbers = scanner.numbers
  if (end === REFUSED) return undefined
  const again = () => scanAgain(source, start, options, names)
  const tape = new ScannedTape(scanner, undefined, isSmall ? undefined : scanner.numbers, again)
  return { tape, end }
}

/** @throws TypeError where the program has changed the bytes of a reply that it still reads: it must not */
function scanAgain(source: Source, start: Place, options: ScanOptions, names: KnownNames): Int32Array {
  const scanner = new Scanner(source, start, options, names, new Int32Array(4_096))
  if (scanner.root(start.at) === REFUSED) throw new TypeError('body: was changed while the reply was still being read')
  scanner.finish()
  return scanner.numbers
}
