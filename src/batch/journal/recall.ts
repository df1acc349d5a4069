import { createReadStream } from 'node:fs'
import { type Heading, readEntry, readHeading } from './entry.ts'
import { Ledger } from './ledger.ts'

/** What a journal file holds. */
export interface Recalled {
  /** Absent where the file is empty, or was cut off within its first line. */
  readonly heading: Heading | undefined
  readonly ledger: Ledger
  /** How much of the file is whole lines. */
  readonly lengthBytes: number
}

/**
 * Reads a journal, of any length, in constant memory. A last line without its end was being written when the program
 * ended: it does not count.
 *
 * @throws Error where a line before the last is none of a journal, or the file cannot be read
 */
export async function recall(path: string): Promise<Recalled> {
  const ledger = new Ledger()
  let heading: Heading | undefined
  let lengthBytes = 0
  for await (const { line, bytes, number } of wholeLines(path)) {
    if (number === 1) {
      heading = readHeading(line)
      if (heading === undefined) throw new Error(FOREIGN)
    } else {
      const entry = readEntry(line)
      if (entry === undefined) throw new Error(`line ${number} is none of a journal`)
      ledger.take(entry)
    }
    lengthBytes += bytes
  }
  return { heading, ledger, lengthBytes }
}

const NEWLINE = 10
const FOREIGN = 'line 1 is not the first line of a journal'
const START = Buffer.from('{"journal":1,')

/** What was cut off within its first line begins as one does, or is zeros where the power failed. */
function isStart(rest: Buffer): boolean {
  const begun = rest.subarray(0, START.length)
  return begun.every((byte, index) => byte === 0 || byte === START[index])
}

async function* wholeLines(path: string) {
  let rest: Buffer = Buffer.alloc(0)
  let number = 0
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    let start = 0
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      number += 1
      yield { line: bytes.toString('utf8', start, end), bytes: end + 1 - start, number }
      start = end + 1
    }
    rest = bytes.subarray(start)
    // A file of somebody else would be cut off to nothing, or read as one line for ever.
    if (number === 0 && !isStart(rest)) throw new Error(FOREIGN)
  }
}
