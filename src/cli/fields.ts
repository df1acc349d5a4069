import type { Fault, Issue, ServiceFault, Warning } from '../core/fault.ts'
import { isSuccess } from '../wire/http.ts'
import { evidenceOf } from './evidence.ts'
import type { Field } from './layout.ts'
import { listPlaces } from './places.ts'
import { appliedWords, tellDuration, tellRemedy, tellWhere } from './words.ts'

/** Everything a person wants to know of a fault, in the order of asking. */
export function listFields(fault: Fault): Field[] {
  const fields: (readonly [string, string | undefined])[] = [
    ['category', `${fault.category} (${fault.kind})`],
    ['code', fault.kind === 'service' ? fault.code : undefined],
    ['status', tellingStatus(fault)],
    ...wordsOf(fault),
    tellWhere(fault),
    ['advice', fault.advice],
    ['applied', appliedWords[fault.applied]],
    ['remedy', tellRemedy(fault)],
    ['wait', fault.retryAfterMs === undefined ? undefined : `at least ${tellDuration(fault.retryAfterMs)}`],
    ...evidenceOf(fault),
    ...issuesOf(fault).map(issue => ['field', issueWords(issue)] as const),
    ...otherReasons(fault),
  ]
  return fields.filter((field): field is Field => field[1] !== undefined && field[1] !== '')
}

/** Warnings with the commands they belong to; what is said of several is said once. */
export function listWarnings(warnings: readonly Warning[]): Field[] {
  const places = new Map<string, number[]>()
  for (const { index, code, message } of warnings) {
    const words = `${code === undefined ? '' : `${code}: `}${message}`
    const known = places.get(words) ?? []
    if (index !== undefined) known.push(index)
    places.set(words, known)
  }
  return [...places].map(([words, indexes]) => ['warning', `${listPlaces(indexes)} ${words}`.trimStart()])
}

/** A service that refuses under 200 does what its API says; any other status is news, unless the words have it. */
function tellingStatus({ kind, status, message }: Fault): string | undefined {
  if (status === undefined || (kind === 'service' && isSuccess(status))) return undefined
  return message.includes(`HTTP ${status}`) ? undefined : `HTTP ${status}`
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

type Reason = ServiceFault['reasons'][number]

/** The reasons beside the one that names the fault; a code that came with many commands is told once. */
function otherReasons(fault: Fault): Field[] {
  if (fault.kind !== 'service') return []
  const named = fault.reasons.find(
    ({ code, title, category }) => code === fault.code && title === fault.title && category === fault.category,
  )
  const alike = new Map<string, Repeated>()
  for (const reason of fault.reasons.filter(reason => reason !== named)) {
    const key = JSON.stringify([reason.operation, reasonWords(reason)])
    alike.set(key, { reason, times: (alike.get(key)?.times ?? 0) + 1 })
  }
  return [...alike.values()].map(alsoField)
}

interface Repeated {
  readonly reason: Reason
  readonly times: number
}

function alsoField({ reason, times }: Repeated): Field {
  const who = reason.operation === undefined ? '' : `${reason.operation} `
  return ['also', `${who}${times === 1 ? '' : `(${times} times) `}${reasonWords(reason)}`]
}

function reasonWords({ code, category, texts, title }: Reason): string {
  return `${code === undefined ? '' : `${code} `}${category}: ${texts.length === 0 ? title : texts.join(' ')}`
}
