import { isBareFault, isEnvelope } from '../../wire/soap.ts'
import type { Dialect } from '../contract.ts'
import { readHttpDocument, readHttpText } from '../http-reader.ts'
import { httpRefusals } from '../http-refusals.ts'
import { httpStatuses } from '../http-statuses.ts'

/**
 * Any service over plain HTTP, known by nothing but its statuses. Used only where a caller names it: every document
 * could be its answer.
 */
export const http = {
  name: 'http',
  rank: 'named',
  recognize: root => !isEnvelope(root) && !isBareFault(root),
  read: readHttpDocument,
  readHttp: httpRefusals,
  readText: readHttpText,
  catalog: { codes: {}, statuses: httpStatuses },
} as const satisfies Dialect
