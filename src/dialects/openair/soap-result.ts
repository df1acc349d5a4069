import type { Warning } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import type { Refusal } from '../../core/refusal.ts'
import type { XmlElement } from '../../xml/element.ts'
import type { ReadOutcome } from '../contract.ts'
import { misshapen } from '../misshapen.ts'
import { isFilled, isReference, textAt, textsIn } from './soap-value.ts'

/** Where a result stands. */
export interface Place {
  readonly operation: string
  readonly index: number
}

/** On a read: no record fits, which is an empty list and no failure. */
const NOTHING_FOUND = '601'
/** The one `status` that says no. */
export const FAILED = '-1'

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
  if (isElsewhere(result)) {
    return misshapen(
      'unexpected-element',
      'The result refers to something that the reply does not have',
      pathOf(operation),
    )
  }
  const refusals = refusalsIn(result, place)
  if (operation === 'read' && refusals.length > 0 && refusals.every(({ code }) => code === NOTHING_FOUND)) {
    return { kind: 'done', payload: result }
  }
  if (refusals.length > 0) return { kind: 'refused', refusals }
  if (textAt(result, 'status') === FAILED) return { kind: 'refused', refusals: [refusalByStatus(result, place)] }
  const records = result.child('objects')
  if (records !== undefined && records.children.length === 0 && isFilled(records)) {
    return misshapen('unexpected-element', 'Words stand in place of records', pathOf(operation, 'objects'))
  }
  if (result.child('errors') === undefined && !hasWorked(result, operation)) {
    return misshapen('missing-signal', `The result of ${operation} has neither errors nor a status`, pathOf(operation))
  }
  return { kind: 'done', payload: result }
}

/** Nobody knows what is in a list of errors, or in a record, that the reply does not have. */
function isElsewhere(result: XmlElement): boolean {
  const lists = [result.child('errors'), result.child('objects')].filter(list => list !== undefined)
  return isReference(result) || lists.some(list => isReference(list) || list.children.some(isReference))
}

/** After an addition, a change, a deletion, and a step of an approval. */
const WORKED: ReadonlySet<string> = new Set(['A', 'U', 'D', '1'])

function hasWorked(result: XmlElement, operation: string): boolean {
  if (WORKED.has(textAt(result, 'status'))) return true
  const isMade = (operation === 'add' || operation === 'createUser') && isFilled(result.child('id'))
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

/** One refusal for each `oaError`; the words of an approval go with the first of them. */
function refusalsIn(result: XmlElement, place: Place): readonly Refusal[] {
  const errors = result.child('errors')
  if (!isFilled(errors)) return []
  const entries = errors.children.length === 0 || errors.child('code') !== undefined ? [errors] : errors.children
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
