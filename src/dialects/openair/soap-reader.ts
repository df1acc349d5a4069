import type { Warning } from '../../core/fault.ts'
import type { Refusal } from '../../core/refusal.ts'
import { isEnvelope, readEnvelope } from '../../wire/soap.ts'
import { soapRefusal } from '../../wire/soap-fault.ts'
import type { XmlElement } from '../../xml/element.ts'
import type { Asked, Reading, ReadOutcome } from '../contract.ts'
import { type Misshapen, misshapen } from '../misshapen.ts'
import { decodeDate, isDate } from './dates.ts'
import { FAILED, pathOf, readSoapResult, remarksOn } from './soap-result.ts'
import { isFilled, isNil, textAt, typeOf } from './soap-value.ts'

/**
 * Reads a reply of the SOAP API: one outcome per object, in the order asked.
 *
 *     Envelope > Body > addResponse > Array > item*           lists; the items have any name
 *                       createUserResponse > UpdateResult     one result without a list
 *                       whoamiResponse > whoamiReturn         one value
 *                       Fault                                 refuses the whole request
 *
 * The parts of the WSDL (`readReturn`) may stand in place of `Array`. Objects and results have no mark that both
 * carry, so a number of results that differs from that of the objects leaves every object without a result of its own.
 */
export function readOpenAirSoap(root: XmlElement, asked?: Asked): Reading {
  if (!isEnvelope(root)) return refuse(root, undefined)
  const { header, body, fault, results } = readEnvelope(root)
  if (fault !== undefined) return refuse(fault, header)
  if (body === undefined) return misshapen('missing-signal', 'The SOAP message has no Body', 'Envelope')
  const [raw, second] = results
  if (raw === undefined) return misshapen('empty-body', 'The SOAP Body is empty', 'Envelope/Body')
  if (second !== undefined || !raw.localName.endsWith(RESPONSE)) {
    const name = (second ?? raw).localName
    return misshapen('unexpected-element', `The SOAP Body holds <${name}>`, `Envelope/Body/${name}`)
  }
  return readOutcomes(raw, asked)
}

const RESPONSE = 'Response'

/** The operation that a response answers. */
export function operationOf(response: XmlElement): string {
  return response.localName.slice(0, -RESPONSE.length)
}

/** The code of the service: in detail, else behind the colon where that is a number, else SOAP's own. */
function refuse(fault: XmlElement, header: XmlElement | undefined): Reading {
  const refusal = soapRefusal(fault, header)
  const code = codeInDetail(fault)
  const refusals: readonly Refusal[] = [code === '' ? refusal : { ...refusal, code }]
  return { kind: 'refused', refusals, warnings: [] }
}

/** `detail > Error > code`; empty where it is none. */
export function codeInDetail(fault: XmlElement): string {
  const error = fault.child('detail')?.child('Error')
  return error === undefined ? '' : textAt(error, 'code')
}

function readOutcomes(response: XmlElement, asked: Asked | undefined): Reading {
  const operation = operationOf(response)
  const found = resultsIn(response, operation)
  const wrong = mismatchOf(operation, found.length, asked)
  const count = asked?.commands.length ?? found.length
  const warnings: Warning[] = []
  const outcomes = Array.from({ length: count }, (_, index): ReadOutcome => {
    const command = asked?.commands[index]
    const place = { operation: command?.name ?? operation, index }
    const element = found[index]
    if (wrong !== undefined || element === undefined) return { ...place, result: wrong ?? leftOut(operation) }
    const result = readValue(element, place)
    if (result.kind === 'done' && !VALUES.has(operation)) {
      for (const one of remarksOn(element, place)) warnings.push(one)
    }
    return { ...place, result }
  })
  return { kind: 'outcomes', outcomes, warnings }
}

/** Operations that give one value instead of results. */
const VALUES: ReadonlySet<string> = new Set([
  'login',
  'logout',
  'whoami',
  'servertime',
  'servertimeWithTimezone',
  'version',
  'getCrystalInfo',
])

/**
 * The results of a response, one per object. `logout` answers with a text that nobody describes, or with nothing: the
 * response itself is all that there is to go by.
 */
function resultsIn(response: XmlElement, operation: string): readonly XmlElement[] {
  if (operation === 'logout') return [response]
  const { children } = response
  const [first] = children
  if (first === undefined || children.length > 1 || VALUES.has(operation)) return children
  if (isNil(first)) return []
  const isList = first.localName === 'Array' || first.attribute('arrayType') !== undefined
  const isResult = first.child('errors') !== undefined || first.child('status') !== undefined
  const isPart = first.localName.endsWith('Return') && !isResult
  return isList || isPart ? first.children : children
}

function readValue(element: XmlElement, place: { operation: string; index: number }): ReadOutcome['result'] {
  const { operation } = place
  const [only] = operation === 'logout' && element.children.length === 1 ? element.children : [element]
  const result = only ?? element
  const isRefused = isFilled(result.child('errors')) || textAt(result, 'status') === FAILED
  if (isRefused || !VALUES.has(operation)) return readSoapResult(result, place)
  if (isExpected(element, operation)) return { kind: 'done', payload: element }
  return misshapen('missing-signal', `The result of ${operation} does not hold what it should`, pathOf(operation))
}

/** What an operation that gives one value must hold to have worked. What `logout` answers is not documented. */
function isExpected(element: XmlElement, operation: string): boolean {
  switch (operation) {
    case 'login':
      return textAt(element, 'sessionId') !== ''
    case 'logout':
      return true
    case 'whoami':
      return (
        isFilled(element) &&
        (typeOf(element) === 'oaUser' || ['id', 'nickname'].some(name => textAt(element, name) !== ''))
      )
    case 'version':
      return ['number', 'url', 'size'].some(name => textAt(element, name) !== '') || /^\d/.test(element.text.trim())
    case 'servertime':
    case 'servertimeWithTimezone':
      return element.children.length === 0 ? isDate(element.text.trim()) : (decodeDate(element) ?? '') !== ''
    default:
      return isFilled(element)
  }
}

/** Why no result can be given to an object: success must never be attributed to the wrong one. */
function mismatchOf(operation: string, found: number, asked: Asked | undefined): Misshapen | undefined {
  if (asked === undefined) return undefined
  const other = asked.commands.find(({ name }) => name !== operation)
  if (other !== undefined) {
    const message = `The reply answers ${operation} where ${other.name} was asked`
    return misshapen('mismatched-outcome', message, pathOf(operation))
  }
  const wanted = asked.commands.length
  if (found === wanted || found === 0) return undefined
  const message = `The reply holds ${found} results of ${operation} for ${wanted} objects, so that none can be told from another`
  return misshapen('mismatched-outcome', message, pathOf(operation))
}

function leftOut(operation: string): Misshapen {
  return misshapen('missing-outcome', `The reply holds no result of this ${operation}`, pathOf(operation))
}
