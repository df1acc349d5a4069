import type { XmlElement } from '../../xml/element.ts'
import type { Dialect } from '../contract.ts'
import { intacctCatalog } from './catalog.ts'
import { readIntacct } from './reader.ts'
import { readIntacctText } from './text-reader.ts'

/** The XML gateway of Sage Intacct. */
export const intacct = {
  name: 'intacct',
  rank: 'specific',
  catalog: intacctCatalog,
  recognize,
  read: readIntacct,
  readText: readIntacctText,
} as const satisfies Dialect

/**
 * Whether this is a reply of the gateway. Many APIs answer with a `response`; this one's stands in no namespace and has a
 * `control` with a status, or one above what else a reply may hold. The least that comes is a list of numbered errors.
 */
function recognize(root: XmlElement): boolean {
  if (root.name !== 'response' || root.namespace !== undefined) return false
  const control = root.child('control')
  if (control !== undefined) return control.child('status') !== undefined || root.hasChild(PARTS)
  return root.all('errormessage').some(message => message.child('error')?.child('errorno') !== undefined)
}

const PARTS: ReadonlySet<string> = new Set(['operation', 'errormessage', 'acknowledgement'])
