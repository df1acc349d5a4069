import { ok } from 'neverthrow'
import { openAirXmlDialect as dialect } from '../../dialects/openair/dialect.ts'
import { type Credentials, envelope } from '../../dialects/openair/writer.ts'
import { type Normalize, normalizer } from '../../normalize/normalizer.ts'
import type { Secret, SecretLimits } from '../call/credentials.ts'
import type { Endpoint } from '../call/endpoint.ts'
import { obtainToken } from '../call/obtain-token.ts'
import { openWay } from '../call/open-way.ts'
import { checkOptions } from './check-options.ts'
import { MAX_OBJECTS } from './max-objects.ts'
import type { ErrorCacheOptions, OpenAirAuth, OpenAirOptions } from './options.ts'

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
  const checked = checkOptions(options)
  const { url, integration, auth, timeouts, errors } = checked
  const { way, close } = openWay(checked, MAX_OBJECTS)
  const limitsOf = (signal: AbortSignal | undefined) => ({ limitMs: timeouts.connectMs, clock: way.clock, signal })
  const endpoint: Endpoint = {
    ...way,
    dialect: dialect.name,
    url,
    headers: { 'content-type': 'application/xml; charset=utf-8', accept: 'application/xml, text/xml' },
    normalize: spoken,
    envelope: async (commands, signal) => {
      const credentials = await signIn(auth, limitsOf(signal))
      return credentials.map(one => ({ ...envelope(commands, integration, one), ...signedWith(one) }))
    },
    // A function is asked for every request; a repeat is worth it only if it has something new to give.
    ...(isRenewable(auth) && {
      renew: async ({ signed, signal }) => {
        const token = await obtainToken(auth.accessToken, limitsOf(signal))
        return token.isOk() && token.value !== signed ? endpoint : undefined
      },
    }),
  }
  return { endpoint, keep: errors, close }
}

/** A password is held as a value; a token may be asked for anew with every request. */
async function signIn(auth: OpenAirAuth, limits: SecretLimits) {
  if (!('accessToken' in auth)) return ok<Credentials, never>(auth)
  const token = await obtainToken(auth.accessToken, limits)
  return token.map((accessToken): Credentials => ({ accessToken }))
}

function isRenewable(auth: OpenAirAuth): auth is { readonly accessToken: Secret } {
  return 'accessToken' in auth && typeof auth.accessToken === 'function'
}

function signedWith(credentials: Credentials): { readonly signed?: string } {
  return 'accessToken' in credentials ? { signed: credentials.accessToken } : {}
}
