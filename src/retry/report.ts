import type { Fault } from '../core/fault.ts'
import { present } from '../core/present.ts'
import { observe } from './observe.ts'
import type { GiveUpEvent, RecoveredEvent, RetryObserver } from './observer.ts'
import { type Clock, systemClock } from './sleep.ts'
import { worstApplied } from './worst-applied.ts'

/** What happened to calls in one stretch of time. Plain data; `text` is the same to be read. */
export interface RetryReport {
  /** Milliseconds since 1970. */
  readonly from: number
  readonly to: number
  /** Calls that succeeded after repeats. */
  readonly recovered: readonly ReportLine[]
  /** Calls that failed for good. */
  readonly gaveUp: readonly ReportLine[]
  readonly text: string
}

/** Calls of one operation that met the same fault. */
export interface ReportLine {
  readonly operation?: string
  readonly category: Fault['category']
  readonly code?: string
  /** What the fault is, in faultline's words. */
  readonly title: string
  readonly count: number
  /** For recoveries: how many repeats the one that needed most took. */
  readonly retries?: number
  /** For failures: why no more was tried, of the last one. */
  readonly because?: string
  /** For failures: whether the service may have acted, by what the one says that admits to most. */
  readonly applied?: Fault['applied']
}

/** How reports are made. */
export interface ReportOptions {
  /** Takes each report: sends a mail, posts to a chat. Not waited for; what it throws is dropped. */
  readonly deliver: (report: RetryReport) => unknown
  /** From the first thing that is told to the report, in milliseconds. Default: an hour. */
  readonly everyMs?: number
  /** Different lines in a report; the rest is counted together. Default 50. */
  readonly maxLines?: number
  readonly clock?: Clock
}

/** An observer that gathers, to be given to clients, and what ends it. */
export interface Reporter extends RetryObserver {
  /** Delivers what has been gathered, if anything. */
  readonly flush: () => void
}

/**
 * Gathers what was saved by repeats and what was given up, and delivers one report for each stretch of time in which
 * anything happened. A report that is due does not keep the process alive: call `flush` before the end of a program.
 *
 * @throws TypeError where nobody takes the reports, or an option is no number that it can be
 * @example
 * const reporter = retryReporter({ deliver: report => mail('ops', report.text) })
 * const api = openAirXml({ url, namespace, key, auth, retry: { observers: [reporter] } })
 */
export function retryReporter(options: ReportOptions): Reporter {
  const { deliver, everyMs = 3_600_000, maxLines = 50, clock = systemClock } = options
  if (typeof deliver !== 'function') throw new TypeError('retryReporter: `deliver` is not a function')
  for (const [name, value] of Object.entries({ everyMs, maxLines })) {
    if (!(value >= 1)) throw new TypeError(`retryReporter: \`${name}\` is not a number from 1 on`)
  }
  let gathered: Gathered | undefined
  const gather = () => {
    if (gathered !== undefined) return gathered
    const stop = clock.after(everyMs, flush, { background: true })
    gathered = { from: clock.now(), recovered: new Map(), gaveUp: new Map(), stop }
    return gathered
  }
  const flush = () => {
    const done = gathered
    if (done === undefined) return
    gathered = undefined
    done.stop()
    observe(deliver, () => reportOf(done, clock.now(), maxLines))
  }
  return {
    onRecovered: event => add(gather().recovered, lineOfRecovery(event)),
    onGiveUp: event => add(gather().gaveUp, lineOfGiveUp(event)),
    flush,
  }
}

interface Gathered {
  readonly from: number
  readonly recovered: Lines
  readonly gaveUp: Lines
  readonly stop: () => void
}

/** By what makes two events the same. A flood of different ones is bounded where the report is made. */
type Lines = Map<string, ReportLine>

const MOST_GATHERED = 1_000

function add(lines: Lines, line: ReportLine): void {
  const own = [line.operation, line.category, line.code, line.title].join('\n')
  const key = lines.has(own) || lines.size < MOST_GATHERED ? own : ''
  const before = lines.get(key)
  const all = before === undefined ? [line] : [before, line]
  lines.set(key, { ...(key === '' ? OTHERS : line), ...together(all) })
}

const OTHERS = { category: 'unknown', title: 'other faults' } as const

/** What holds of all lines that become one. */
function together(lines: readonly ReportLine[]): Pick<ReportLine, 'count' | 'retries' | 'applied'> {
  const retries = lines.flatMap(line => line.retries ?? [])
  const applied = lines.flatMap(line => line.applied ?? [])
  return {
    count: total(lines),
    ...(retries.length === 0 ? {} : { retries: Math.max(...retries) }),
    ...(applied.length === 0 ? {} : { applied: worstApplied(applied) }),
  }
}

function lineOfRecovery({ operation, retries, fault }: RecoveredEvent): ReportLine {
  return { ...about(operation, fault), retries }
}

function lineOfGiveUp({ operation, fault }: GiveUpEvent): ReportLine {
  return { ...about(operation, fault), ...present({ because: fault.stopped?.because }), applied: fault.applied }
}

function about(operation: string | undefined, fault: Fault): ReportLine {
  const code = fault.kind === 'service' ? fault.code : undefined
  return { ...present({ operation, code }), category: fault.category, title: fault.title, count: 1 }
}

function reportOf({ from, recovered, gaveUp }: Gathered, to: number, maxLines: number): RetryReport {
  const data = { from, to, recovered: shortened(recovered, maxLines), gaveUp: shortened(gaveUp, maxLines) }
  return { ...data, text: textOf(data) }
}

/** The most frequent first; the rest as one line. */
function shortened(lines: Lines, most: number): readonly ReportLine[] {
  const sorted = [...lines.values()].sort((one, other) => other.count - one.count)
  const rest = sorted.slice(most)
  if (rest.length === 0) return sorted
  return [...sorted.slice(0, most), { ...OTHERS, title: `${rest.length} other faults`, ...together(rest) }]
}

function textOf({ from, to, recovered, gaveUp }: Omit<RetryReport, 'text'>): string {
  const saved = total(recovered)
  const failed = total(gaveUp)
  const head = `Calls from ${time(from)} to ${time(to)}: ${failed} failed for good, ${saved} succeeded after repeats`
  return [
    head,
    ...(failed === 0 ? [] : ['', 'Failed for good:', ...gaveUp.map(failure)]),
    ...(saved === 0 ? [] : ['', 'Succeeded after repeats:', ...recovered.map(recovery)]),
    '',
  ].join('\n')
}

function failure(line: ReportLine): string {
  const why = line.because === undefined ? '' : `, ${line.because}`
  const done = line.applied === undefined || line.applied === 'no' ? '' : `, may have been done (${line.applied})`
  return `  ${named(line)}${why}${done}`
}

function recovery(line: ReportLine): string {
  const { retries = 0 } = line
  return `  ${named(line)}, at most ${retries} ${retries === 1 ? 'repeat' : 'repeats'}`
}

function named({ count, operation = 'any', category, code, title }: ReportLine): string {
  return `${count} x ${operation}: ${title} (${category}${code === undefined ? '' : `, code ${code}`})`
}

function total(lines: readonly ReportLine[]): number {
  return lines.reduce((sum, { count }) => sum + count, 0)
}

function time(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
}
