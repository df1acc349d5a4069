import type { Warning } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import type { Evidence, Refusal } from '../../core/refusal.ts'
import type { Level } from '../../core/vocabulary.ts'
import type { XmlElement } from '../../xml/element.ts'
import type { ReadOutcome } from '../contract.ts'
import { misshapen } from '../misshapen.ts'
import { hasWording, ownText, wordingOf } from './wording.ts'

/** The one status that says yes on every command. */
const DONE = '0'
/** On Read: no record fits, which is an empty list and no failure. */
const NOTHING_FOUND = '601'

/** The status of an element, trimmed; empty where it has none. One of another vocabulary (`x:status`) is none. */
export function statusOf(element: XmlElement): string {
  return element.attributeNamed('status')?.trim() ?? ''
}

export function isDone(element: XmlElement): boolean {
  return statusOf(element) === DONE
}

/**
 * Reads the element that answers one command. With `output` a success must have content, except that of Read,
 * where nothing is an empty list. Errors in it are a refusal, whatever the status says.
 */
export function readResult(element: XmlElement, index: number, output: boolean): ReadOutcome['result'] {
  const status = statusOf(element)
  const operation = element.localName
  if (status === '') return misshapen('missing-signal', `The result of ${operation} has no status`, pathOf(operation))
  const errors = status === DONE ? refusalBesideSuccess(element, { operation, index }) : undefined
  if (errors !== undefined) return { kind: 'refused', refusals: [errors] }
  if (operation === 'Read' && status === DONE && saysInsteadOfRecords(element)) {
    const message = 'Read succeeded and holds words in place of records'
    return misshapen('unexpected-element', message, pathOf(operation))
  }
  if (operation === 'Read' && (status === DONE || status === NOTHING_FOUND)) return { kind: 'done', payload: element }
  if (status !== DONE) return { kind: 'refused', refusals: [refusalOf(element, 'command', { operation, index })] }
  if (output && element.children.length === 0 && ownText(element).length === 0) {
    return misshapen('unreadable-output', `${operation} succeeded and its result is empty`, pathOf(operation))
  }
  return { kind: 'done', payload: element }
}

function pathOf(operation: string): string {
  return `response/${operation}`
}

/** An empty list is silent. Words where records should be are something else, whatever the status says. */
function saysInsteadOfRecords(element: XmlElement): boolean {
  return element.children.every(({ localName }) => localName === 'errors') && ownText(element).length > 0
}

/** A status of 0 above errors says yes and no: the no counts, and carries no code. */
function refusalBesideSuccess(
  element: XmlElement,
  place: { readonly operation: string; readonly index: number },
): Refusal | undefined {
  const inRecords = element.localName !== 'Read'
  const { errors, log } = hasWording(element, inRecords) ? wordingOf(element, inRecords) : NO_WORDING
  if (errors.length === 0) return undefined
  return { signal: 'errors-element', level: 'command', texts: [...ownText(element), ...errors, ...log], ...place }
}

const NO_WORDING = { errors: [], log: [] } as const

/**
 * The refusal that an element with a status other than 0 stands for. Its texts are the element's own, then those
 * of `errors` and of `log`, in the command or in its records; `warnings` are evidence. The signal is the status,
 * wherever the words were found.
 */
export function refusalOf(
  element: XmlElement,
  level: Level,
  place: { readonly operation?: string; readonly index?: number; readonly victim?: true } = {},
): Refusal {
  const { operation, index, victim } = place
  const wording = wordingOf(element, true)
  const warnings = wording.warnings.map((message): Warning => ({ message, level, ...present({ index }) }))
  const evidence: Evidence = present({ victim, warnings: warnings.length === 0 ? undefined : warnings })
  return {
    signal: 'status-attribute',
    level,
    code: statusOf(element),
    texts: [...ownText(element), ...wording.errors, ...wording.log],
    ...present({ operation, index }),
    ...(Object.keys(evidence).length === 0 ? {} : { evidence }),
  }
}

/**
 * What a success mentions beside it: warnings, and the errors that stand in a sign-in or in a read that found nothing.
 * Submit and its relatives put their words inside the record; of records that were only read, a field might bear such a
 * name.
 */
export function remarksOf(
  element: XmlElement,
  place: { readonly level: Level; readonly index?: number },
): readonly Warning[] {
  const inRecords = element.localName !== 'Read'
  if (!hasWording(element, inRecords)) return NO_REMARKS
  const { errors, warnings } = wordingOf(element, inRecords)
  return [...errors, ...warnings].map(message => ({ message, ...place }))
}

const NO_REMARKS: readonly Warning[] = []
