import type { XmlElement } from '../../xml/element.ts'
import type { ReadOutcome } from '../contract.ts'
import { misshapen } from '../misshapen.ts'
import { decodeDate, isDate } from './dates.ts'
import { type Place, refusalsIn } from './soap-refusals.ts'
import { elsewhere, pathOf } from './soap-result.ts'
import { contentOf, holdsReference, isFilled, textAt, typeOf } from './soap-value.ts'

/** Whether an operation gives one value instead of results, and with it no `errors` that could be looked at for a yes. */
export function givesOneValue(operation: string): boolean {
  return Object.hasOwn(expected, operation)
}

/**
 * Reads the value that an operation gives.
 *
 *     <whoamiReturn xsi:type="p:oaUser"> <id>31</id> ... </whoamiReturn>
 *
 * What says no as a result does is refused, whatever stands beside it. What is left has worked only if it holds what
 * the operation is asked for.
 */
export function readSoapSingle(value: XmlElement, place: Place): ReadOutcome['result'] {
  const { operation } = place
  const refusals = sayingNo(value, operation).map(element => refusalsIn(element, place))
  const [first] = refusals.filter(({ length }) => length > 0)
  if (first !== undefined) return { kind: 'refused', refusals: first }
  if (holdsReference(value)) return elsewhere(operation)
  if (expected[operation]?.(value) === true) return { kind: 'done', payload: value }
  return misshapen('missing-signal', `The result of ${operation} does not hold what it should`, pathOf(operation))
}

/** Of `logout` the value is the response: what says no may stand in it, or in the one element that it holds. */
function sayingNo(value: XmlElement, operation: string): readonly XmlElement[] {
  const [only, second] = value.children
  return operation !== 'logout' || only === undefined || second !== undefined ? [value] : [value, only]
}

/** What each operation must give to have worked. */
const expected: Readonly<Record<string, (value: XmlElement) => boolean>> = {
  login: value => textAt(value, 'sessionId') !== '',
  logout: isLoggedOut,
  whoami: value => isFilledStruct(value, 'oaUser') || holdsOne(value, ['id', 'nickname']),
  servertime: value => serverTimeIn(value) !== undefined,
  servertimeWithTimezone: value => serverTimeIn(value) !== undefined,
  version: value =>
    isFilledStruct(value, 'VersionResult') ||
    holdsOne(value, ['number', 'url', 'size']) ||
    /^\d+(?:\.\d+)*$/.test(contentOf(value).trim()),
  getCrystalInfo: value =>
    isFilledStruct(value, 'CrystalResult') || holdsOne(value, ['db_id', 'crystal_host', 'crystal_port']),
}

/** The service's time as `YYYY-MM-DD HH:MM:SS` or `YYYY-MM-DD`: of an `oaDate`, or of a text; undefined where it is none. */
export function serverTimeIn(value: XmlElement): string | undefined {
  const time = value.children.length === 0 ? contentOf(value).trim().replace('T', ' ') : decodeDate(value)
  return time !== undefined && isDate(time) ? time : undefined
}

/** A text that nobody describes (`status`), or nothing. Fault 9 calls the state that it asks for "Logged out". */
function isLoggedOut(response: XmlElement): boolean {
  const [only = response, second] = response.children
  if (second !== undefined || only.children.length > 0) return false
  return /^(?:|0|1|ok|true|success|logged out)$/i.test(contentOf(only).trim())
}

function isFilledStruct(value: XmlElement, type: string): boolean {
  return isFilled(value) && value.children.length > 0 && typeOf(value) === type
}

function holdsOne(value: XmlElement, names: readonly string[]): boolean {
  return isFilled(value) && names.some(name => textAt(value, name) !== '')
}
