import { err, ok } from 'neverthrow'
import { present } from '../../core/present.ts'
import { openAirXmlDialect as dialect } from '../../dialects/openair/dialect.ts'
import { type Credentials, envelope } from '../../dialects/openair/writer.ts'
import { type Normalize, normalizer } from '../../normalize/normalizer.ts'
import { systemClock } from '../../retry/sleep.ts'
import { forbiddenCharacter } from '../../xml/characters.ts'
import { obtain, type SecretLimits, unusable } from '../call/credentials.ts'
import type { Endpoint } from '../call/endpoint.ts'
import { undiciTransport } from '../transport.ts'
import { checkOptions } from './check-options.ts'
import type { ErrorCacheOptions, OpenAirAuth, OpenAirOptions } from './options.ts'

/** The most objects that the service takes in one request. */
const MAX_OBJECTS = 1000

const normalize = normalizer([dialect])
const spoken: Normalize = (reply, options) => normalize(reply, { ...options, dialect })

interface OpenEndpoint {
  readonly endpoint: Endpoint
  /** How long answers about error codes are kept. */
  readonly keep: ErrorCacheOptions
  /** Ends every `readAll`, and closes the transport where the client made it. */
  readonly close: () => Promise<void>
}

/** Makes the way to one account, and what closes it. Credentials live in its functions only. */
export function openEndpoint(options: OpenAirOptions): OpenEndpoint {
  const { url, integration, auth, timeouts, maxBytes, errors } = checkOptions(options)
  const { signal, clock = systemClock } = options
  const own = options.transport === undefined ? undiciTransport() : undefined
  const transport = options.transport ?? own
  if (typeof transport !== 'function') throw new TypeError('openAirXml: `transport` is not a function')
  const closing = new AbortController()
  const close = async () => {
    closing.abort()
    await own?.close()
  }
  const endpoint: Endpoint = {
    dialect: dialect.name,
    url,
    headers: { 'content-type': 'application/xml; charset=utf-8', accept: 'application/xml, text/xml' },
    transport,
    timeouts,
    normalize: spoken,
    envelope: async (commands, cancelled) => {
      const credentials = await signIn(auth, { limitMs: timeouts.connectMs, clock, signal: cancelled })
      return credentials.map(one => envelope(commands, integration, one))
    },
    maxObjects: MAX_OBJECTS,
    hooks: options.hooks ?? {},
    clock,
    closing: closing.signal,
    ...present({ maxBytes, signal }),
  }
  return { endpoint, keep: errors, close }
}

/** A password is held as a value; a token may be asked for anew with every request. */
async function signIn(auth: OpenAirAuth, limits: SecretLimits) {
  if (!('accessToken' in auth)) return ok<Credentials, never>(auth)
  const token = await obtain(auth.accessToken, limits)
  return token.andThen(accessToken =>
    forbiddenCharacter(accessToken) === -1 ? ok<Credentials>({ accessToken }) : err(unusable()),
  )
}
