import { err, ok, type Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import { requestFault } from '../../core/request-fault.ts'
import type { IntacctSession } from '../../dialects/intacct/operations/session.ts'
import type { Clock } from '../../retry/sleep.ts'
import type { Secret, SecretLimits } from '../call/credentials.ts'
import type { Refused } from '../call/endpoint.ts'
import { obtainToken } from '../call/obtain-token.ts'
import { sessionKeeper } from '../call/session-keeper.ts'

type Signal = AbortSignal | undefined

/** A session, and where it is to be used. */
export interface Place {
  readonly sessionId: string
  readonly url: string
}

type PlaceOf = (signal: Signal) => Promise<Result<Place, Fault>>

/** How the requests of one client are signed. */
export interface SignIn {
  readonly place: PlaceOf
  /** A new session for a request that was refused for its old one; undefined where there is none. */
  readonly renew: (refused: Refused) => Promise<PlaceOf | undefined>
  /** Signs in anew, also after a refusal. */
  readonly login: (signal: Signal) => Promise<Result<SignedIn, Fault>>
}

/** What a sign-in gives, with the address that is used. */
export interface SignedIn extends IntacctSession {
  readonly url: string
}

/** By login: signs in when a session is needed, and again when it has ended. */
export function byLogin(signIn: () => Promise<Result<SignedIn, Fault>>, clock: Clock): SignIn {
  const keeper = sessionKeeper(signIn, clock)
  return {
    place: keeper.current,
    renew: async ({ signed }) => {
      if (signed === undefined) return undefined
      keeper.drop(signed)
      return keeper.current
    },
    login: keeper.login,
  }
}

/** A session of the program's own: a function is asked once more after a refusal, and must then give another one. */
export function bySession(sessionId: Secret, url: string, limits: Omit<SecretLimits, 'signal'>): SignIn {
  const obtained = async (signal: Signal) =>
    (await obtainToken(sessionId, { ...limits, signal })).map(id => ({ sessionId: id, url }))
  return {
    place: obtained,
    renew: async ({ signed, signal }) => {
      if (typeof sessionId === 'string') return undefined
      const renewed = await obtained(signal)
      if (renewed.isErr() || renewed.value.sessionId === signed) return undefined
      return async () => ok(renewed.value)
    },
    login: async () => err(NO_CREDENTIALS),
  }
}

const NO_CREDENTIALS = requestFault({ problem: 'credentials', message: 'login() needs `credentials`', remedy: 'fix' })
