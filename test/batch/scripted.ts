import { err, ok, type Result } from 'neverthrow'
import type { Fault } from '../../src/core/fault.ts'
import { forOperation, type Idempotency } from '../../src/core/operation.ts'
import * as faults from '../retry/faults.ts'

/** How the tries of a row end, one letter each; the last letter is repeated. */
export type Script = string

const LETTERS: Readonly<Record<string, Fault>> = {
  F: faults.refused(),
  T: faults.refusedConnection,
  R: faults.reset,
  L: faults.limited,
  C: faults.refused({ category: 'collateral', remedy: 'none' }),
  A: faults.wrongPassword,
}

/** How try number `attempt` of a row ends. */
export function endOf(script: Script, attempt: number, idempotency: Idempotency = 'once'): Result<string, Fault> {
  const letter = script[Math.min(attempt, script.length) - 1] ?? 'S'
  const fault = LETTERS[letter]
  return fault === undefined ? ok(script) : err(forOperation(fault, idempotency))
}
