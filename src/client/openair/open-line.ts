import { err, ok } from 'neverthrow'
import { present } from '../../core/present.ts'
import { openAirXml as dialect } from '../../dialects/openair/dialect.ts'
import { type Credentials, envelope } from '../../dialects/openair/writer.ts'
import { type Normalize, normalizer } from '../../normalize/normalizer.ts'
import { systemClock } from '../../retry/sleep.ts'
import { forbiddenCharacter } from '../../xml/characters.ts'
import { obtain, unusable } from '../credentials.ts'
import type { Line } from '../line.ts'
import { undiciTransport } from '../transport.ts'
import { checkOptions, type OpenAirAuth, type OpenAirOptions } from './options.ts'

/** The most objects that the service takes in one request. */
const MAX_OBJECTS = 1000

const normalize = normalizer([dialect])
const spoken: Normalize = (reply, options) => normalize(reply, { ...options, dialect })

/** Makes the way to one account, and what closes it. Credentials live in its functions only. */
export function openLine(options: OpenAirOptions): { readonly line: Line; readonly close: () => Promise<void> } {
  const { url, integration, auth, timeouts } = checkOptions(options)
  const { maxBytes, signal } = options
  const own = options.transport === undefined ? undiciTransport() : undefined
  const transport = options.transport ?? own
  if (typeof transport !== 'function') throw new TypeError('openAirXml: `transport` is not a function')
  const line: Line = {
    dialect: dialect.name,
    url,
    headers: { 'content-type': 'application/xml; charset=utf-8', accept: 'application/xml, text/xml' },
    transport,
    timeouts,
    normalize: spoken,
    envelope: async (commands, cancelled) => {
      const credentials = await signIn(auth, cancelled)
      return credentials.map(one => envelope(commands, integration, one))
    },
    maxObjects: MAX_OBJECTS,
    hooks: options.hooks ?? {},
    clock: options.clock ?? systemClock,
    ...present({ maxBytes, signal }),
  }
  return { line, close: async () => own?.close() }
}

/** A password is held as a value; a token may be asked for anew with every request. */
async function signIn(auth: OpenAirAuth, cancelled: AbortSignal | undefined) {
  if (!('accessToken' in auth)) return ok<Credentials, never>(auth)
  const token = await obtain(auth.accessToken, cancelled)
  return token.andThen(accessToken =>
    forbiddenCharacter(accessToken) === -1 ? ok<Credentials>({ accessToken }) : err(unusable()),
  )
}
