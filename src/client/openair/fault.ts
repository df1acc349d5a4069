import type { Fault } from '../../core/fault.ts'
import type { OpenAirCode } from '../../dialects/openair/catalog.ts'

/** A fault of the OpenAir clients: an editor offers the codes of the catalog, and the service may send others. */
export type OpenAirFault = Fault<OpenAirCode | (string & Record<never, never>)>
