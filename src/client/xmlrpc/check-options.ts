import { isTimeZone } from '../../wire/xmlrpc-date.ts'
import type { WriteHabits } from '../../wire/xmlrpc-write.ts'
import { type CheckedClientOptions, checkClientOptions } from '../call/check-client-options.ts'
import type { Checks } from '../checks.ts'
import { checkAuth, isHeaders, isSecrets } from '../http/check-options.ts'
import type { HttpAuth } from '../http/options.ts'
import type { XmlRpcOptions } from './options.ts'

interface CheckedXmlRpcOptions extends CheckedClientOptions {
  readonly url: string
  readonly auth: HttpAuth | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly secrets: readonly string[]
  readonly habits: WriteHabits
}

/**
 * Checks what a program constructs a client over XML-RPC with.
 *
 * @throws TypeError that names the option and never shows its value: a wrong construction is a bug in the program
 */
export function checkXmlRpcOptions(checks: Checks, options: XmlRpcOptions): CheckedXmlRpcOptions {
  const shared = checkClientOptions(checks, options, OWN)
  const url = checks.url('url', options.url)
  const { headers = {}, secrets = [], nil = false } = options
  if (!isHeaders(headers)) throw checks.wrong('headers', 'is not an object of texts')
  if (!isSecrets(secrets)) throw checks.wrong('secrets', 'is not a list of texts')
  if (typeof nil !== 'boolean') throw checks.wrong('nil', 'is neither true nor false')
  return {
    ...shared,
    url,
    auth: options.auth === undefined ? undefined : checkAuth(checks, options.auth),
    headers,
    secrets: [...secrets, ...new URL(url).searchParams.values()].filter(secret => secret.trim() !== ''),
    habits: { nil, ...checkTimeZone(checks, options.timeZone) },
  }
}

const OWN = ['url', 'auth', 'headers', 'secrets', 'nil', 'timeZone'] as const satisfies readonly (keyof XmlRpcOptions)[]

/** Checks the time zone in which a client writes a `Date`. */
export function checkTimeZone(checks: Checks, timeZone: unknown): { readonly timeZone?: string } {
  if (timeZone === undefined) return {}
  if (typeof timeZone !== 'string' || !isTimeZone(timeZone)) throw checks.wrong('timeZone', 'is no time zone')
  return { timeZone }
}
