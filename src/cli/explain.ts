import { ok, Result } from 'neverthrow'
import type { Dialect } from '../dialects/contract.ts'
import { normalize } from '../normalize/normalize.ts'
import { MAX_BODY_BYTES, type Open, opener, readBytes } from './bytes.ts'
import { parseDialect } from './dialect.ts'
import { type ExplainLine, explainLine, unreadableLine } from './line.ts'
import { readList } from './list.ts'
import { type Circumstances, given, parseHeaders, parseStatus, type Recording, type Unreadable } from './recording.ts'
import { exitCodes, type Terminal } from './terminal.ts'
import { explainText, layoutFor } from './text.ts'
import { misused } from './usage.ts'
import { jsonLine, visible } from './visible.ts'
import { counted } from './words.ts'

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
  if (circumstances.isErr()) return misused(circumstances.error, 'explain', terminal)
  const wanted = files.length === 0 && options.from === undefined ? ['-'] : files
  if (wanted[0] === '-' && files.length === 0 && terminal.stdin.isTTY) {
    return misused('there is nothing to explain: name a file, or - for standard input', 'explain', terminal)
  }
  const open = opener(terminal.stdin)
  const tally = { read: 0, faults: 0, unreadable: 0 }
  const show = options.json === true ? showJson : showText
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
  return Result.combine([given(status, parseStatus, 200), given(header, parseHeaders, {}), chosen]).map(
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
  if (wanted.isErr()) return unreadableLine(wanted.error.file, wanted.error.error)
  const { file, status, headers, dialect } = wanted.value
  const bytes = await readBytes(open, file, MAX_BODY_BYTES)
  if (bytes.isErr()) return unreadableLine(file, bytes.error)
  const reply = { status, headers, body: bytes.value }
  return explainLine(
    file,
    normalize(reply, { maxBytes: MAX_BODY_BYTES, ...(dialect === undefined ? {} : { dialect }) }),
  )
}

async function showJson(line: ExplainLine, { stdout }: Terminal): Promise<void> {
  await stdout.write(jsonLine(line))
}

async function showText(line: ExplainLine, { stdout, stderr, env }: Terminal): Promise<void> {
  if (line.error === undefined) await stdout.write(explainText(line, layoutFor(env, stdout)))
  else await stderr.write(`${visible(line.file)}: ${visible(line.error)}\n`)
}

function summary({ read, faults, unreadable }: Readonly<Record<'read' | 'faults' | 'unreadable', number>>): string {
  const parts = [`${read - faults - unreadable} ok`, `${faults} with faults`]
  if (unreadable > 0) parts.push(`${unreadable} unreadable`)
  return `\n${counted(read, 'reply', 'replies')}: ${parts.join(', ')}\n`
}
