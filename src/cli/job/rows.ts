import { createReadStream } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { lines } from '../lines.ts'

/** One row of the input: its columns by name. Those of a CSV are texts. */
export type Row = Readonly<Record<string, unknown>>

/** What is wrong with an input, in a sentence that names the line. */
export class UnreadableRows extends Error {}

/** More than this in one row is a quote that is never closed, or no file of rows. */
const ROW_BYTES = 16 * 1024 * 1024

/**
 * Reads the rows of a file, one at a time: `.csv` with a header, or `.ndjson` (`.jsonl`), one object a line. Empty lines are
 * skipped.
 *
 * @param onBytes told each piece of the file as it is read
 * @throws UnreadableRows at the first row that is none
 */
export function readRows(path: string, onBytes: (bytes: Uint8Array) => unknown = () => {}): AsyncGenerator<Row> {
  const bytes = textBytes(path, onBytes)
  return isCsv(path) ? csvRows(bytes) : jsonRows(bytes)
}

/** Whether a path names rows at all. */
export function isRowsFile(path: string): boolean {
  return /\.(csv|ndjson|jsonl)$/i.test(path)
}

function isCsv(path: string): boolean {
  return /\.csv$/i.test(path)
}

/** A byte that is not UTF-8 would reach the service as another character than it is. */
async function* textBytes(path: string, onBytes: (bytes: Uint8Array) => unknown): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
      onBytes(piece)
      decoder.decode(piece, { stream: true })
      yield piece
    }
    decoder.decode()
  } catch (error) {
    throw error instanceof TypeError ? new UnreadableRows('is not UTF-8') : error
  }
}

async function* csvRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Row> {
  const parser = parse({ bom: true, skip_empty_lines: true, max_record_size: ROW_BYTES })
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
    const row = parseObject(line)
    if (row === undefined) throw new UnreadableRows(`line ${number}: is not a JSON object`)
    yield row
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

function parseObject(line: string): Row | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : undefined
  } catch {
    return undefined
  }
}
