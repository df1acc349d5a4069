import { keap as dialect } from '../../dialects/keap/dialect.ts'
import { hiddenIn, withKey } from '../../dialects/keap/writer.ts'
import type { WriteHabits } from '../../wire/xmlrpc-write.ts'
import type { Secret, SecretLimits } from '../call/credentials.ts'
import type { Endpoint } from '../call/endpoint.ts'
import { obtainToken } from '../call/obtain-token.ts'
import { openWay } from '../call/open-way.ts'
import { checksFor } from '../checks.ts'
import { authorize } from '../http/authorize.ts'
import { xmlRpcEndpoint } from '../xmlrpc/endpoint.ts'
import { checkKeapOptions } from './check-options.ts'
import type { KeapAuth, KeapOptions } from './options.ts'
import { isTokenRefused, ownRules } from './rules.ts'

interface OpenKeapEndpoint {
  readonly endpoint: Endpoint
  readonly habits: WriteHabits
  readonly close: () => Promise<void>
}

/** Makes the way to one application, and what closes it. */
export function openKeapEndpoint(options: KeapOptions): OpenKeapEndpoint {
  const checked = checkKeapOptions(checksFor('keap'), options)
  const { url, auth, habits } = checked
  const { way, close } = openWay(checked, 1)
  const hasKey = 'apiKey' in auth
  const isRenewable = typeof secretOf(auth) === 'function'
  const { retrying } = way
  const endpoint = xmlRpcEndpoint({
    way: { ...way, retrying: { ...retrying, rules: [...ownRules(auth), ...retrying.rules] } },
    dialect,
    url,
    secrets: [],
    sign: limits => sign(auth, limits),
    isRenewable: ({ fault }) => isRenewable && isTokenRefused(fault),
    complete: (call, signed) => (hasKey ? withKey(call, signed.secret) : withKey(call)),
    hiddenIn: call => hiddenIn(call, { hasKey }),
  })
  return { endpoint, habits, close }
}

async function sign(auth: KeapAuth, limits: SecretLimits) {
  if ('accessToken' in auth) return authorize({ bearer: auth.accessToken }, limits)
  if ('serviceKey' in auth) return authorize({ header: 'x-keap-api-key', key: auth.serviceKey }, limits)
  const obtained = await obtainToken(auth.apiKey, limits)
  return obtained.map(secret => ({ headers: {}, secrets: [secret], secret }))
}

function secretOf(auth: KeapAuth): Secret {
  if ('accessToken' in auth) return auth.accessToken
  return 'serviceKey' in auth ? auth.serviceKey : auth.apiKey
}
