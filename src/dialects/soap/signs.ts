import type { Warning } from '../../core/fault.ts'
import { soapVersion } from '../../wire/soap.ts'
import type { XmlElement } from '../../xml/element.ts'

/** How far below the result a vendor puts its own yes or no; deeper stands data. */
const DEPTH = 3
/** How many elements are looked at. */
const MOST = 200

const ERROR_NAME = /^(?:errors?|errormessages?|exceptions?)$/i
/** A result that is called so is a refusal or has an odd name. */
const FAILURE = /(?:fault|error|exception)s?$/i
const SUCCESS_NAME = /^(?:is)?success(?:ful)?$/i

/**
 * Looks for signs of a refusal in a result without a Fault: an element named like an error that is not empty, by itself or
 * behind the name of the operation (`<PlaceOrderError>`), a Fault of SOAP that stands too deep to be one, a success that
 * is false; or a result that is itself called a failure. They prove nothing, for data may bear such names too: only a dialect of the API knows.
 */
export function signsOf(result: XmlElement, operation: string): Warning[] {
  const suspicious = FAILURE.test(result.localName)
    ? result
    : near(result).find(element => isSuspicious(element, operation))
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

function isSuspicious(element: XmlElement, operation: string): boolean {
  if (element.attributes.some(({ localName, value }) => SUCCESS_NAME.test(localName) && isFalse(value))) return true
  if (SUCCESS_NAME.test(element.localName)) return isFalse(element.text)
  if (element.children.length === 0 && element.text.trim() === '') return false
  return ERROR_NAME.test(element.localName) || isErrorOf(element.localName, operation) || isFault(element)
}

function isErrorOf(name: string, operation: string): boolean {
  return name.startsWith(operation) && /^(?:error|fault|exception)s?$/i.test(name.slice(operation.length))
}

function isFault({ localName, namespace }: XmlElement): boolean {
  return localName === 'Fault' && soapVersion(namespace) !== undefined
}

function isFalse(value: string): boolean {
  return /^\s*(?:false|0|no)\s*$/i.test(value)
}
