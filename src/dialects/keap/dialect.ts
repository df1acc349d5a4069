import { isMethodResponse } from '../../wire/xmlrpc.ts'
import type { Dialect } from '../contract.ts'
import { responseReader } from '../xmlrpc-reader.ts'
import { keapCatalog } from './catalog.ts'
import { judgeCharge } from './charge.ts'
import { refuse } from './fault.ts'
import { readGateway } from './gateway.ts'

/** The XML-RPC API of Keap, once Infusionsoft. Nothing in an answer tells it from any other, so that it has to be named. */
export const keap = {
  name: 'keap',
  catalog: keapCatalog,
  rank: 'named',
  recognize: isMethodResponse,
  read: responseReader({ refuse, judge: judgeCharge }),
  readHttp: readGateway,
} as const satisfies Dialect
