import { err, ok, Result } from 'neverthrow'
import type { Dialect } from '../dialects/contract.ts'
import type { Headers } from '../wire/http.ts'
import { type Open, tellProblem } from './bytes.ts'
import { parseDialect } from './dialect.ts'
import { lines } from './lines.ts'
import {
  type Circumstances,
  parseGiven,
  parseHeaders,
  parseStatus,
  type Recording,
  type Unreadable,
} from './recording.ts'

/**
 * The recordings that an NDJSON list names, one a line: `{"file","status"?,"headers"?,"dialect"?}`. What a
 * line leaves out is taken from `defaults`; empty lines are skipped. A line that cannot be understood is an
 * `Err` in its place and the rest goes on.
 */
export async function* readList(
  open: Open,
  list: string,
  defaults: Circumstances,
): AsyncGenerator<Result<Recording, Unreadable>> {
  let number = 0
  try {
    for await (const line of lines(open(list))) {
      number += 1
      if (line.trim() === '') continue
      const parsed = await parseLine(line, defaults)
      yield parsed.mapErr(({ file, error }) => wrongLine(list, number, file, error))
    }
  } catch (error) {
    yield err({ file: list, error: tellProblem(error) })
  }
}

function wrongLine(list: string, number: number, file: string | undefined, error: string): Unreadable {
  return { file: file ?? list, error: `line ${number} of ${list}: ${error}` }
}

interface WrongEntry {
  readonly file?: string
  readonly error: string
}

async function parseLine(line: string, defaults: Circumstances): Promise<Result<Recording, WrongEntry>> {
  const parsed = parseJson(line)
  if (parsed.isErr()) return err({ error: parsed.error })
  const { file, status, headers, dialect } = withoutNulls(parsed.value)
  if (typeof file !== 'string' || file === '') return err({ error: '"file" is not the path of a file' })
  const chosen: Result<Dialect | undefined, string> =
    dialect === undefined ? ok(defaults.dialect) : await parseDialect(String(dialect))
  return Result.combine([
    parseGiven(status, value => parseStatus(String(value)), defaults.status),
    parseGiven(headers, headersOf, defaults.headers),
    chosen,
  ])
    .map(([status, headers, dialect]) => ({ file, status, headers, dialect }))
    .mapErr(error => ({ file, error }))
}

function withoutNulls(entry: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null))
}

/** The parser's own message is left out: it quotes the line, which may hold a credential. */
function parseJson(line: string): Result<Readonly<Record<string, unknown>>, string> {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? ok({ ...value }) : err('is not a JSON object')
  } catch {
    return err('is not JSON')
  }
}

function headersOf(value: unknown): Result<Headers, string> {
  if (typeof value !== 'object' || value === null) return err('"headers" is not an object')
  const written: string[] = []
  for (const [name, field] of Object.entries(value)) {
    for (const one of Array.isArray(field) ? field : [field]) {
      if (typeof one !== 'string') return err('the value of a header is not text')
      written.push(`${name}: ${one}`)
    }
  }
  return parseHeaders(written)
}
