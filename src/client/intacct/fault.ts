import type { Fault } from '../../core/fault.ts'
import type { IntacctCode } from '../../dialects/intacct/catalog.ts'

/** A fault of this API: its codes complete, and others pass. */
export type IntacctFault = Fault<IntacctCode | (string & {})>
