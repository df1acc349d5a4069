import type { Fault } from '../core/fault.ts'
import { endsAt } from './ends-at.ts'
import { type FailureKind, failureKind } from './failure-kind.ts'

/** How many failed invocations a run accepts, in Semarchy's terms. */
export interface AcceptanceOptions {
  /** Functional failures that are accepted, all together; each invocation counts once. Default -1: any number. */
  readonly errorAcceptanceNumber?: number
  /** Technical failures that are accepted. Default 0: the first one ends the run; -1: any number. */
  readonly acceptTechnical?: number
  /**
   * What ends the run: one failure more than is accepted (`exceeded`, the default, as in the vendor's example), or as
   * many (`reached`, as in the vendor's table of parameters).
   */
  readonly stopWhen?: 'exceeded' | 'reached'
  /**
   * `current`: repeats belong to each invocation. Before runtime S17.6.2 they began only once the accepted number of
   * failures was exceeded (or reached); then an invocation that still failed ended the run over REST, and not over SOAP.
   */
  readonly generation?: 'current' | 'before-S17.6.2-rest' | 'before-S17.6.2-soap'
}

/** Counts the failed invocations of a run. */
export interface Acceptance {
  /** Whether an invocation that fails now would be repeated. */
  readonly mayRepeat: () => boolean
  /** Takes a failed invocation, and gives what the run ends with, if it does. */
  readonly count: (fault: Fault) => 'too-many-errors' | 'technical' | undefined
  /** Whether the failures of earlier runs are too many already. */
  readonly isExceeded: () => boolean
}

/** Makes the count of one run, on from the failures of earlier ones. */
export function acceptance(
  { errorAcceptanceNumber = -1, acceptTechnical = 0, stopWhen = 'exceeded', generation = 'current' }: AcceptanceOptions,
  before: Readonly<Record<'functional' | 'technical', number>> = { functional: 0, technical: 0 },
): Acceptance {
  const failures = { ...before }
  const isTooMany = (count: number, accepted: number) => count >= endsAt(accepted, stopWhen)
  const isFunctionalLimit = generation !== 'before-S17.6.2-soap'
  return {
    mayRepeat: () => generation === 'current' || isTooMany(failures.functional + 1, errorAcceptanceNumber),
    count: fault => {
      const kind: FailureKind = failureKind(fault)
      if (kind === 'technical') {
        failures.technical += 1
        return isTooMany(failures.technical, acceptTechnical) ? 'technical' : undefined
      }
      if (kind !== 'functional') return undefined
      failures.functional += 1
      return isFunctionalLimit && isTooMany(failures.functional, errorAcceptanceNumber) ? 'too-many-errors' : undefined
    },
    isExceeded: () => isFunctionalLimit && isTooMany(failures.functional, errorAcceptanceNumber),
  }
}
