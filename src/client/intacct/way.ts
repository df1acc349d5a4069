import type { Endpoint, Refused } from '../call/endpoint.ts'
import type { Turns } from '../call/turns.ts'

/** What one request says beside its functions. */
export interface RequestFacts {
  /** The control ID of the request. */
  readonly id: string
  readonly transaction: boolean
  /** Has the service look for the control IDs of the functions first. */
  readonly unique: boolean
  readonly policyId?: string
}

/** The way to one company. */
export interface IntacctWay extends Endpoint {
  /** The same way, for one request. */
  readonly framed: (facts: RequestFacts) => Endpoint
  readonly renew: (refusal: Refused) => Promise<IntacctWay | undefined>
  readonly turns: Turns
  /** Gives an ID that was never given before. */
  readonly newId: () => string
  /** Whether requests that write are protected by their control IDs. */
  readonly uniqueid: boolean
}
