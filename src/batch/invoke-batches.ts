import { checkBatch } from './check-options.ts'
import type { BatchReport, Rows } from './contract.ts'
import { execute } from './execute.ts'
import type { InvokeBatchesOptions, OutcomeKind } from './options.ts'
import { soundOut } from './sound-out.ts'

/**
 * Does the same as `invokeAll` with up to `size` rows in a request: each row has its own outcome, only those that failed
 * and may be repeated are sent again, and a request that fails as a whole is halved until the row is found that spoils it.
 *
 * @throws TypeError that names the option that cannot be used
 * @example
 * const report = await invokeBatches(rows, {
 *   idempotency: 'once',
 *   size: 1_000,
 *   call: (rows, { options }) => api.add('Project', rows, options),
 * })
 */
export function invokeBatches<Row, Value, Target extends string = OutcomeKind>(
  rows: Rows<Row>,
  options: InvokeBatchesOptions<Row, Value, Target>,
): Promise<BatchReport> {
  checkBatch('invokeBatches', rows, options)
  const { call, size } = options
  return execute<Row, Value, Target>(rows, options, {
    size,
    request: contexts =>
      call(
        contexts.map(({ row }) => row),
        { invocations: contexts, options: together(contexts) },
      ),
    deliver: soundOut,
  })
}

type Together = Parameters<InvokeBatchesOptions<never, never>['call']>[1]['options']

/** A refusal that tells of work already done counts as a success only where every row may have been done. */
function together(contexts: readonly { readonly options: Together }[]): Together {
  const [first] = contexts
  const repeat = contexts.every(({ options }) => options.repeat)
  return { ...(first?.options ?? { retry: false }), repeat }
}
