import { err, ok, type Result } from 'neverthrow'
import type { Fault } from '../../../core/fault.ts'
import { requestFault } from '../../../core/request-fault.ts'
import type { Session } from '../../../dialects/openair/soap-operations/account.ts'
import type { SoapCredentials } from '../../../dialects/openair/soap-writer.ts'
import type { Clock } from '../../../retry/sleep.ts'
import type { Secret, SecretLimits } from '../../call/credentials.ts'
import type { Refused } from '../../call/endpoint.ts'
import { obtainToken } from '../../call/obtain-token.ts'
import { sessionKeeper } from '../../call/session-keeper.ts'
import type { OpenAirSoapAuth } from './options.ts'

type Signal = AbortSignal | undefined

/** Gives what a request is signed with. */
type CredentialsOf = (signal: Signal) => Promise<Result<SoapCredentials, Fault>>

/** How the requests of one client are signed. */
export interface SignIn {
  readonly credentials: CredentialsOf
  /** New credentials for a request that was refused for its old ones; undefined where there are none. */
  readonly renew: (refused: Refused) => Promise<CredentialsOf | undefined>
  readonly login: (signal: Signal) => Promise<Result<Session, Fault>>
  /** What forgets the session that is held now, once `logout` has ended it; undefined where there is none. */
  readonly ending: () => (() => void) | undefined
}

type Limits = Omit<SecretLimits, 'signal'>

/** Makes it of the options. `signIn` logs in by password. */
export function signInBy(auth: OpenAirSoapAuth, signIn: () => Promise<Result<Session, Fault>>, limits: Limits): SignIn {
  if ('accessToken' in auth) return byGiven(auth.accessToken, accessToken => ({ accessToken }), limits)
  if ('sessionId' in auth) return byGiven(auth.sessionId, sessionId => ({ sessionId }), limits)
  return byPassword(signIn, limits.clock)
}

function byPassword(signIn: () => Promise<Result<Session, Fault>>, clock: Clock): SignIn {
  const keeper = sessionKeeper(signIn, clock)
  const credentials: CredentialsOf = async signal =>
    (await keeper.current(signal)).map(({ sessionId }) => ({ sessionId }))
  return {
    credentials,
    renew: async ({ signed }) => {
      if (signed === undefined) return undefined
      keeper.drop(signed)
      return credentials
    },
    login: keeper.login,
    ending: () => {
      const held = keeper.held()
      return held === undefined ? undefined : () => keeper.drop(held)
    },
  }
}

/**
 * A token or a session of the program's own. A function is asked once more after a refusal, and the call is worth a
 * repeat only if it has something new to give.
 */
function byGiven(secret: Secret, sign: (text: string) => SoapCredentials, limits: Limits): SignIn {
  const obtained = (signal: Signal) => obtainToken(secret, { ...limits, signal })
  return {
    credentials: async signal => (await obtained(signal)).map(sign),
    renew: async ({ signed, signal }) => {
      if (typeof secret === 'string') return undefined
      const renewed = await obtained(signal)
      if (renewed.isErr() || renewed.value === signed) return undefined
      return async () => ok(sign(renewed.value))
    },
    login: async () => err(NO_PASSWORD),
    ending: () => () => {},
  }
}

const NO_PASSWORD = requestFault({
  problem: 'credentials',
  message: 'login() needs company, user and password in `auth`',
  remedy: 'fix',
})
