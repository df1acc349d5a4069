import type { WriteHabits } from '../../wire/xmlrpc-write.ts'
import { type CheckedClientOptions, checkClientOptions } from '../call/check-client-options.ts'
import type { Checks } from '../checks.ts'
import { secret } from '../http/check-options.ts'
import { checkTimeZone } from '../xmlrpc/check-options.ts'
import type { KeapAuth, KeapOptions } from './options.ts'

interface CheckedKeapOptions extends CheckedClientOptions {
  readonly url: string
  readonly auth: KeapAuth
  readonly habits: WriteHabits
}

const ENDPOINT = 'https://api.infusionsoft.com/crm/xmlrpc/v1'

/**
 * Checks what a program constructs the client with.
 *
 * @throws TypeError that names the option and never shows its value: a wrong construction is a bug in the program
 */
export function checkKeapOptions(checks: Checks, options: KeapOptions): CheckedKeapOptions {
  const shared = checkClientOptions(checks, options, OWN)
  const url = checks.url('url', options.url ?? ENDPOINT)
  if (new URL(url).search !== '') throw checks.wrong('url', 'has a query: a token belongs into `auth`')
  return {
    ...shared,
    url,
    auth: checkAuth(checks, options.auth),
    habits: { nil: false, ...checkTimeZone(checks, options.timeZone) },
  }
}

const OWN = ['url', 'auth', 'timeZone'] as const satisfies readonly (keyof KeapOptions)[]

function checkAuth(checks: Checks, auth: unknown): KeapAuth {
  if (typeof auth !== 'object' || auth === null) throw checks.wrong('auth', 'is missing')
  const given = Object.entries(auth).filter(([, value]) => value !== undefined)
  const [[name, value] = ['', undefined], ...others] = given
  if (others.length > 0 || !KINDS.includes(name))
    throw checks.wrong('auth', `has not exactly one of ${KINDS.join(', ')}`)
  const check = name === 'apiKey' ? checks.filled : checks.header
  return { [name]: secret(`auth.${name}`, value, check) } as unknown as KeapAuth
}

const KINDS: readonly string[] = ['accessToken', 'serviceKey', 'apiKey']
