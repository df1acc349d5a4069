import type { Result } from 'neverthrow'
import type { Fault, Warning } from '../core/fault.ts'
import type { Outcome, Reply } from '../core/reply.ts'

/** What became of one command, as plain data. */
export interface OutcomeLine {
  readonly index: number
  readonly operation: string
  readonly id?: string
  readonly ok: boolean
  readonly fault?: Fault
}

/** One reply explained, as plain data that survives JSON. */
export interface ReplyLine {
  /** No fault anywhere in the reply, neither of the whole nor of a single command. */
  readonly ok: boolean
  /** The name of the dialect that read the reply; null where none did. */
  readonly dialect: string | null
  /** What refused the reply as a whole; a refused command has its fault among the outcomes. */
  readonly fault: Fault | null
  readonly outcomes: readonly OutcomeLine[]
  readonly warnings: readonly Warning[]
}

/** What `faultline explain --json` prints about one file. `error` stands only where the file could not be read. */
export interface ExplainLine extends ReplyLine {
  readonly file: string
  readonly error?: string
}

/** Lays a `Result` out as plain data: verdict, fault, outcomes in order, warnings. Payloads are left out. */
export function describeReply(result: Result<Reply, Fault>): ReplyLine {
  return result.match(describeAnswer, describeRefusal)
}

/** The line of one file that was read. */
export function describeFile(file: string, result: Result<Reply, Fault>): ExplainLine {
  return { file, ...describeReply(result) }
}

/** The line of a file that could not be read: nothing is known of the reply in it. */
export function describeUnreadable(file: string, error: string): ExplainLine {
  return { file, ok: false, dialect: null, fault: null, outcomes: [], warnings: [], error }
}

function describeAnswer(reply: Reply): ReplyLine {
  const outcomes = reply.outcomes.map(describeOutcome)
  return {
    ok: outcomes.every(outcome => outcome.ok),
    dialect: reply.dialect,
    fault: null,
    outcomes,
    warnings: reply.warnings,
  }
}

function describeRefusal(fault: Fault): ReplyLine {
  const warnings = fault.kind === 'service' ? fault.warnings : []
  return { ok: false, dialect: fault.dialect ?? null, fault, outcomes: [], warnings }
}

function describeOutcome({ index, operation, id, result }: Outcome): OutcomeLine {
  const head = { index, operation, ...(id === undefined ? {} : { id }) }
  return result.match<OutcomeLine>(
    () => ({ ...head, ok: true }),
    fault => ({ ...head, ok: false, fault }),
  )
}
