import type { Warning } from '../../core/fault.ts'
import type { Refusal } from '../../core/refusal.ts'
import { withReferences } from '../../wire/multi-ref.ts'
import { isEnvelope } from '../../wire/soap.ts'
import { soapRefusal } from '../../wire/soap-fault.ts'
import type { XmlElement } from '../../xml/element.ts'
import type { Asked, Reading, ReadOutcome } from '../contract.ts'
import { type Misshapen, misshapen } from '../misshapen.ts'
import { openEnvelope } from '../soap-message.ts'
import { remarksOn } from './soap-refusals.ts'
import { pathOf, readSoapResult } from './soap-result.ts'
import { givesOneValue, readSoapSingle } from './soap-single.ts'
import { holdsReference, isNil, isReference, textAt } from './soap-value.ts'

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
  if (!isEnvelope(root)) return refuse(root, soapRefusal(root))
  const message = openEnvelope(root)
  if (message.kind === 'misshapen') return message
  if (message.kind === 'fault') return refuse(message.fault, message.refusal)
  const [raw, second] = message.results
  if (raw === undefined) return misshapen('empty-body', 'The SOAP Body is empty', 'Envelope/Body')
  if (second !== undefined || !raw.localName.endsWith(RESPONSE)) {
    const name = (second ?? raw).localName
    return misshapen('unexpected-element', `The SOAP Body holds <${name}>`, `Envelope/Body/${name}`)
  }
  return readOutcomes(complete(raw, root), asked)
}

/**
 * The response with all that it refers to. What stands beside it was followed already; an identical value may also stand
 * in full at its first place in the response and be referred to from there on.
 */
function complete(response: XmlElement, root: XmlElement): XmlElement {
  const sent = holdsReference(response) ? root.child('Body') : undefined
  return (sent && withReferences(sent, { always: true }).child(response.localName)) ?? response
}

const RESPONSE = 'Response'

/** The operation that a response answers. */
export function operationOf(response: XmlElement): string {
  return response.localName.slice(0, -RESPONSE.length)
}

/** The code of the service: in detail, else behind the colon where that is a number, else SOAP's own. */
function refuse(fault: XmlElement, refusal: Refusal): Reading {
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
    if (givesOneValue(operation)) return { ...place, result: readSoapSingle(element, place) }
    const result = readSoapResult(element, place)
    if (result.kind === 'done') for (const one of remarksOn(element, place)) warnings.push(one)
    return { ...place, result }
  })
  return { kind: 'outcomes', outcomes, warnings }
}

/**
 * The results of a response, one per object. `logout` answers with a text that nobody describes, or with nothing: the
 * response itself is all that there is to go by.
 */
function resultsIn(response: XmlElement, operation: string): readonly XmlElement[] {
  if (operation === 'logout' || isReference(response)) return [response]
  const { children } = response
  const [first] = children
  if (first === undefined || children.length > 1 || givesOneValue(operation) || isReference(first)) return children
  if (isNil(first)) return []
  const isList = first.localName === 'Array' || first.attribute('arrayType') !== undefined
  const isPart = first.localName.endsWith('Return') && !ONE_RESULT.has(operation)
  return isList || isPart ? first.children : children
}

/** Operations whose part is the result itself, without a list around it. */
const ONE_RESULT: ReadonlySet<string> = new Set(['createUser', 'createAccount', 'runReport'])

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
