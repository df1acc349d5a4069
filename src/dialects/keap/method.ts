import { z } from 'zod'
import type { Idempotency } from '../../core/operation.ts'
import type { XmlRpcInput } from '../../wire/xmlrpc-input.ts'
import type { WriteHabits } from '../../wire/xmlrpc-write.ts'
import type { Command } from '../command.ts'
import { checkInput } from '../operation.ts'
import { methodCommand, refusedCommand } from '../xmlrpc-command.ts'
import type { Param } from './params.ts'

/** One method of the API: what it takes, what a second run does, and what it gives. */
export interface Method<Params extends readonly unknown[] = readonly unknown[], Output = unknown> {
  readonly idempotency: Idempotency
  /** Where it says yes of the parameters, a second run does harm all the same. */
  readonly isOnce?: (params: readonly XmlRpcInput[]) => boolean
  /** How many parameters it takes at most. */
  readonly arity: number
  readonly input: z.ZodType<readonly XmlRpcInput[]>
  /** What its result must be, which may depend on what was asked. */
  readonly output: (params: readonly XmlRpcInput[]) => z.ZodType<Output>
  /** What a repeat gives that is told that the record is gone, after a try whose outcome is unknown. */
  readonly gone?: Output
  /** For types alone: the names and types of its parameters. */
  readonly takes?: (...params: Params) => void
}

/** What a second run of a method does with these parameters. */
export function idempotencyOf(
  { idempotency, isOnce = () => false }: Pick<Method, 'idempotency' | 'isOnce'>,
  params: readonly XmlRpcInput[],
): Idempotency {
  return isOnce(params) ? 'once' : idempotency
}

/** Fault 5: there is no record of this id. */
const GONE = '5'

type Schemas<Params extends readonly unknown[]> = { readonly [Index in keyof Params]-?: Param<Params[Index]> }

/** A method that lacks only what it gives. */
interface Taking<Params extends readonly unknown[]> {
  readonly gives: <Output>(output: z.ZodType<Output>, gone?: Output) => Method<Params, Output>
}

function taking(idempotency: Idempotency) {
  return <Params extends readonly unknown[] = []>(...schemas: Schemas<Params>): Taking<Params> => ({
    gives: (output, gone) => ({
      idempotency,
      arity: schemas.length,
      // A tuple of any length has no type of its own.
      input: z.tuple(schemas as unknown as [Param<unknown>]) as unknown as z.ZodType<readonly XmlRpcInput[]>,
      output: () => output,
      ...(gone === undefined ? {} : { gone }),
    }),
  })
}

/** A method that changes nothing. */
export const read = taking('read')
/** A method whose second run leaves the same state as the first. */
export const repeatable = taking('repeatable')
/** A method whose second run does harm. */
export const once = taking('once')

/** Makes the command that calls a method. Parameters that are not what they should be make it a `request` fault. */
export function keapCommand<Output>(
  name: string,
  method: Method<readonly never[], Output>,
  params: readonly unknown[],
  habits: WriteHabits,
): Command<Output> {
  const { input, output, gone } = method
  const checked = checkInput(input, params)
  if (checked.isErr()) return refusedCommand(name, method.idempotency, checked.error)
  const given = checked.value
  return methodCommand({
    method: name,
    params: given.slice(0, given.findLastIndex(param => param !== undefined) + 1),
    idempotency: idempotencyOf(method, given),
    schema: output(given),
    habits,
    ...(gone === undefined ? {} : { done: { codes: [GONE], output: () => gone, whole: true } }),
  })
}
