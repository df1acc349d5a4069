import type { Refusal } from '../../core/refusal.ts'
import type { XmlElement } from '../../xml/element.ts'
import type { ReadOutcome } from '../contract.ts'
import { type Misshapen, misshapen } from '../misshapen.ts'
import { type Place, refusalsIn, statusesOf } from './soap-refusals.ts'
import { hasContent, holdsReference, isFilled, isNil } from './soap-value.ts'

/** On a read: no record fits, which is an empty list and no failure. */
const NOTHING_FOUND = '601'

/**
 * Reads the result of one object.
 *
 *     <item> <errors xsi:nil="true"/> <status>A</status> <id>70412</id> </item>                     done
 *     <item> <errors> <item> <code>821</code> <text/> <comment/> </item> </errors> ... </item>      refused
 *
 * `errors` decides, `status` is a hint: whatever stands in `errors` refuses, each entry for itself, and a `status` of -1
 * does so without any. What counts as yes is an `errors` that is there and holds nothing. The service may leave it out;
 * then a yes is what a failure cannot have: a status of success, the `id` of a record that was only just made, a `url`,
 * records. The `id` of a record that was there before proves nothing. A result with none of that says nothing, and so
 * does one that contradicts itself.
 */
export function readSoapResult(result: XmlElement, place: Place): ReadOutcome['result'] {
  const { operation } = place
  const refusals = refusalsIn(result, place)
  const isNothing = operation === 'read' && refusals.every(({ code }) => code === NOTHING_FOUND)
  if (refusals.length > 0 && !isNothing) {
    return { kind: 'refused', refusals: refusals.map(one => weighed(one, result, operation)) }
  }
  if (holdsReference(result)) return elsewhere(operation)
  const doubt = doubtAbout(result, operation, refusals.length > 0)
  if (doubt !== undefined) return misshapen('unexpected-element', doubt.message, pathOf(operation, doubt.at))
  if (refusals.length === 0 && result.child('errors') === undefined && !hasWorked(result, operation)) {
    return misshapen('missing-signal', `The result of ${operation} has neither errors nor a status`, pathOf(operation))
  }
  return { kind: 'done', payload: result }
}

/**
 * A refusal by what stands beside it. That nothing was found is no reason beside another, but follows from it; and what
 * says yes as well may have been done, whatever the code says.
 */
function weighed(refusal: Refusal, result: XmlElement, operation: string): Refusal {
  const { evidence } = refusal
  if (operation === 'read') {
    return refusal.code === NOTHING_FOUND ? { ...refusal, evidence: { ...evidence, victim: true } } : refusal
  }
  return hasWorked(result, operation) ? { ...refusal, evidence: { ...evidence, applied: 'maybe' } } : refusal
}

/** An error may be what is missing: such a result says neither yes nor no. */
export function elsewhere(operation: string): Misshapen {
  const message = 'The result refers to something that the reply does not have'
  return misshapen('unexpected-element', message, pathOf(operation))
}

interface Doubt {
  readonly message: string
  readonly at: string
}

/** What in a result without a refusal cannot be, as long as it is true that it worked. */
function doubtAbout(result: XmlElement, operation: string, isEmpty: boolean): Doubt | undefined {
  const full = [result, ...result.children].find(one => isNil(one) && hasContent(one))
  if (full !== undefined) return { message: `<${full.localName}> is nil and holds something`, at: full.localName }
  const several = ONCE.find(name => new Set(result.all(name).map(({ text }) => text.trim())).size > 1)
  if (several !== undefined) return { message: `The result has several ${several}`, at: several }
  const status = statusesOf(result).find(one => !mayMeanDone(one, operation))
  if (status !== undefined) return { message: `No ${operation} that worked has the status ${status}`, at: 'status' }
  return doubtAboutRecords(result.all('objects'), isEmpty)
}

/** Of these a result has one. */
const ONCE = ['status', 'id', 'url'] as const

function doubtAboutRecords([records, other]: readonly XmlElement[], isEmpty: boolean): Doubt | undefined {
  const at = 'objects'
  if (other !== undefined) return { message: 'Records stand in several lists', at }
  if (records === undefined || !hasContent(records)) return undefined
  if (records.children.length === 0) return { message: 'Words stand in place of records', at }
  if (isEmpty) return { message: 'Records stand beside the word that there are none', at }
  return records.children.some(isNil) ? { message: 'A record is nil', at } : undefined
}

/** After an addition, a change, a deletion, and a step of an approval. */
const WORKED: ReadonlySet<string> = new Set(['A', 'U', 'D', '1'])

/** What such an operation says, as it was seen. */
const SAYS: Readonly<Record<string, RegExp>> = { add: /^[A01]$/, upsert: /^[AU01]$/, delete: /^[D01]$/ }
/** What others say is not documented: neither the F of a failure, nor a number that is a code. */
const MAY_SAY = /^(?:[01]|(?!F$)\D.*)$/

function mayMeanDone(status: string, operation: string): boolean {
  return ((Object.hasOwn(SAYS, operation) ? SAYS[operation] : undefined) ?? MAY_SAY).test(status)
}

const MAKING: ReadonlySet<string> = new Set(['add', 'createUser', 'createAccount'])

function hasWorked(result: XmlElement, operation: string): boolean {
  if (statusesOf(result).some(status => WORKED.has(status))) return true
  const isMade = MAKING.has(operation) && isFilled(result.child('id'))
  return isMade || isFilled(result.child('url')) || isFilled(result.child('objects'))
}

/** Where a reader of a fault finds the results of an operation. */
export function pathOf(operation: string, inner?: string): string {
  const path = `Envelope/Body/${operation}Response`
  return inner === undefined ? path : `${path}/Array/item/${inner}`
}
