import { err, ok, type Result } from 'neverthrow'
import type { Fault, Warning } from '../core/fault.ts'
import type { Refusal } from '../core/refusal.ts'
import type { Outcome, Reply } from '../core/reply.ts'
import type { Dialect, Reading, ReadOutcome } from '../dialects/contract.ts'
import { isSuccess } from '../wire/http.ts'
import type { XmlElement } from '../xml/element.ts'
import { capped } from './capped.ts'
import type { ReplyContext } from './context.ts'
import { enrich } from './enrich.ts'
import { shapeFault } from './shape-fault.ts'

/**
 * Judges what a reader saw together with the HTTP status: a status outside 2xx is never a success unless
 * the dialect declares it, while a refusal is a refusal under any status.
 *
 * A body of the dialect that does not refuse came from the service itself: it may have acted, whatever the status.
 *
 * @param byStatus makes the fault by status alone, for what looks like a success and cannot be one
 */
export function answer(
  reading: Reading,
  dialect: Dialect,
  context: ReplyContext,
  warnings: readonly Warning[],
  byStatus: () => Fault,
): Result<Reply<XmlElement>, Fault> {
  const maySucceed = isSuccess(context.status) || dialect.validStatuses?.includes(context.status) === true
  switch (reading.kind) {
    case 'refused':
      return err(enrich(nonEmpty(reading.refusals), dialect.catalog, context, [...reading.warnings, ...warnings]))
    case 'misshapen':
      return err(maySucceed ? shapeFault(reading.shape, context) : contradicted(byStatus()))
    case 'acknowledged': {
      if (!maySucceed) return err(contradicted(byStatus()))
      const mark = reading.id === undefined ? {} : { id: reading.id }
      const all = capped([...reading.warnings, ...warnings])
      return ok({ kind: 'acknowledgement', dialect: dialect.name, ...mark, outcomes: [], warnings: all })
    }
    case 'outcomes': {
      // Under such a status the refused commands say more than the status does; what seems done is not believed.
      const explained = reading.outcomes.some(outcome => outcome.result.kind === 'refused')
      if (!maySucceed && !explained) return err(contradicted(byStatus()))
      const instead = maySucceed ? undefined : contradicted(byStatus())
      const outcomes = reading.outcomes.map(outcome => outcomeOf(outcome, dialect, context, instead))
      return ok({
        kind: 'answer',
        dialect: dialect.name,
        outcomes,
        warnings: capped([...reading.warnings, ...warnings]),
      })
    }
  }
}

/** The status says no and the body does not: nobody knows, and only a look at the service can tell. */
function contradicted(fault: Fault): Fault {
  return fault.applied === 'no' && fault.kind !== 'request'
    ? { ...fault, applied: 'maybe', remedy: 'reconcile' }
    : fault
}

function outcomeOf(
  read: ReadOutcome,
  dialect: Dialect,
  context: ReplyContext,
  instead: Fault | undefined,
): Outcome<XmlElement> {
  const { index, operation, id } = read
  const result = resultOf(read, dialect, context, instead)
  return id === undefined ? { index, operation, result } : { index, operation, id, result }
}

function resultOf(
  { operation, result }: ReadOutcome,
  dialect: Dialect,
  context: ReplyContext,
  instead: Fault | undefined,
): Result<XmlElement, Fault> {
  switch (result.kind) {
    case 'done':
      return instead === undefined ? ok(result.payload) : err({ ...instead, operation })
    case 'refused':
      return err({ ...enrich(nonEmpty(result.refusals), dialect.catalog, context), operation })
    case 'misshapen':
      return err({ ...(instead ?? shapeFault(result.shape, context)), operation })
  }
}

/** A reader that refuses without a refusal breaks its contract; the answer stays refused all the same. */
function nonEmpty(refusals: readonly Refusal[]): readonly [Refusal, ...Refusal[]] {
  const [first, ...rest] = refusals
  return [first ?? { signal: 'errors-element', level: 'response', texts: [] }, ...rest]
}
