import { type CheckedClientOptions, checkClientOptions } from '../call/check-client-options.ts'
import type { Secret } from '../call/credentials.ts'
import type { Checks } from '../checks.ts'
import type { HttpAuth, HttpOptions } from './options.ts'

/** The options of a client over plain HTTP, checked. */
interface CheckedHttpOptions extends CheckedClientOptions {
  /** Ends with a slash. */
  readonly url: string
  readonly auth: HttpAuth | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly secrets: readonly string[]
}

/**
 * Checks what a program constructs a client over plain HTTP with.
 *
 * @throws TypeError that names the option and never shows its value: a wrong construction is a bug in the program
 */
export function checkHttpOptions(checks: Checks, options: HttpOptions): CheckedHttpOptions {
  const shared = checkClientOptions(checks, options, OWN)
  const url = new URL(checks.url('url', options.url))
  if (url.search !== '' || url.hash !== '')
    throw checks.wrong('url', 'has a query or a fragment, which no path can follow')
  const { headers = {}, secrets = [] } = options
  if (!isHeaders(headers)) throw checks.wrong('headers', 'is not an object of texts')
  if (!isSecrets(secrets)) throw checks.wrong('secrets', 'is not a list of texts')
  return {
    ...shared,
    url: url.href.endsWith('/') ? url.href : `${url.href}/`,
    auth: options.auth === undefined ? undefined : checkAuth(checks, options.auth),
    headers,
    secrets,
  }
}

const OWN = ['url', 'auth', 'headers', 'secrets'] as const satisfies readonly (keyof HttpOptions)[]

/** Whether a value is what `headers` may be. */
export function isHeaders(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every(one => typeof one === 'string')
}

/** Whether a value is what `secrets` may be. */
export function isSecrets(value: unknown): boolean {
  return Array.isArray(value) && value.every(one => typeof one === 'string' && one.trim() !== '')
}

/** Checks how requests are signed. */
export function checkAuth(checks: Checks, auth: unknown): HttpAuth {
  if (typeof auth !== 'object' || auth === null) throw checks.wrong('auth', 'is not an object')
  const { bearer, user, password, header, key } = auth as Readonly<Record<string, unknown>>
  if (bearer !== undefined) return { bearer: secret('auth.bearer', bearer, checks.header) }
  if (key !== undefined)
    return { header: checks.header('auth.header', header), key: secret('auth.key', key, checks.header) }
  return { user: checks.filled('auth.user', user), password: secret('auth.password', password, checks.filled) }
}

/** Checks a secret, as far as it is told and not asked for. */
export function secret(name: string, value: unknown, check: (name: string, value: unknown) => string): Secret {
  return typeof value === 'function' ? (value as () => Promise<string>) : check(name, value)
}
