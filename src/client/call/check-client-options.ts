import { present } from '../../core/present.ts'
import { checkRetry } from '../../retry/check-options.ts'
import type { Checks } from '../checks.ts'
import type { Timeouts } from '../transport/contract.ts'
import { TIMEOUT_NAMES, TIMEOUTS } from '../transport/timeouts.ts'
import { checkHooks } from './check-hooks.ts'
import type { ClientOptions } from './client-options.ts'

/** The options that the client of every API takes, checked. */
export interface CheckedClientOptions extends Omit<ClientOptions, 'timeouts'> {
  readonly timeouts: Timeouts
}

/**
 * Checks the options that the client of every API takes, and that no other is there than these and those in `own`.
 *
 * @param usual the time limits where the program sets none
 * @throws TypeError that names the option and never shows its value: a wrong construction is a bug in the program
 */
export function checkClientOptions(
  checks: Checks,
  options: ClientOptions,
  own: readonly string[],
  usual: Timeouts = TIMEOUTS,
): CheckedClientOptions {
  if (typeof options !== 'object' || options === null) throw checks.wrong('options', 'are missing')
  checks.known(options, [...own, ...NAMES])
  const { transport, maxBytes, hooks, signal, clock, retry } = options
  if (transport !== undefined && typeof transport !== 'function') throw checks.wrong('transport', 'is not a function')
  return {
    timeouts: { ...usual, ...checks.numbers('timeouts', options.timeouts, TIMEOUT_NAMES, checks.positive) },
    ...present({
      transport,
      maxBytes: maxBytes === undefined ? undefined : checks.positive('maxBytes', maxBytes),
      hooks: checkHooks(checks, hooks),
      signal,
      clock,
      retry: checkRetry(retry, checks.wrong),
    }),
  }
}

const NAMES = [
  'transport',
  'timeouts',
  'maxBytes',
  'hooks',
  'signal',
  'clock',
  'retry',
] as const satisfies readonly (keyof ClientOptions)[]
