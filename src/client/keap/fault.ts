import type { Fault } from '../../core/fault.ts'
import type { KeapCode } from '../../dialects/keap/catalog.ts'

/** A fault of the Keap client: an editor offers the codes of the catalog, and the service may send others. */
export type KeapFault = Fault<KeapCode | (string & Record<never, never>)>
