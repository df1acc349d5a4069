import type { Fault, Issue, ServiceFault, Warning } from '../core/fault.ts'
import { isSuccess } from '../wire/http.ts'
import type { ExplainLine, OutcomeLine } from './line.ts'
import { type Paint, paint, wantsColor } from './paint.ts'
import type { Output, Terminal } from './terminal.ts'
import { visible } from './visible.ts'
import { appliedWords, counted, durationWords, remedySentence, verdicts, whereWords } from './words.ts'
import { padded, wrap } from './wrap.ts'

/** How text is laid out: colors, and the width to break lines at. Without a terminal lines are not broken. */
export interface Layout {
  readonly paint: Paint
  readonly width: number
}

export function layoutFor(env: Terminal['env'], output: Output): Layout {
  return { paint: paint(wantsColor(env, output)), width: output.columns ?? Number.POSITIVE_INFINITY }
}

/** What `faultline explain` shows of one file: the verdict, then each fault with what to do about it. */
export function explainText(line: ExplainLine, layout: Layout): string {
  const refused = line.outcomes.filter(outcome => !outcome.ok)
  const parts = [
    ...(line.fault === null ? [] : faultFields(line.fault).flatMap(field => laidOut(field, 2, layout))),
    ...refused.flatMap(outcome => outcomeText(outcome, layout)),
    ...line.warnings.flatMap(warning => laidOut(['warning', warningWords(warning)], 2, layout)),
  ]
  return [verdictText(line, refused.length, layout), ...parts, ''].join('\n')
}

/** A name and what it is, in one row or several. */
export type Field = readonly [name: string, value: string]

const NAME_COLUMNS = 10

/** Rows of one field: the name in a column of its own, the value wrapped beside it. */
export function laidOut([name, value]: Field, indent: number, { paint, width }: Layout): string[] {
  const margin = indent + NAME_COLUMNS
  return wrap(visible(value), width - margin).map((row, index) =>
    index === 0
      ? `${' '.repeat(indent)}${paint.faint(padded(name, NAME_COLUMNS))}${row}`
      : `${' '.repeat(margin)}${row}`,
  )
}

function verdictText(line: ExplainLine, refused: number, { paint }: Layout): string {
  const dialect = line.dialect === null ? '' : paint.faint(` (${visible(line.dialect)})`)
  return `${paint.strong(visible(line.file))}: ${verdict(line, refused, paint)}${dialect}`
}

function verdict({ fault, outcomes }: ExplainLine, refused: number, paint: Paint): string {
  if (fault !== null) return paint.bad(verdicts[fault.kind])
  const commands = counted(outcomes.length, 'command', 'commands')
  if (refused > 0) return paint.bad(`${refused} of ${commands} refused`)
  return outcomes.length === 0 ? paint.good('ok') : `${paint.good('ok')}, ${commands}`
}

function outcomeText({ index, operation, id, fault }: OutcomeLine, layout: Layout): string[] {
  const mark = id === undefined ? '' : ` ${visible(id)}`
  const head = `  ${layout.paint.strong(`#${index} ${visible(operation)}${mark}`)}`
  const fields = fault === undefined ? [] : faultFields(fault)
  const kind = fault === undefined ? '' : `: ${layout.paint.bad(verdicts[fault.kind])}`
  const warnings = fault?.kind === 'service' ? fault.warnings : []
  const all: Field[] = [...fields, ...warnings.map(warning => ['warning', warningWords(warning)] as const)]
  return [`${head}${kind}`, ...all.flatMap(field => laidOut(field, 4, layout))]
}

/** Everything a person wants to know of a fault, in the order of asking. */
export function faultFields(fault: Fault): Field[] {
  const fields: (readonly [string, string | undefined])[] = [
    ['category', `${fault.category} (${fault.kind})`],
    ['code', fault.kind === 'service' ? fault.code : undefined],
    ['status', tellingStatus(fault)],
    ...wordsOf(fault),
    ['where', whereWords(fault)],
    ['advice', fault.advice],
    ['applied', appliedWords[fault.applied]],
    ['remedy', remedySentence(fault)],
    ['wait', fault.retryAfterMs === undefined ? undefined : `at least ${durationWords(fault.retryAfterMs)}`],
    ...issuesOf(fault).map(issue => ['field', issueWords(issue)] as const),
    ...otherReasons(fault),
  ]
  return fields.filter((field): field is Field => field[1] !== undefined && field[1] !== '')
}

/** A service that refuses under 200 does what its API says; any other status is news. */
function tellingStatus({ kind, status }: Fault): string | undefined {
  if (status === undefined || (kind === 'service' && isSuccess(status))) return undefined
  return `HTTP ${status}`
}

/** The service's own words beside what they mean; of faultline's own the longer ones. */
function wordsOf({ kind, message, title }: Fault): Field[] {
  if (message === title) return [['means', title]]
  if (kind === 'service')
    return [
      ['says', message],
      ['means', title],
    ]
  return message.includes(title)
    ? [['means', message]]
    : [
        ['means', title],
        ['because', message],
      ]
}

function issuesOf(fault: Fault): readonly Issue[] {
  return 'issues' in fault ? (fault.issues ?? []) : []
}

function issueWords({ path, message }: Issue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`
}

function otherReasons(fault: Fault): Field[] {
  if (fault.kind !== 'service') return []
  const named = fault.reasons.find(
    ({ code, title, category }) => code === fault.code && title === fault.title && category === fault.category,
  )
  return fault.reasons.filter(reason => reason !== named).map(reason => ['also', reasonWords(reason)])
}

function reasonWords({ code, category, texts, title, operation }: ServiceFault['reasons'][number]): string {
  const head = [operation, code === undefined ? category : `${code} ${category}`].filter(Boolean).join(' ')
  return `${head}: ${texts.length === 0 ? title : texts.join(' ')}`
}

function warningWords({ index, code, message }: Warning): string {
  const place = index === undefined ? '' : `#${index} `
  return `${place}${code === undefined ? '' : `${code}: `}${message}`
}
