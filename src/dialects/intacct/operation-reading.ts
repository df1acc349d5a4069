import type { Refusal } from '../../core/refusal.ts'
import type { Level } from '../../core/vocabulary.ts'
import type { XmlElement } from '../../xml/element.ts'
import { type Misshapen, misshapen } from '../misshapen.ts'
import { type Place, refusalsIn } from './errors.ts'
import { isMarker, type Seen, see } from './result.ts'
import { isDone, statusOf } from './status.ts'

/** The results of an operation that was let in. */
export interface Worked {
  readonly kind: 'results'
  readonly results: readonly Seen[]
  /** Errors of the operation that stand beside its results. */
  readonly remarks: readonly Refusal[]
  /** Everything in it was undone, because of the culprit where that can be told. */
  readonly undone: boolean
  readonly culprit: Seen | undefined
}

/** An operation none of whose functions has a result, and why. */
export type Unworked = { readonly kind: 'refused'; readonly refusals: readonly Refusal[] } | Misshapen

export type OperationReading = Worked | Unworked

/**
 * Reads one operation: whether its sign-in was accepted, and what became of its functions.
 *
 *     <operation> <authentication> <status>success</status> ... </authentication> <result/> <result/> </operation>
 *     <operation> <authentication> <status>failure</status> </authentication> <errormessage/> </operation>
 */
export function readOperation(operation: XmlElement): OperationReading {
  const signIn = operation.all('authentication')
  const status = statusOf(...signIn)
  const results = operation.all('result').map(see)
  const isRefused = status !== '' && !isDone(status)
  const errors = errorsOf([operation, ...signIn], {
    signal: isRefused ? 'status-element' : 'errors-element',
    level: isRefused ? 'authentication' : 'operation',
  })
  if (isRefused) return { kind: 'refused', refusals: refusalsOf(errors, 'authentication', hasDone(results)) }
  if (results.length === 0 && errors.length > 0) return { kind: 'refused', refusals: errors.map(leaveOpen) }
  if (status === '') {
    const message = 'The operation does not say whether its sign-in was accepted'
    return misshapen('missing-signal', message, 'response/operation/authentication')
  }
  return { kind: 'results', results, remarks: errors, ...rollbackOf(results) }
}

/** Behind an accepted sign-in it is not known how far an operation came that holds errors in place of results. */
function leaveOpen(error: Refusal): Refusal {
  return { ...error, evidence: { applied: 'maybe' } }
}

/** All errors that stand directly in these elements. */
export function errorsOf(elements: readonly XmlElement[], place: Place): readonly Refusal[] {
  return elements.flatMap(element => refusalsIn(element, place))
}

/** A no without an error is one all the same. What was done beside it was done. */
export function refusalsOf(errors: readonly Refusal[], level: Level, partly: boolean): readonly Refusal[] {
  const all = errors.length === 0 ? [{ signal: 'status-element', level, texts: [] } as const] : errors
  return partly ? all.map(error => ({ ...error, evidence: { partly: true } })) : all
}

export function hasDone(results: readonly Seen[]): boolean {
  return results.some(({ status }) => isDone(status))
}

/** The culprit is the first failure with an error of its own; failing that, an aborted function may have one. */
function rollbackOf(results: readonly Seen[]): Pick<Worked, 'undone' | 'culprit'> {
  const undone = results.some(
    ({ status, errors }) => status === 'aborted' || (!isDone(status) && errors.some(isMarker)),
  )
  if (!undone) return { undone, culprit: undefined }
  const candidates = results.filter(({ status, errors }) => !isDone(status) && errors.some(error => !isMarker(error)))
  return { undone, culprit: candidates.find(({ status }) => status !== 'aborted') ?? candidates[0] }
}
