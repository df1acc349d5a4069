import { ok, Result } from 'neverthrow'
import type { Dialect } from '../dialects/contract.ts'
import { normalize } from '../normalize/normalize.ts'
import { MAX_BYTES } from '../xml/decode.ts'
import { type Open, openFiles, readBytes } from './bytes.ts'
import { parseDialect } from './dialect.ts'
import { layoutFor } from './layout.ts'
import { describeFile, describeUnreadable, type ExplainLine } from './line.ts'
import { readList } from './list.ts'
import {
  type Circumstances,
  parseGiven,
  parseHeaders,
  parseStatus,
  type Recording,
  type Unreadable,
} from './recording.ts'
import { sanitize, writeJson } from './sanitize.ts'
import { exitCodes, type Terminal } from './terminal.ts'
import { writeExplanation } from './text.ts'
import { reportMisuse } from './usage.ts'
import { count } from './words.ts'

/** The options of `faultline explain` as written on the command line. */
export interface ExplainOptions {
  readonly dialect?: string
  readonly status?: string
  readonly header?: readonly string[]
  readonly from?: string
  readonly json?: boolean
}

/**
 * Explains recorded replies, the named files first, then those of the list; without any, standard input.
 *
 * @returns 0 where no reply holds a fault, 1 where one does, 2 where something could not be read or the
 *   options are wrong
 */
export async function explain(files: readonly string[], options: ExplainOptions, terminal: Terminal): Promise<number> {
  const circumstances = await readCircumstances(options)
  if (circumstances.isErr()) return reportMisuse(circumstances.error, 'explain', terminal)
  const wanted = files.length === 0 && options.from === undefined ? ['-'] : files
  if (wanted[0] === '-' && files.length === 0 && terminal.stdin.isTTY) {
    return reportMisuse('there is nothing to explain: name a file, or - for standard input', 'explain', terminal)
  }
  const open = openFiles(terminal.stdin)
  const tally = { read: 0, faults: 0, unreadable: 0 }
  const show = options.json === true ? showJson : textShower()
  for await (const recording of recordings(wanted, options.from, circumstances.value, open)) {
    const line = await explainOne(recording, open)
    tally.read += 1
    if (line.error !== undefined) tally.unreadable += 1
    else if (!line.ok) tally.faults += 1
    await show(line, terminal)
    if (terminal.closed.aborted) break
  }
  if (options.json !== true && tally.read > 1) await terminal.stdout.write(summary(tally))
  return tally.unreadable > 0 ? exitCodes.usage : tally.faults > 0 ? exitCodes.fault : exitCodes.ok
}

async function readCircumstances({ status, header, dialect }: ExplainOptions): Promise<Result<Circumstances, string>> {
  const chosen: Result<Dialect | undefined, string> = dialect === undefined ? ok(dialect) : await parseDialect(dialect)
  return Result.combine([parseGiven(status, parseStatus, 200), parseGiven(header, parseHeaders, {}), chosen]).map(
    ([status, headers, dialect]) => ({ status, headers, dialect }),
  )
}

async function* recordings(
  files: readonly string[],
  list: string | undefined,
  circumstances: Circumstances,
  open: Open,
): AsyncGenerator<Result<Recording, Unreadable>> {
  for (const file of files) yield ok({ file, ...circumstances })
  if (list !== undefined) yield* readList(open, list, circumstances)
}

async function explainOne(wanted: Result<Recording, Unreadable>, open: Open): Promise<ExplainLine> {
  if (wanted.isErr()) return describeUnreadable(wanted.error.file, wanted.error.error)
  const { file, status, headers, dialect } = wanted.value
  const bytes = await readBytes(open, file, MAX_BYTES)
  if (bytes.isErr()) return describeUnreadable(file, bytes.error)
  const reply = { status, headers, body: bytes.value }
  return describeFile(file, normalize(reply, { maxBytes: MAX_BYTES, ...(dialect === undefined ? {} : { dialect }) }))
}

async function showJson(line: ExplainLine, { stdout }: Terminal): Promise<void> {
  await stdout.write(writeJson(line))
}

/** Writes replies as text: those with something to tell stand apart, those without are a list. */
function textShower(): (line: ExplainLine, terminal: Terminal) => Promise<void> {
  let before: 'nothing' | 'row' | 'block' = 'nothing'
  return async (line, { stdout, stderr, env }) => {
    if (line.error !== undefined) return stderr.write(`${sanitize(line.file)}: ${sanitize(line.error)}\n`)
    const text = writeExplanation(line, layoutFor(env, stdout))
    const now = text.indexOf('\n') < text.length - 1 ? 'block' : 'row'
    const apart = before !== 'nothing' && (before === 'block' || now === 'block')
    before = now
    return stdout.write(apart ? `\n${text}` : text)
  }
}

function summary({ read, faults, unreadable }: Readonly<Record<'read' | 'faults' | 'unreadable', number>>): string {
  const parts = [`${read - faults - unreadable} ok`, `${faults} with faults`]
  if (unreadable > 0) parts.push(`${unreadable} unreadable`)
  return `\n${count(read, 'reply', 'replies')}: ${parts.join(', ')}\n`
}
