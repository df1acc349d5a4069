import { checkRetry } from '../../retry/check-options.ts'
import type { CallOptions } from './call.ts'

/**
 * Checks the options of one call.
 *
 * @throws TypeError that names what is wrong
 */
export function checkCallOptions(call: unknown): void {
  if (call === undefined) return
  if (typeof call !== 'object' || call === null) throw new TypeError('call: the options are not an object')
  const { signal, retry } = call as CallOptions
  checkRetry(retry, (name, what) => new TypeError(`call.${name}: ${what}`))
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') {
    throw new TypeError('call.signal: is not an AbortSignal')
  }
}
