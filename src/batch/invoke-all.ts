import { err, ok } from 'neverthrow'
import { checkResult } from './check-answer.ts'
import { checkBatch } from './check-options.ts'
import type { BatchReport, Rows } from './contract.ts'
import { deliver } from './deliver.ts'
import { execute } from './execute.ts'
import type { InvokeAllOptions, OutcomeKind } from './options.ts'

/**
 * Calls a service for each of many rows, in Semarchy's terms: repeats, accepted errors, pauses; in constant memory.
 *
 * Resolves once every row is settled or the run has ended for another reason (`end`), never rejects, and never repeats
 * what may have been done and would be done twice: such rows end as `reconcile`.
 *
 * @throws TypeError that names the option that cannot be used
 * @example
 * const report = await invokeAll(rows, {
 *   idempotency: 'once',
 *   call: (row, { options }) => api.add('Project', row, options),
 *   errorAcceptanceNumber: 10,
 *   sinks: { failure: outcome => refused.push(outcome) },
 * })
 * if (report.end !== 'completed') console.error(report)
 * @see Semarchy xDI, "Getting started with invocation error handling" (HTTP REST legacy, WSDL)
 */
export function invokeAll<Row, Value, Target extends string = OutcomeKind>(
  rows: Rows<Row>,
  options: InvokeAllOptions<Row, Value, Target>,
): Promise<BatchReport> {
  checkBatch('invokeAll', rows, options)
  const { call } = options
  return execute<Row, Value, Target>(rows, options, {
    size: 1,
    request: async ([context]) => {
      if (context === undefined) return ok([])
      const result = await call(context.row, context)
      checkResult(result)
      return result.isErr() ? err(result.error) : ok([ok(result.value)])
    },
    deliver: async (way, invocations) => (await deliver(way, invocations)).delivered,
  })
}
