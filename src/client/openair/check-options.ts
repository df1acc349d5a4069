import type { Integration } from '../../dialects/openair/writer.ts'
import { type CheckedClientOptions, checkClientOptions } from '../call/check-client-options.ts'
import { type Checks, checksFor } from '../checks.ts'
import type { ErrorCacheOptions, OpenAirAuth, OpenAirOptions, SharedOptions } from './options.ts'

/** The options of either client, checked. */
export interface CheckedOptions extends CheckedClientOptions {
  readonly integration: Integration
  readonly errors: ErrorCacheOptions
}

/**
 * Checks what a program constructs the client of the XML API with.
 *
 * @throws TypeError that names the option and never shows its value: a wrong construction is a bug in the program
 */
export function checkOptions(
  options: OpenAirOptions,
): CheckedOptions & { readonly url: string; readonly auth: OpenAirAuth } {
  const checks = checksFor('openAirXml')
  const shared = checkShared(checks, options, OPTIONS)
  return { ...shared, url: checks.url('url', options.url), auth: checkAuth(checks, options.auth) }
}

const OPTIONS = ['url', 'auth'] as const satisfies readonly (keyof OpenAirOptions)[]

/** Checks the options that both clients have, and that no other is there than these and those in `others`. */
export function checkShared(checks: Checks, options: SharedOptions, others: readonly string[]): CheckedOptions {
  const shared = checkClientOptions(checks, options, [...others, ...SHARED])
  const { client = 'faultline', clientVersion = '1.0' } = options
  return {
    ...shared,
    integration: {
      namespace: checks.filled('namespace', options.namespace),
      key: checks.filled('key', options.key),
      client: checks.filled('client', client),
      clientVersion: checks.filled('clientVersion', clientVersion),
    },
    errors: checks.numbers('errors', options.errors, ['ttlMs', 'missMs'], checks.notNegative),
  }
}

const SHARED = [
  'namespace',
  'key',
  'client',
  'clientVersion',
  'errors',
] as const satisfies readonly (keyof SharedOptions)[]

/** Checks how a user signs in. */
export function checkAuth(checks: Checks, auth: unknown): OpenAirAuth {
  if (typeof auth !== 'object' || auth === null) throw checks.wrong('auth', 'is missing')
  const { accessToken, company, user, password } = auth as Readonly<Record<string, unknown>>
  if (typeof accessToken === 'function') return { accessToken: accessToken as () => Promise<string> }
  if (accessToken !== undefined) return { accessToken: checks.filled('auth.accessToken', accessToken) }
  return {
    company: checks.filled('auth.company', company),
    user: checks.filled('auth.user', user),
    password: checks.filled('auth.password', password),
  }
}
