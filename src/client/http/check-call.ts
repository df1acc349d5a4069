import { checkCallOptions } from '../call/check-call-options.ts'
import type { HttpCallOptions } from './options.ts'

const OPTIONS: ReadonlySet<string> = new Set<keyof HttpCallOptions>([
  'query',
  'headers',
  'schema',
  'as',
  'uniqueBy',
  'idempotency',
  'operation',
  'repeat',
  'signal',
  'timeouts',
  'retry',
])

/**
 * Checks one call: what no compiler would have let through is a bug in the program, and told at once.
 *
 * @throws TypeError that names what is wrong
 */
export function checkHttpCall(method: string, path: unknown, call: HttpCallOptions): void {
  if (typeof path !== 'string') throw new TypeError('path: is not a text')
  checkCallOptions(call)
  const unknown = Object.keys(call).find(name => !OPTIONS.has(name))
  if (unknown !== undefined) throw new TypeError(`call.${unknown}: is none of ${[...OPTIONS].join(', ')}`)
  const { schema, as, uniqueBy, idempotency } = call
  if (schema !== undefined && typeof schema?.safeParse !== 'function') throw new TypeError('call.schema: is no schema')
  if (as !== undefined && as !== 'json' && as !== 'text') throw new TypeError('call.as: is neither json nor text')
  if (idempotency !== undefined && !['read', 'repeatable', 'keyed', 'once'].includes(idempotency)) {
    throw new TypeError('call.idempotency: is none of read, repeatable, keyed, once')
  }
  if (uniqueBy === undefined) return
  if (method !== 'POST') throw new TypeError('call.uniqueBy: is for POST only')
  if (typeof uniqueBy !== 'string' || uniqueBy === '') throw new TypeError('call.uniqueBy: is no name of a field')
}
