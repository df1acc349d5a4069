import type { Warning } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import type { Refusal } from '../../core/refusal.ts'
import type { XmlElement } from '../../xml/element.ts'
import { hasContent, isReference, textAt, textsIn } from './soap-value.ts'

/** Where a result stands. */
export interface Place {
  readonly operation: string
  readonly index: number
}

/** The one `status` that says no. */
const FAILED = '-1'

/**
 * How a result says no: with what stands in `errors`, in any of them and even if it is said to be nil; else with its
 * status; else with what an approval tells as errors.
 */
export function refusalsIn(result: XmlElement, place: Place): readonly Refusal[] {
  const refusals = refusalsByErrors(result, place)
  if (refusals.length > 0) return refusals
  const words = approvalWords(result, place)
  if (statusesOf(result).includes(FAILED)) return [refusalBy('status-element', words, place)]
  return words.errors.length > 0 ? [refusalBy('errors-element', words, place)] : []
}

/** Every `status` of a result that says something, even if it is said to be nil. */
export function statusesOf(result: XmlElement): readonly string[] {
  return result
    .all('status')
    .map(({ text }) => text.trim())
    .filter(text => text !== '')
}

/** What an approval mentions beside its success. */
export function remarksOn(result: XmlElement, { index }: Place): readonly Warning[] {
  return wordsAt(result, 'approval_warnings').map(remark(index))
}

function remark(index: number) {
  return (message: string): Warning => ({ message, level: 'object', index })
}

/** Whatever stands there is an error, in whichever case its name is written: a record stands farther in. */
const ERRORS = /^errors?$/i

/** One refusal for each `oaError`; the words of an approval go with the first of them. */
function refusalsByErrors(result: XmlElement, place: Place): readonly Refusal[] {
  const entries = result.children.filter(({ localName }) => ERRORS.test(localName)).flatMap(entriesOf)
  return entries.map((entry, at): Refusal => {
    const code = textAt(entry, 'code')
    const own = entry.children.length === 0 ? textsIn(entry) : [textAt(entry, 'text'), textAt(entry, 'comment')]
    const said = own.filter(text => text !== '')
    const { errors: refused, log, evidence } = at === 0 ? approvalWords(result, place) : NO_WORDS
    return present({
      signal: 'error-object' as const,
      level: 'object' as const,
      code: code === '' ? undefined : code,
      texts: [...refused, ...said, ...log],
      ...place,
      evidence,
    })
  })
}

function entriesOf(errors: XmlElement): readonly XmlElement[] {
  if (!hasContent(errors)) return []
  const isOne = errors.children.length === 0 || errors.child('code') !== undefined
  return isOne ? [errors] : errors.children.filter(entry => !isReference(entry))
}

function refusalBy(signal: Refusal['signal'], { errors, log, evidence }: Words, place: Place): Refusal {
  return present({ signal, level: 'object' as const, texts: [...errors, ...log], ...place, evidence })
}

interface Words {
  readonly errors: readonly string[]
  readonly log: readonly string[]
  readonly evidence: Refusal['evidence']
}

/** What Submit and its relatives say in words: it tells more than the code, which only says that there is something. */
function approvalWords(result: XmlElement, { index }: Place): Words {
  const warnings = wordsAt(result, 'approval_warnings').map(remark(index))
  return {
    errors: wordsAt(result, 'approval_errors'),
    log: wordsAt(result, 'log'),
    evidence: warnings.length === 0 ? undefined : { warnings },
  }
}

const NO_WORDS: Words = { errors: [], log: [], evidence: undefined }

function wordsAt(result: XmlElement, name: string): readonly string[] {
  return result.all(name).flatMap(textsIn)
}
