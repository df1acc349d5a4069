import type { Idempotency } from '../../core/operation.ts'
import type { Command } from '../../dialects/command.ts'
import type { RunOptions } from '../../retry/run.ts'
import type { CallOptions } from '../call/call.ts'
import { runOptions } from '../call/call-repeatedly.ts'
import type { IntacctWay } from './way.ts'

type Options = RunOptions<readonly Command[]>

/** How functions are repeated that have one fate, and go out together on every try. */
export function unitOptions(way: IntacctWay, options: CallOptions, signIn: NonNullable<Options['signIn']>): Options {
  return {
    ...runOptions(way, options, signIn),
    idempotencyOf: leastSafe,
    operationOf: ([first]) => first?.asked.name ?? 'nothing',
  }
}

/** They are as safe to repeat as the least safe of them. */
export function leastSafe(functions: readonly Command[]): Idempotency {
  const all = new Set(functions.map(({ asked }) => asked.idempotency))
  return (['once', 'keyed', 'repeatable'] as const).find(one => all.has(one)) ?? 'read'
}
