import type { Result } from 'neverthrow'
import type { Fault } from '../../../core/fault.ts'
import { openAirSoapDialect } from '../../../dialects/openair/soap-dialect.ts'
import type { FieldsOf } from '../../../dialects/openair/soap-fields.ts'
import { login, type Session } from '../../../dialects/openair/soap-operations/account.ts'
import { command } from '../../../dialects/operation.ts'
import { type Normalize, normalizer } from '../../../normalize/normalizer.ts'
import { isBareFault, isEnvelope } from '../../../wire/soap.ts'
import { call } from '../../call/call.ts'
import type { Endpoint } from '../../call/endpoint.ts'
import { openWay } from '../../call/open-way.ts'
import { checksFor } from '../../checks.ts'
import { MAX_OBJECTS } from '../max-objects.ts'
import type { ErrorCacheOptions } from '../options.ts'
import { checkSoapOptions } from './check-options.ts'
import { envelopeWith } from './envelope.ts'
import { isSignedOut } from './is-signed-out.ts'
import { loadWsdl } from './load-wsdl.ts'
import type { OpenAirSoapOptions } from './options.ts'
import { lazyService } from './service.ts'
import { type SignIn, signInBy } from './sign-in.ts'

/** At the address of the service every SOAP message is the service's, also a Fault that bears no mark of it. */
const dialect = {
  ...openAirSoapDialect,
  recognize: root => isEnvelope(root) || isBareFault(root),
} as const satisfies typeof openAirSoapDialect
const normalize = normalizer([dialect])
const spoken: Normalize = (reply, options) => normalize(reply, { ...options, dialect })

interface OpenSoapEndpoint {
  readonly endpoint: Endpoint
  readonly signIn: SignIn
  /** What the account's WSDL says of record types, as soon as that has been read. */
  readonly fieldsOf: FieldsOf
  readonly keep: ErrorCacheOptions
  readonly close: () => Promise<void>
}

/** Makes the way to one account, and what closes it. Credentials live in its functions only. */
export function openSoapEndpoint(options: OpenAirSoapOptions): OpenSoapEndpoint {
  const checks = checksFor('openAirSoap')
  const checked = checkSoapOptions(checks, options)
  const { auth, integration, timeouts, errors, url, wsdl } = checked
  const { way, close } = openWay(checked, MAX_OBJECTS)
  const { clock } = way
  const service = lazyService(url, wsdl === undefined ? undefined : () => loadWsdl(wsdl, way))
  const secrets = [integration.key, ...('password' in auth ? [auth.password] : [])]
  const endpointWith = (credentials: SignIn['credentials']): Endpoint => ({
    ...way,
    ...SPOKEN,
    url: url ?? '',
    envelope: envelopeWith(credentials, { service, secrets, clock }),
  })
  const signIn = signInBy(auth, () => logIn(endpointWith(signIn.credentials), { ...integration, ...auth }), {
    limitMs: timeouts.connectMs,
    clock,
  })
  const endpoint: Endpoint = {
    ...endpointWith(signIn.credentials),
    renew: async refused => {
      const renewed = isSignedOut(refused.fault) ? await signIn.renew(refused) : undefined
      return renewed && endpointWith(renewed)
    },
  }
  return { endpoint, signIn, fieldsOf: service.fieldsOf, keep: errors, close }
}

const SPOKEN = {
  dialect: dialect.name,
  headers: { 'content-type': 'text/xml; charset=utf-8', accept: 'text/xml' },
  normalize: spoken,
} as const

async function logIn(endpoint: Endpoint, input: object): Promise<Result<Session, Fault>> {
  const { outcomes } = await call(endpoint, [command(login, input)])
  return outcomes[0] as Result<Session, Fault>
}
