import type { Cause, Warning } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import type { Evidence, Refusal } from '../../core/refusal.ts'
import type { Applied } from '../../core/vocabulary.ts'
import { toData } from '../../xml/data.ts'
import type { XmlElement } from '../../xml/element.ts'
import type { AskedCommand, ReadOutcome } from '../contract.ts'
import { misshapen } from '../misshapen.ts'
import { refusalsIn } from './errors.ts'
import { isDone, statusOf } from './status.ts'

/** The result of one function, looked at once. */
export interface Seen {
  readonly element: XmlElement
  readonly status: string
  /** The name of the function; empty where the result does not tell it. */
  readonly operation: string
  readonly id: string | undefined
  readonly errors: readonly Refusal[]
}

/** Looks at `<result> <status/> <function/> <controlid/> <data/> <errormessage/> </result>`. */
export function see(element: XmlElement): Seen {
  const status = statusOf(element)
  const signal = status === '' || isDone(status) ? 'errors-element' : 'status-element'
  return {
    element,
    status,
    operation: element.child('function')?.text.trim() ?? '',
    id: element.child('controlid')?.text.trim() || undefined,
    errors: refusalsIn(element, { signal, level: 'function' }),
  }
}

/** Whether an error is only the mark that everything in the operation was undone. The number alone is not enough. */
export function isMarker({ code, texts }: Refusal): boolean {
  if (texts.some(text => UNDONE.test(text))) return true
  return code === 'XL03000009' && texts.length === 0
}

const UNDONE = /has\s+been\s+rolled\s+back\s+due\s+to\s+an\s+error/i

/** What is known of a result from around it. */
export interface Surroundings {
  readonly index: number
  readonly operation: string
  readonly command: AskedCommand | undefined
  /** The whole operation was undone. */
  readonly undone: boolean
  /** Why it was. */
  readonly cause: Cause | undefined
}

/** Reads the result of one function: done only where its status is `success`. */
export function readResult(seen: Seen, around: Surroundings): ReadOutcome['result'] {
  const { element, status, errors } = seen
  const { operation, command, undone } = around
  if (status === '' && errors.length === 0) return withoutStatus(operation, command)
  if (!isDone(status)) return { kind: 'refused', refusals: refusalsOf(seen, around) }
  if (undone) {
    const message = `The result of ${operation} says success in an operation that was rolled back`
    return misshapen('unexpected-element', message, `${PATH}/status`)
  }
  if (command?.output === true && !element.hasChild(CONTENT)) {
    return misshapen('unreadable-output', `${operation} succeeded and its result is empty`, PATH)
  }
  return { kind: 'done', payload: element }
}

/** Where a reader of a fault finds the results. */
export const PATH = 'response/operation/result'

const CONTENT: ReadonlySet<string> = new Set(['data', 'key'])

/** Seen where a function with the same control ID had succeeded before. One report is no proof. */
function withoutStatus(operation: string, command: AskedCommand | undefined): ReadOutcome['result'] {
  const hint = command?.idempotency === 'keyed' ? '; an earlier request may have carried it out' : ''
  return misshapen('missing-signal', `The result of ${operation} has no status${hint}`, PATH)
}

function refusalsOf(seen: Seen, around: Surroundings): readonly Refusal[] {
  const { operation, index } = around
  const own: Refusal = { signal: 'status-element', level: 'function', texts: unusual(seen.status) }
  const errors = seen.errors.length === 0 ? [own] : seen.errors
  const evidence = evidenceOf(seen, around)
  const victim: Evidence = present({ victim: true as const, cause: around.cause })
  const isVictim = (error: Refusal) => isMarker(error) || (error === own && seen.status === 'aborted')
  return errors.map(error => ({ ...error, operation, index, evidence: isVictim(error) ? victim : evidence }))
}

function unusual(status: string): readonly string[] {
  return status === '' || status === 'failure' || status === 'aborted' ? [] : [status]
}

/** Objects that stand in the data of a failure were written, unless all was undone or the function only reads. */
function evidenceOf(seen: Seen, { operation, command, undone }: Surroundings): Evidence {
  if (undone) return { applied: 'no' }
  const reads = command === undefined ? READS.test(operation) : command.idempotency === 'read'
  const data = reads ? undefined : seen.element.child('data')
  const written = data && toData(data, { maxNodes: MOST_WRITTEN }).children
  if (written !== undefined && written.length > 0 && seen.status === 'failure') return { partly: true, written }
  const unsure = countsSome(data) || seen.status !== 'failure'
  return { applied: unsure ? 'maybe' : reached(operation, command) }
}

const READS = /^(?:read|query|lookup|get|list|inspect)/i
/** Objects and their fields, in all. */
const MOST_WRITTEN = 10_000

/** A count without the objects proves nothing, and rules nothing out. */
function countsSome(data: XmlElement | undefined): boolean {
  return data !== undefined && /[1-9]/.test(data.attribute('count') ?? '')
}

/** A function with one object failed with it; of several the first ones may have been written. */
function reached(operation: string, command: AskedCommand | undefined): Applied {
  const several = command === undefined ? TAKES_SEVERAL.has(operation) : command.objects !== 1
  return several ? 'maybe' : 'no'
}

const TAKES_SEVERAL: ReadonlySet<string> = new Set(['create', 'update', 'delete', 'function'])

/** What a success mentions all the same. */
export function remarksOn({ status, errors }: Seen, index: number | undefined): readonly Warning[] {
  return isDone(status) ? errors.map(error => remark(error, index)) : []
}

/** An error that refuses nothing, as a warning. */
export function remark({ code, texts, correction = '', level }: Refusal, index?: number): Warning {
  const words = [...texts, correction].filter(text => text !== '').join('; ')
  return present({ message: words || 'An error without words stands beside a success', code, level, index })
}
