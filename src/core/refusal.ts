import type { SoapEvidence, Warning } from './fault.ts'
import type { Level, Signal } from './vocabulary.ts'

/**
 * What a reader saw of one "no", without any meaning. Only `enrich` turns Refusals into a Fault.
 */
export interface Refusal {
  readonly signal: Signal
  readonly level: Level
  readonly code?: string
  /** The service's own words, in order, untouched. */
  readonly texts: readonly string[]
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
  /** The reply lists objects that were written in spite of the refusal. */
  readonly partly?: true
  /** What the service mentioned beside its refusal. */
  readonly warnings?: readonly Warning[]
}
