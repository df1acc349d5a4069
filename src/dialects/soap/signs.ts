import type { Warning } from '../../core/fault.ts'
import type { XmlElement } from '../../xml/element.ts'

/** How far below the result a vendor puts its own yes or no; deeper stands data. */
const DEPTH = 3
/** How many elements are looked at. */
const MOST = 200

const ERROR_NAME = /^(?:errors?|errormessages?|exceptions?)$/i
const SUCCESS_NAME = /^(?:is)?success(?:ful)?$/i

/**
 * Looks for signs of a refusal in a result without a Fault: an element named like an error that is not empty, a
 * success that is false. They prove nothing, for data may bear such names too: only a dialect of the API knows.
 */
export function signsOf(result: XmlElement): Warning[] {
  const suspicious = near(result).find(isSuspicious)
  if (suspicious === undefined) return []
  const message = `The result holds <${suspicious.name}>, which may be a refusal: only a dialect of this API can tell`
  return [{ message, level: 'response', index: 0 }]
}

function near(result: XmlElement): XmlElement[] {
  const found = [result]
  let level: readonly XmlElement[] = [result]
  for (let depth = 0; depth < DEPTH && found.length < MOST; depth++) {
    level = level.flatMap(element => element.children).slice(0, MOST - found.length)
    for (const element of level) found.push(element)
  }
  return found
}

function isSuspicious(element: XmlElement): boolean {
  if (element.attributes.some(({ localName, value }) => SUCCESS_NAME.test(localName) && isFalse(value))) return true
  if (SUCCESS_NAME.test(element.localName)) return isFalse(element.text)
  return ERROR_NAME.test(element.localName) && (element.children.length > 0 || element.text.trim() !== '')
}

function isFalse(value: string): boolean {
  return /^\s*(?:false|0|no)\s*$/i.test(value)
}
