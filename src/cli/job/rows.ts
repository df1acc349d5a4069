import { isUtf8 } from 'node:buffer'
import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { lines } from '../lines.ts'
import { readObject } from './read-object.ts'

/** One row of the input: its columns by name. Those of a CSV are texts. */
export type Row = Readonly<Record<string, unknown>>

/** What is wrong with an input, in a sentence that names the line. */
export class UnreadableRows extends Error {}

/** More than this in one row is a quote that is never closed, or no file of rows. */
const ROW_BYTES = 16 * 1024 * 1024

/**
 * Reads rows, one at a time: those of a CSV with a header, or else one JSON object a line. Empty lines are skipped.
 *
 * @throws UnreadableRows at the first row that is none
 */
export function readRows(bytes: AsyncIterable<Uint8Array>, isCsv: boolean): AsyncGenerator<Row> {
  return isCsv ? csvRows(textBytes(bytes)) : jsonRows(textBytes(bytes))
}

/** Whether a path names rows at all. */
export function isRowsFile(path: string): boolean {
  return /\.(csv|ndjson|jsonl)$/i.test(path)
}

/** A byte that is not UTF-8 would reach the service as another character than it is. */
async function* textBytes(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  let before: Uint8Array = new Uint8Array()
  const check = (piece?: Uint8Array) => {
    try {
      decoder.decode(piece, { stream: piece !== undefined })
    } catch {
      throw new UnreadableRows(`line ${line + validLines(before, piece)}: is not UTF-8`)
    }
  }
  for await (const piece of bytes) {
    check(piece)
    line += linesIn(piece)
    before = piece
    yield piece
  }
  check()
}

const NEWLINE = 10

function linesIn(piece: Uint8Array): number {
  let count = 0
  for (let end = piece.indexOf(NEWLINE); end !== -1; end = piece.indexOf(NEWLINE, end + 1)) count += 1
  return count
}

/** How many lines of a piece end before the one that is not UTF-8. It may go on with a character of the piece before. */
function validLines(before: Uint8Array, piece: Uint8Array = new Uint8Array()): number {
  const last = before.subarray(before.lastIndexOf(NEWLINE) + 1).subarray(-3)
  const bytes = Buffer.concat([last.subarray(last.findIndex(byte => (byte & 0xc0) !== 0x80)), piece])
  let start = 0
  let count = 0
  for (let end = bytes.indexOf(NEWLINE); end !== -1 && isUtf8(bytes.subarray(start, end)); ) {
    count += 1
    start = end + 1
    end = bytes.indexOf(NEWLINE, start)
  }
  return count
}

/** Any of them anywhere: of two files one behind the other each has its own, and no end of a line may become part of a value. */
const LINE_ENDS = ['\r\n', '\n', '\r']

async function* csvRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Row> {
  const parser = parse({ bom: true, skip_empty_lines: true, max_record_size: ROW_BYTES, record_delimiter: LINE_ENDS })
  // What goes wrong before the parser ends it, and so comes out of the loop.
  pipeline(Readable.from(bytes), parser, () => {})
  let header: readonly string[] | undefined
  try {
    for await (const record of parser as AsyncIterable<readonly string[]>) {
      if (header === undefined) header = checkHeader(record)
      else yield Object.fromEntries(header.map((name, place) => [name, record[place] ?? '']))
    }
  } catch (error) {
    throw csvProblem(error, parser.info.lines)
  }
  if (header === undefined) throw new UnreadableRows('has no header')
}

function checkHeader(names: readonly string[]): readonly string[] {
  const empty = names.findIndex(name => name.trim() === '')
  if (empty !== -1) throw new UnreadableRows(`line 1: column ${empty + 1} has no name`)
  const double = names.find((name, place) => names.indexOf(name) !== place)
  if (double !== undefined) throw new UnreadableRows(`line 1: two columns are named "${double}"`)
  return names
}

/** The parser's own message is left out: it quotes the row. */
function csvProblem(error: unknown, lastLine: number): unknown {
  if (!(error instanceof CsvError)) return error
  const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : lastLine
  const what = CSV_PROBLEMS[error.code] ?? `is not CSV (${error.code})`
  return new UnreadableRows(`line ${line}: ${what}`)
}

const CSV_PROBLEMS: Readonly<Record<string, string>> = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'has not as many columns as the header',
  CSV_QUOTE_NOT_CLOSED: 'a quote is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'there is text behind a closing quote',
  INVALID_OPENING_QUOTE: 'there is a quote inside a value that is not quoted',
  CSV_MAX_RECORD_SIZE: 'the row is too long, or a quote is never closed',
}

async function* jsonRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Row> {
  let number = 0
  for await (const line of lines(shortLines(bytes))) {
    number += 1
    if (line.trim() === '') continue
    const row = readObject(line)
    if (row.isErr()) throw new UnreadableRows(`line ${number}: ${row.error}`)
    yield row.value
  }
}

/** Keeps what is no file of lines from being held as one. */
async function* shortLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let length = 0
  for await (const piece of bytes) {
    const end = piece.lastIndexOf(10)
    length = end === -1 ? length + piece.length : piece.length - end - 1
    if (length > ROW_BYTES) throw new UnreadableRows('has a line that is too long')
    yield piece
  }
}
