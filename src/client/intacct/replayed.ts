import { err, ok, type Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import { isRecorded } from '../../dialects/intacct/recorded.ts'
import { PATH } from '../../dialects/intacct/result.ts'
import type { Prepared } from './prepare.ts'

/**
 * What a repeat tells of a function whose first answer was lost: one that is said to be recorded was done then. Its answer
 * does not come again.
 */
export function replayed(outcome: Result<unknown, Fault>, command: Prepared): Result<unknown, Fault> {
  if (outcome.isOk() || command.done === undefined || !isDoneBefore(outcome.error)) return outcome
  return isRecorded(outcome.error) ? ok(command.done.output()) : ok(assumed(command.done.output()))
}

/** Whether a repeat was refused because the function has succeeded before: in words, or by a result without status. */
export function isDoneBefore(fault: Fault): boolean {
  return isRecorded(fault) || isWithoutStatus(fault)
}

/** Of this form there is one report, so that it must not count as more than it is. */
function isWithoutStatus(fault: Fault): boolean {
  return fault.kind === 'shape' && fault.problem === 'missing-signal' && fault.path === PATH
}

function assumed(output: unknown): unknown {
  return { ...(output as object), assumed: true }
}

/** Whether a repeat left a read out because it had been done: what it read is lost, and can be read again. */
export function isLostRead(outcome: Result<unknown, Fault> | undefined, { asked }: Prepared): boolean {
  return asked.idempotency === 'read' && outcome?.isErr() === true && isDoneBefore(outcome.error)
}

/** The outcome of a function of a transaction that an earlier try has carried out. */
export function doneBefore(command: Prepared, isSure: boolean, fault: Fault): Result<unknown, Fault> {
  if (command.done === undefined) return err(fault)
  return ok(isSure ? command.done.output() : assumed(command.done.output()))
}
