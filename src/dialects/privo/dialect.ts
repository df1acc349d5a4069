import type { Dialect } from '../contract.ts'
import { readHttpDocument, readHttpText } from '../http-reader.ts'
import { httpRefusals } from '../http-refusals.ts'
import { httpStatuses } from '../http-statuses.ts'

/** PRIVO's API: JSON over HTTP. The form of its errors is not public, so that the status decides. */
export const privo = {
  name: 'privo',
  rank: 'named',
  recognize: () => true,
  read: readHttpDocument,
  readHttp: httpRefusals,
  readText: readHttpText,
  catalog: { codes: {}, statuses: httpStatuses },
} as const satisfies Dialect
