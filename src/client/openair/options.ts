import { present } from '../../core/present.ts'
import type { Integration } from '../../dialects/openair/writer.ts'
import type { Clock } from '../../retry/sleep.ts'
import { forbiddenCharacter } from '../../xml/characters.ts'
import type { Secret } from '../credentials.ts'
import type { Hooks } from '../hooks.ts'
import type { Timeouts, Transport } from '../transport.ts'

/** How to reach and to speak to the XML API of one account. */
export interface OpenAirOptions {
  /** Such as `https://<company>.app.netsuitesuiteprojectspro.com/api.pl`. Without user and password. */
  readonly url: string
  /** Identify the integration; issued by the vendor. */
  readonly namespace: string
  readonly key: string
  /** Sent with every request, for there is no session. A function is asked each time and may renew the token. */
  readonly auth: OpenAirAuth
  /** The client's own name. Default `faultline`. */
  readonly client?: string
  /** The client's own version. Default `1.0`. */
  readonly clientVersion?: string
  /** Default: undici, loaded with the first call. */
  readonly transport?: Transport
  /** Default 30 s to connect, 180 s until the answer begins, 60 s between two pieces of it. */
  readonly timeouts?: Partial<Timeouts>
  /** The most that an answer may have. Default 64 MiB. */
  readonly maxBytes?: number
  readonly hooks?: Hooks
  /** Cancels every call of this client. */
  readonly signal?: AbortSignal
  /** Default: the machine's. */
  readonly clock?: Clock
  readonly errors?: ErrorCacheOptions
}

/** How a user signs in: by password, or by an OAuth token that wins where both are known to the service. */
export type OpenAirAuth =
  | { readonly company: string; readonly user: string; readonly password: string }
  | { readonly accessToken: Secret }

/** How long answers about error codes are kept. */
export interface ErrorCacheOptions {
  /** What the service said of a code, in milliseconds. Default: for the client's life. */
  readonly ttlMs?: number
  /** That a code is unknown or could not be looked up, in milliseconds. Default 60,000. */
  readonly missMs?: number
}

/** The options, checked. */
export interface CheckedOptions {
  readonly url: string
  readonly integration: Integration
  readonly auth: OpenAirAuth
  readonly timeouts: Timeouts
}

/**
 * Checks what a program constructs a client with.
 *
 * @throws TypeError that names the option and never shows its value: a wrong construction is a bug in the program
 */
export function checkOptions(options: OpenAirOptions): CheckedOptions {
  if (typeof options !== 'object' || options === null) throw new TypeError('openAirXml: the options are missing')
  const { client = 'faultline', clientVersion = '1.0' } = options
  return {
    url: checkedUrl(options.url),
    integration: {
      namespace: filled('namespace', options.namespace),
      key: filled('key', options.key),
      client: filled('client', client),
      clientVersion: filled('clientVersion', clientVersion),
    },
    auth: checkedAuth(options.auth),
    timeouts: { ...TIMEOUTS, ...present(checkedTimeouts(options.timeouts ?? {})) },
  }
}

const TIMEOUTS: Timeouts = { connectMs: 30_000, headersMs: 180_000, bodyMs: 60_000 }

function checkedUrl(value: unknown): string {
  const text = filled('url', value)
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) throw wrong('url', 'is not an http(s) address')
  if (url.username !== '' || url.password !== '') {
    throw wrong('url', 'holds a user or a password: they belong into `auth`')
  }
  return text
}

function checkedAuth(auth: unknown): OpenAirAuth {
  if (typeof auth !== 'object' || auth === null) throw wrong('auth', 'is missing')
  const { accessToken, company, user, password } = auth as Readonly<Record<string, unknown>>
  if (typeof accessToken === 'function') return { accessToken: accessToken as () => Promise<string> }
  if (accessToken !== undefined) return { accessToken: filled('auth.accessToken', accessToken) }
  return {
    company: filled('auth.company', company),
    user: filled('auth.user', user),
    password: filled('auth.password', password),
  }
}

function checkedTimeouts(timeouts: Partial<Timeouts>): Partial<Timeouts> {
  for (const [name, value] of Object.entries(timeouts)) {
    if (value !== undefined && !(value > 0)) throw wrong(`timeouts.${name}`, 'is not a positive number')
  }
  return timeouts
}

function filled(name: string, value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') throw wrong(name, 'is missing or not a text')
  if (forbiddenCharacter(value) !== -1) throw wrong(name, 'holds a character that XML cannot carry')
  return value
}

function wrong(name: string, what: string): TypeError {
  return new TypeError(`openAirXml: \`${name}\` ${what}`)
}
