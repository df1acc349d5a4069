import { createReadStream } from 'node:fs'
import { CsvError, parse } from 'csv-parse'
import { lines } from '../lines.ts'

/** A row of the input: its columns by their names. */
export type Row = Readonly<Record<string, unknown>>

/** How an input file is written. */
export type InputFormat = 'csv' | 'ndjson'

/** Tells it by the end of the file's name. */
export function formatOf(path: string): InputFormat | undefined {
  const [, ending] = /\.(csv|ndjson|jsonl)$/i.exec(path) ?? []
  if (ending === undefined) return undefined
  return ending.toLowerCase() === 'csv' ? 'csv' : 'ndjson'
}

/**
 * Reads the rows of a file, one at a time.
 *
 * CSV as RFC 4180 has it: names in the first line, quotes, a byte order mark; a line with more or fewer columns is an
 * error. NDJSON: an object a line.
 *
 * @throws Error that names the line, while the rows are read
 */
export async function* readRows(path: string, format: InputFormat): AsyncGenerator<Row, void, undefined> {
  if (format === 'ndjson') yield* readObjects(path)
  else yield* readRecords(path)
}

async function* readRecords(path: string): AsyncGenerator<Row, void, undefined> {
  const parser = parse({ bom: true, columns: true, skip_empty_lines: true })
  const source = createReadStream(path)
  // A pipe passes on no error.
  source.on('error', error => parser.destroy(error))
  source.pipe(parser)
  try {
    for await (const record of parser) yield record as Row
  } catch (error) {
    // Its words name the line.
    throw error instanceof CsvError ? new Error(error.message) : error
  } finally {
    source.destroy()
  }
}

async function* readObjects(path: string): AsyncGenerator<Row, void, undefined> {
  let number = 0
  for await (const line of lines(createReadStream(path))) {
    number += 1
    if (line.trim() === '') continue
    yield parseLine(line, number)
  }
}

function parseLine(line: string, number: number): Row {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Row
  } catch {
    // told below, without quoting the line
  }
  throw new Error(`line ${number}: is no JSON object`)
}
