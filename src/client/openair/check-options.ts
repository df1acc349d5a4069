import { present } from '../../core/present.ts'
import type { Integration } from '../../dialects/openair/writer.ts'
import { forbiddenCharacter } from '../../xml/characters.ts'
import type { Timeouts } from '../transport/contract.ts'
import type { ErrorCacheOptions, OpenAirAuth, OpenAirOptions } from './options.ts'

/** The options, checked. */
interface CheckedOptions {
  readonly url: string
  readonly integration: Integration
  readonly auth: OpenAirAuth
  readonly timeouts: Timeouts
  readonly errors: ErrorCacheOptions
  readonly maxBytes?: number
}

/**
 * Checks what a program constructs a client with.
 *
 * @throws TypeError that names the option and never shows its value: a wrong construction is a bug in the program
 */
export function checkOptions(options: OpenAirOptions): CheckedOptions {
  if (typeof options !== 'object' || options === null) throw new TypeError('openAirXml: the options are missing')
  const unknown = Object.keys(options).find(name => !OPTIONS.has(name))
  if (unknown !== undefined) throw wrong(unknown, `is none of ${[...OPTIONS].join(', ')}`)
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
    timeouts: {
      ...TIMEOUTS,
      ...numbersOf('timeouts', options.timeouts, ['connectMs', 'headersMs', 'bodyMs', 'totalMs'], positive),
    },
    errors: numbersOf('errors', options.errors, ['ttlMs', 'missMs'], notNegative),
    ...present({ maxBytes: options.maxBytes === undefined ? undefined : positive('maxBytes', options.maxBytes) }),
  }
}

/** Every option. A misspelled one would be silently without effect. */
const OPTIONS: ReadonlySet<string> = new Set<keyof OpenAirOptions>([
  'url',
  'namespace',
  'key',
  'auth',
  'client',
  'clientVersion',
  'transport',
  'timeouts',
  'maxBytes',
  'hooks',
  'signal',
  'clock',
  'errors',
])

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

/** The numbers of an option by their names, and nothing else. `Infinity` is a number; an undefined one is left out. */
function numbersOf<Name extends string>(
  option: string,
  given: unknown,
  names: readonly Name[],
  check: (name: string, value: unknown) => number,
): { readonly [One in Name]?: number } {
  if (given === undefined) return {}
  if (typeof given !== 'object' || given === null) throw wrong(option, 'is not an object')
  const entries = Object.entries(given).filter(([, value]) => value !== undefined)
  for (const [name, value] of entries) {
    if (!names.some(known => known === name)) throw wrong(`${option}.${name}`, `is none of ${names.join(', ')}`)
    check(`${option}.${name}`, value)
  }
  return Object.fromEntries(entries) as { readonly [One in Name]?: number }
}

function positive(name: string, value: unknown): number {
  if (typeof value !== 'number' || !(value > 0)) throw wrong(name, 'is not a positive number')
  return value
}

function notNegative(name: string, value: unknown): number {
  if (typeof value !== 'number' || !(value >= 0)) throw wrong(name, 'is neither 0 nor a positive number')
  return value
}

function filled(name: string, value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') throw wrong(name, 'is missing or not a text')
  if (forbiddenCharacter(value) !== -1) throw wrong(name, 'holds a character that XML cannot carry')
  return value
}

function wrong(name: string, what: string): TypeError {
  return new TypeError(`openAirXml: \`${name}\` ${what}`)
}
