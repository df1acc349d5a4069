import type { Warning } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import type { Refusal } from '../../core/refusal.ts'
import type { XmlElement } from '../../xml/element.ts'
import type { ReadOutcome } from '../contract.ts'
import { type Misshapen, misshapen } from '../misshapen.ts'
import { holdsReference, isFilled, isReference, textAt, textsIn } from './soap-value.ts'

/** Where a result stands. */
export interface Place {
  readonly operation: string
  readonly index: number
}

/** On a read: no record fits, which is an empty list and no failure. */
const NOTHING_FOUND = '601'
/** The one `status` that says no. */
const FAILED = '-1'

/**
 * Reads the result of one object.
 *
 *     <item> <errors xsi:nil="true"/> <status>A</status> <id>70412</id> </item>                     done
 *     <item> <errors> <item> <code>821</code> <text/> <comment/> </item> </errors> ... </item>      refused
 *
 * `errors` decides, `status` is a hint: whatever stands in `errors` refuses, each entry for itself, and a `status` of -1
 * does so without any. What counts as yes is an `errors` that is there and holds nothing. The service may leave it out;
 * then a yes is what a failure cannot have: a status of success, the `id` of a record that was only just made, a `url`,
 * records. The `id` of a record that was there before proves nothing. A result with none of that says nothing.
 */
export function readSoapResult(result: XmlElement, place: Place): ReadOutcome['result'] {
  const { operation } = place
  const refusals = refusalsIn(result, place)
  const isNothing = operation === 'read' && refusals.every(({ code }) => code === NOTHING_FOUND)
  if (refusals.length > 0 && !isNothing) return { kind: 'refused', refusals }
  if (holdsReference(result)) return elsewhere(operation)
  if (refusals.length > 0) return { kind: 'done', payload: result }
  const records = result.child('objects')
  if (records !== undefined && records.children.length === 0 && isFilled(records)) {
    return misshapen('unexpected-element', 'Words stand in place of records', pathOf(operation, 'objects'))
  }
  if (result.child('errors') === undefined && !hasWorked(result, operation)) {
    return misshapen('missing-signal', `The result of ${operation} has neither errors nor a status`, pathOf(operation))
  }
  return { kind: 'done', payload: result }
}

/** An error may be what is missing: such a result says neither yes nor no. */
export function elsewhere(operation: string): Misshapen {
  const message = 'The result refers to something that the reply does not have'
  return misshapen('unexpected-element', message, pathOf(operation))
}

/** After an addition, a change, a deletion, and a step of an approval. */
const WORKED: ReadonlySet<string> = new Set(['A', 'U', 'D', '1'])

const MAKING: ReadonlySet<string> = new Set(['add', 'createUser', 'createAccount'])

function hasWorked(result: XmlElement, operation: string): boolean {
  if (WORKED.has(textAt(result, 'status'))) return true
  const isMade = MAKING.has(operation) && isFilled(result.child('id'))
  return isMade || isFilled(result.child('url')) || isFilled(result.child('objects'))
}

/** Where a reader of a fault finds the results of an operation. */
export function pathOf(operation: string, inner?: string): string {
  const path = `Envelope/Body/${operation}Response`
  return inner === undefined ? path : `${path}/Array/item/${inner}`
}

/** What an approval mentions beside its success. */
export function remarksOn(result: XmlElement, { index }: Place): readonly Warning[] {
  return [...wordsAt(result, 'approval_errors'), ...wordsAt(result, 'approval_warnings')].map(remark(index))
}

function remark(index: number) {
  return (message: string): Warning => ({ message, level: 'object', index })
}

/** How a result says no: with what stands in `errors`, else with its status. */
export function refusalsIn(result: XmlElement, place: Place): readonly Refusal[] {
  const refusals = refusalsByErrors(result, place)
  return refusals.length === 0 && textAt(result, 'status') === FAILED ? [refusalByStatus(result, place)] : refusals
}

/** One refusal for each `oaError`; the words of an approval go with the first of them. */
function refusalsByErrors(result: XmlElement, place: Place): readonly Refusal[] {
  const errors = result.child('errors')
  if (!isFilled(errors)) return []
  const isOne = errors.children.length === 0 || errors.child('code') !== undefined
  const entries = isOne ? [errors] : errors.children.filter(entry => !isReference(entry))
  return entries.map((entry, at): Refusal => {
    const code = textAt(entry, 'code')
    const own = entry.children.length === 0 ? textsIn(entry) : [textAt(entry, 'text'), textAt(entry, 'comment')]
    const said = own.filter(text => text !== '')
    const { errors: refused, log, evidence } = at === 0 ? approvalWords(result, place) : NO_WORDS
    const texts = [...refused, ...said, ...log]
    return present({
      signal: 'error-object' as const,
      level: 'object' as const,
      code: code === '' ? undefined : code,
      texts,
      ...place,
      evidence,
    })
  })
}

function refusalByStatus(result: XmlElement, place: Place): Refusal {
  const { errors, log, evidence } = approvalWords(result, place)
  return present({
    signal: 'status-element' as const,
    level: 'object' as const,
    texts: [...errors, ...log],
    ...place,
    evidence,
  })
}

/** What Submit and its relatives say in words: it tells more than the code, which only says that there is something. */
function approvalWords(result: XmlElement, { index }: Place) {
  const warnings = wordsAt(result, 'approval_warnings').map(remark(index))
  return {
    errors: wordsAt(result, 'approval_errors'),
    log: wordsAt(result, 'log'),
    evidence: warnings.length === 0 ? undefined : { warnings },
  }
}

const NO_WORDS = { errors: [], log: [], evidence: undefined } as const

function wordsAt(result: XmlElement, name: string): readonly string[] {
  const element = result.child(name)
  return isFilled(element) ? textsIn(element) : []
}
