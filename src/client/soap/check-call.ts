import { checkRetry } from '../../retry/check-options.ts'
import type { SoapCallOptions } from './options.ts'

const OPTIONS: ReadonlySet<string> = new Set<keyof SoapCallOptions>([
  'signal',
  'headers',
  'soap',
  'idempotency',
  'retry',
  'timeouts',
])

/**
 * Checks the options of one call: what no compiler would have let through is a bug in the program, and told at once.
 *
 * @throws TypeError that names what is wrong
 */
export function checkCall(call: unknown): SoapCallOptions {
  if (call === undefined) return {}
  if (typeof call !== 'object' || call === null) throw wrong('the options are not an object')
  const unknown = Object.keys(call).find(name => !OPTIONS.has(name))
  if (unknown !== undefined) throw wrong(`\`${unknown}\` is none of ${[...OPTIONS].join(', ')}`)
  const options = call as SoapCallOptions
  const { signal, headers = {}, soap = {}, idempotency, timeouts = {} } = options
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') throw wrong('`signal` is no AbortSignal')
  for (const [name, value] of Object.entries({ headers, soap, timeouts })) {
    if (typeof value !== 'object' || value === null) throw wrong(`\`${name}\` is not an object`)
  }
  if (idempotency !== undefined && !['read', 'repeatable', 'keyed', 'once'].includes(idempotency)) {
    throw wrong('`idempotency` is none of read, repeatable, keyed, once')
  }
  checkRetry(options.retry, (name, what) => wrong(`\`${name}\` ${what}`))
  return options
}

function wrong(what: string): TypeError {
  return new TypeError(`call: ${what}`)
}
