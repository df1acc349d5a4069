import type { Fault } from '../../core/fault.ts'
import type { TriesBefore } from '../../retry/item.ts'
import type { JobOutcome } from './outcome.ts'
import type { RunScript } from './redis.ts'

/** One start of one job. */
export interface Start {
  readonly id: string
  /** Grows with each start of the job, so that a worker which was taken for dead is told from the one that has it now. */
  readonly number: number
}

/** What is known of a job until it has its outcome. */
export interface Tries extends TriesBefore {
  /** When the first try began, in milliseconds since 1970; not there where the next one counts as the first. */
  readonly firstAt?: number
  /** How many of the tries are calls whose worker died. */
  readonly lost: number
}

/** What a start finds. */
export type Beginning =
  | { readonly is: 'begun'; readonly tries: Tries | undefined }
  /** An earlier start never told how it ended: its worker died, or lost its connection. `lost` such starts in all. */
  | { readonly is: 'lost'; readonly tries: Tries | undefined; readonly lost: number }
  /** The job has its outcome: the worker died before it could tell the engine. */
  | { readonly is: 'settled'; readonly outcome: JobOutcome }
  /** A later start has the job. */
  | { readonly is: 'stale' }
  | { readonly is: 'stopped' }
  | { readonly is: 'held'; readonly restMs: number }

/** What becomes of a note. */
export type Noted =
  | { readonly is: 'done'; readonly isStopped: boolean }
  /** The run ends with it, and the job stays to be done. */
  | { readonly is: 'open' }
  | { readonly is: 'settled'; readonly outcome: JobOutcome }
  | { readonly is: 'stale' }

/** How an outcome counts among the failures that a run accepts. */
export interface Count {
  readonly of: 'functional' | 'technical'
  /** How many end the run. */
  readonly endsAt: number
  readonly because: 'too-many-errors' | 'technical'
  readonly fault: Fault
  /** Whether the job then stays to be done. */
  readonly staysOpen: boolean
}

/** What a run knows of its jobs, in Redis: the only memory that outlives a worker. */
export interface Ledger {
  readonly begin: (start: Start, isOnce: boolean) => Promise<Beginning>
  /** Notes that a try has ended, and that the job goes back. */
  readonly release: (start: Start, tries: Tries) => Promise<Noted>
  /**
   * Gives a job its outcome, the first time; counts it once, however often it is noted. Where it then stays to be done, the
   * tries so far stay known.
   */
  readonly settle: (start: Start, outcome: JobOutcome, count?: Count, tries?: Tries) => Promise<Noted>
  /** Lets no call begin for so long, and gives how long none will: an earlier wait is never made shorter. */
  readonly hold: (delayMs: number) => Promise<number>
  /** Whether the run has ended. */
  readonly hasStopped: () => Promise<boolean>
}

/** Keeps a run's ledger through the scripts. */
export function ledger(redis: RunScript): Ledger {
  return {
    begin: async ({ id, number }, isOnce) => beginning(await redis('begin', id, number, isOnce ? 1 : 0)),
    release: async ({ id, number }, tries) => noted(await redis('release', id, number, said(tries))),
    settle: async ({ id, number }, outcome, count, tries) => {
      const most = count === undefined || count.endsAt === Number.POSITIVE_INFINITY ? -1 : count.endsAt
      const counting = [count?.of ?? '', most, count?.because ?? '', JSON.stringify(count?.fault ?? null)]
      const open = count?.staysOpen === true ? 1 : 0
      return noted(
        await redis('settle', id, number, JSON.stringify(outcome), outcome.kind, ...counting, open, said(tries)),
      )
    },
    hold: async delayMs => Number(await redis('hold', Math.max(1, Math.ceil(delayMs)))),
    hasStopped: async () => (await redis('stopped')) === 1,
  }
}

function beginning(answer: unknown): Beginning {
  const [is, first, second] = answer as [string, unknown, unknown]
  switch (is) {
    case 'begun':
      return { is, tries: triesOf(first) }
    case 'lost':
      return { is, tries: triesOf(first), lost: Number(second) }
    case 'settled':
      return { is, outcome: JSON.parse(String(first)) }
    case 'held':
      return { is, restMs: Number(first) }
    case 'stopped':
    case 'stale':
      return { is }
    default:
      throw new Error(`Redis gave an answer that no script gives: ${is}`)
  }
}

function triesOf(text: unknown): Tries | undefined {
  return text === '' ? undefined : JSON.parse(String(text))
}

function said(tries: Tries | undefined): string {
  return tries === undefined ? '' : JSON.stringify(tries)
}

function noted(answer: unknown): Noted {
  const [is, first] = answer as [string, unknown]
  switch (is) {
    case 'done':
      return { is, isStopped: typeof first === 'string' && first !== '' }
    case 'settled':
      return { is, outcome: JSON.parse(String(first)) }
    case 'open':
    case 'stale':
      return { is }
    default:
      throw new Error(`Redis gave an answer that no script gives: ${is}`)
  }
}
