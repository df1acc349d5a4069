import { err, ok, type Result } from 'neverthrow'
import { type KeapFault, serverFault } from './fault.ts'
import type { Kind, Method } from './method.ts'
import { methodOf } from './methods.ts'
import type { Call } from './read-call.ts'
import { textOf, type Value } from './value.ts'

/** A call that may be carried out: its method, its parameters behind the key, and the key where the call needs one. */
export interface Prepared {
  readonly method: Method
  readonly args: readonly Value[]
  readonly key?: string
}

/** Finds the method of a call that takes its parameters, as the library under the server does. */
export function prepare({ method: name, params }: Call): Result<Prepared, KeapFault> {
  const method = methodOf(name)
  if (method === undefined) return err(serverFault(`No such handler: ${name}`))
  const [first, ...rest] = params
  const signatures = [method.takes, ...(method.or ?? [])]
  const takes = (values: readonly Value[]) => signatures.some(kinds => fits(values, kinds))
  if (method.keyless === true) return takes(params) ? ok({ method, args: params }) : err(mismatch(params))
  if (first?.type === 'string' && takes(rest)) return ok({ method, args: rest, key: textOf(first) })
  return err(mismatch(params))
}

function fits(values: readonly Value[], kinds: readonly Kind[]): boolean {
  return values.length === kinds.length && values.every((value, index) => value.type === kinds[index])
}

/** The types of what was sent, never the values. */
function mismatch(params: readonly Value[]): KeapFault {
  return serverFault(`No method matching arguments: ${params.map(({ type }) => CLASSES[type]).join(', ')}`)
}

const CLASSES: Readonly<Record<Kind, string>> = {
  string: 'java.lang.String',
  int: 'java.lang.Integer',
  double: 'java.lang.Double',
  boolean: 'java.lang.Boolean',
  dateTime: 'java.util.Date',
  base64: '[B',
  array: '[Ljava.lang.Object;',
  struct: 'java.util.HashMap',
}
