import { isMethodResponse } from '../../wire/xmlrpc.ts'
import type { Dialect } from '../contract.ts'
import { responseReader } from '../xmlrpc-reader.ts'
import { xmlRpcCatalog } from './catalog.ts'

/** Any XML-RPC service: what it says in a fault, and the value otherwise. */
export const xmlRpc = {
  name: 'xmlrpc',
  catalog: xmlRpcCatalog,
  rank: 'generic',
  recognize: isMethodResponse,
  read: responseReader(),
} as const satisfies Dialect
