import type { Refusal } from '../../core/refusal.ts'
import type { XmlElement } from '../../xml/element.ts'
import type { Asked, Reading } from '../contract.ts'
import { type Misshapen, misshapen } from '../misshapen.ts'
import { errorsOf, hasDone, type OperationReading, readOperation, refusalsOf } from './operation-reading.ts'
import { readOutcomes } from './outcomes.ts'
import { PATH, see } from './result.ts'
import { isDone, statusOf } from './status.ts'

/**
 * Reads a reply of the gateway: one outcome per function, in the order asked; without `asked`, in that of the reply.
 *
 *     <response> <control> <status>success</status> ... </control>
 *       <operation> <authentication/> <result/> <result/> </operation> ... </response>
 *     <response> <control/> <errormessage/> </response>               nothing ran
 *     <response> <acknowledgement/> <control/> </response>            queued
 *
 * Success is the word `success` at every level: control, authentication and result. What refuses one of several
 * operations is the outcome of each function asked in it.
 *
 * @see the vendor's page "Error Handling" (developer.intacct.com/web-services/error-handling)
 */
export function readIntacct(root: XmlElement, asked?: Asked): Reading {
  const name = root.localName
  if (name !== 'response') return misshapen('unrecognized', `The root is <${name}> instead of <response>`, name)
  const control = root.all('control')
  if (answersAnother(control, asked)) {
    const message = 'The reply answers another request than the one that was sent'
    return misshapen('mismatched-outcome', message, 'response/control/controlid')
  }
  const refusals = refusalsOfAll(root, control)
  if (refusals.length > 0) return { kind: 'refused', refusals, warnings: [] }
  if (statusOf(...control) === '') {
    return misshapen('missing-signal', 'The control part of the reply has no status', 'response/control')
  }
  const operations = root.all('operation')
  if (operations.length === 0 && root.child('acknowledgement') !== undefined) return acknowledged(root, control)
  return conclude(operations.map(readOperation), asked)
}

/** A mark that is absent or empty, as on refusals of the gateway, contradicts nothing. */
function answersAnother(control: readonly XmlElement[], asked: Asked | undefined): boolean {
  if (asked?.id === undefined) return false
  const marks = control.flatMap(one => one.all('controlid')).map(mark => mark.text.trim())
  return marks.some(mark => mark !== '' && mark !== asked.id)
}

/** What refuses the request as a whole: a status of control or acknowledgement, or errors beside them. */
function refusalsOfAll(root: XmlElement, control: readonly XmlElement[]): readonly Refusal[] {
  const status = statusOf(...control, ...root.all('acknowledgement'))
  const isRefused = status !== '' && !isDone(status)
  const level = isFromGateway(control) ? 'response' : 'control'
  const signal = isRefused ? 'status-element' : 'errors-element'
  const errors = errorsOf([root, ...control, ...root.all('acknowledgement')], { signal, level })
  if (!isRefused && errors.length === 0) return []
  const results = root.all('operation').flatMap(operation => operation.all('result'))
  const placed = errors.map(error =>
    GATEWAY.test(error.code ?? '') ? { ...error, level: 'response' as const } : error,
  )
  return refusalsOf(placed, level, hasDone(results.map(see)))
}

/** Numbers of the gateway, wherever they stand. */
const GATEWAY = /^GW-/

/** The gateway in front tells no more than the status; it may fail in the middle of the work. */
function isFromGateway(control: readonly XmlElement[]): boolean {
  return control.every(one => one.children.every(({ localName }) => localName === 'status'))
}

function acknowledged(root: XmlElement, control: readonly XmlElement[]): Reading {
  if (statusOf(...root.all('acknowledgement')) === '') {
    return misshapen('missing-signal', 'The acknowledgement has no status', 'response/acknowledgement')
  }
  const id = control.map(one => one.child('controlid')?.text.trim()).find(mark => mark !== undefined && mark !== '')
  return { kind: 'acknowledged', ...(id === undefined ? {} : { id }), warnings: [] }
}

function conclude(operations: readonly OperationReading[], asked: Asked | undefined): Reading {
  const refused = operations.filter(one => one.kind === 'refused')
  if (operations.length > 0 && refused.length === operations.length) {
    return { kind: 'refused', refusals: refused.flatMap(({ refusals }) => refusals), warnings: [] }
  }
  const [first, second] = operations
  if (first?.kind === 'misshapen' && second === undefined) return first
  if (asked === undefined && operations.every(hasNothing)) return NO_RESULT
  return readOutcomes(operations, asked)
}

function hasNothing(operation: OperationReading): boolean {
  return operation.kind === 'results' && operation.results.length === 0
}

const NO_RESULT: Misshapen = misshapen('missing-signal', 'The reply holds no result of any function', PATH)
