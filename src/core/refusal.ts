import type { Cause, SoapEvidence, Warning, XmlData } from './fault.ts'
import type { Applied, Level, Signal } from './vocabulary.ts'

/**
 * What a reader saw of one "no", without any meaning. Only `enrich` turns Refusals into a Fault.
 */
export interface Refusal {
  readonly signal: Signal
  readonly level: Level
  readonly code?: string
  /** A second, finer code, where the API has two numberings. A catalog that lists it goes by it. */
  readonly subcode?: string
  /** The service's own words, in order, untouched. */
  readonly texts: readonly string[]
  /** What the service proposes to do about it. */
  readonly correction?: string
  readonly supportId?: string
  readonly requestId?: string
  /** What the service tells about the error for programs. */
  readonly additional?: XmlData
  readonly operation?: string
  readonly index?: number
  readonly field?: string
  /** A wait that the body asks for, in milliseconds. */
  readonly retryAfterMs?: number
  readonly evidence?: Evidence
  readonly soap?: SoapEvidence
}

/** What the structure of the reply proves, whatever the code says. Beats phrase, code and level. */
export interface Evidence {
  /** This is only an echo of another refusal beside it: a rollback victim, a command behind a refused sign-in. */
  readonly victim?: true
  /** The refusal that it echoes. */
  readonly cause?: Cause
  /** The reply lists objects that were written in spite of the refusal. */
  readonly partly?: true
  /** Those objects. */
  readonly written?: readonly XmlData[]
  /** What the place of the refusal tells of what was done. Holds where the catalog does not settle it. */
  readonly applied?: Applied
  /** What the service mentioned beside its refusal. */
  readonly warnings?: readonly Warning[]
}
