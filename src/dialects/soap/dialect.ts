import { isBareFault, isEnvelope } from '../../wire/soap.ts'
import type { Dialect } from '../contract.ts'
import { soapCatalog } from './catalog.ts'
import { read } from './reader.ts'

/** Any SOAP service, 1.1 or 1.2: what it says in a Fault, and the result element otherwise. */
export const soap = {
  name: 'soap',
  catalog: soapCatalog,
  rank: 'generic',
  recognize: root => isEnvelope(root) || isBareFault(root),
  read,
} as const satisfies Dialect
