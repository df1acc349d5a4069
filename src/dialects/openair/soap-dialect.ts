import type { Refusal } from '../../core/refusal.ts'
import type { PlainReply } from '../../wire/http.ts'
import { isBareFault, isEnvelope, readEnvelope } from '../../wire/soap.ts'
import { readSoapFault, soapCode } from '../../wire/soap-fault.ts'
import type { XmlElement } from '../../xml/element.ts'
import type { Dialect } from '../contract.ts'
import { openAirSoapCatalog } from './soap-catalog.ts'
import { codeInDetail, operationOf, readOpenAirSoap } from './soap-reader.ts'
import { PERL_TYPES, typeOf } from './soap-value.ts'

/** The SOAP API of OpenAir, today NetSuite SuiteProjects Pro. */
export const openAirSoapDialect = {
  name: 'openair-soap',
  rank: 'specific',
  catalog: openAirSoapCatalog,
  recognize,
  read: readOpenAirSoap,
  readHttp,
} as const satisfies Dialect

/**
 * Whether this is a reply of the SOAP API. A response is, in the namespace of its operations, or by the types of its
 * results; a Fault, where its detail holds an `Error` with a number that stands in its code once more, or that is of
 * Perl's type. A Fault without a number may be any SOAP server's.
 */
function recognize(root: XmlElement): boolean {
  if (!isEnvelope(root)) return isBareFault(root) && isOwnFault(root)
  const { fault, results } = readEnvelope(root)
  if (fault !== undefined) return isOwnFault(fault)
  const [response] = results
  return response?.localName.endsWith('Response') === true && isOwnResponse(response)
}

function isOwnFault(fault: XmlElement): boolean {
  const code = codeInDetail(fault)
  if (!/^\d+$/.test(code)) return false
  const error = fault.child('detail')?.child('Error')
  return soapCode(readSoapFault(fault)) === code || (error !== undefined && isOfPerl(error, /^Error$/))
}

/** The server does not look at the host of the namespace, and sends back what it was sent. */
const OPERATIONS = /^https?:\/\/[^/]+\/OAirService\/?$/

function isOwnResponse(response: XmlElement): boolean {
  if (OPERATIONS.test(response.namespace ?? '')) return true
  const [wrapper] = response.children
  const first = wrapper?.children[0]
  const known = [wrapper, first].some(element => element !== undefined && isOfPerl(element, TYPES))
  return known && NAMES.has(operationOf(response))
}

/** Of one of these types, in the namespace of Perl's types or behind a prefix that nobody bound. */
function isOfPerl(element: XmlElement, types: RegExp): boolean {
  const type = element.attribute('type')?.trim() ?? ''
  const namespace = type.includes(':') ? element.resolve(type.slice(0, type.indexOf(':'))) : undefined
  return (namespace === undefined || namespace === PERL_TYPES) && types.test(typeOf(element))
}

const TYPES =
  /^(?:(?:Read|Update|Submit|Approve|Reject|Unapprove|MakeURL|Login|Version|RunReport|Crystal)Result|oa[A-Z]\w*)$/

const NAMES: ReadonlySet<string> = new Set([
  'login',
  'logout',
  'read',
  'add',
  'modify',
  'upsert',
  'delete',
  'submit',
  'approve',
  'reject',
  'unapprove',
  'createUser',
  'createAccount',
  'makeURL',
  'whoami',
  'servertime',
  'servertimeWithTimezone',
  'version',
  'runReport',
  'getCrystalInfo',
])

const MOST_WORDS = 500

/** 403 without a Fault is this endpoint's way to say that the rate limit is exceeded; the catalog knows. */
function readHttp({ status, kind, text }: PlainReply): readonly Refusal[] {
  if (status !== 403) return []
  const words = kind === 'text' ? text.trim().slice(0, MOST_WORDS) : ''
  return [{ signal: 'http-status', level: 'response', texts: words === '' ? [] : [words] }]
}
