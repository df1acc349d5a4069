import type { MethodOptions } from './options.ts'

const IDEMPOTENCIES: ReadonlySet<unknown> = new Set(['read', 'repeatable', 'keyed', 'once'])

/**
 * Checks one call: what no compiler would have let through is a bug in the program, and told at once.
 *
 * @throws TypeError that names what is wrong
 */
export function checkMethodCall(
  method: unknown,
  params: unknown,
  options: MethodOptions,
  schema = options?.schema,
): void {
  if (typeof method !== 'string') throw new TypeError('method: is not a text')
  if (!Array.isArray(params)) throw new TypeError('params: is not a list')
  if (typeof options !== 'object' || options === null) throw new TypeError('call: the options are not an object')
  const { idempotency } = options
  if (schema !== undefined && typeof schema?.safeParse !== 'function') throw new TypeError('call.schema: is no schema')
  if (idempotency !== undefined && !IDEMPOTENCIES.has(idempotency)) {
    throw new TypeError(`call.idempotency: is none of ${[...IDEMPOTENCIES].join(', ')}`)
  }
}
