import { err, type Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import { envelope, type OperationCredentials } from '../../dialects/intacct/writer.ts'
import type { SecretLimits } from '../call/credentials.ts'
import type { Endpoint } from '../call/endpoint.ts'
import { obtainToken } from '../call/obtain-token.ts'
import type { CheckedIntacctOptions } from './check-options.ts'
import type { IntacctCredentials } from './options.ts'
import type { SignIn } from './sign-in.ts'
import type { RequestFacts } from './way.ts'

type Limits = Omit<SecretLimits, 'signal'>

/** What one request is signed with, and where it goes. */
interface Signed {
  readonly credentials: OperationCredentials
  /** Absent: to the address that the program gave. */
  readonly url?: string
  /** The session, where it is one. */
  readonly signed?: string
}

/** Gets it, for each request. */
export type CredentialsOf = (signal: AbortSignal | undefined) => Promise<Result<Signed, Fault>>

/** A request in a session goes where that is to be used. */
export function inSession(placeOf: SignIn['place']): CredentialsOf {
  return async signal =>
    (await placeOf(signal)).map(({ sessionId, url }) => ({ credentials: { sessionId }, url, signed: sessionId }))
}

/** A request with the login of a user, whose password may be a function. */
export function withLogin({ userPassword, ...user }: IntacctCredentials, limits: Limits): CredentialsOf {
  return async signal =>
    (await obtainToken(userPassword, { ...limits, signal })).map(password => ({
      credentials: { ...user, userPassword: password },
    }))
}

/** Makes what writes the requests of one client. */
export function requestWriter(
  { sender, auth, errorDetails }: CheckedIntacctOptions,
  credentialsOf: CredentialsOf,
  limits: Limits,
): (facts: RequestFacts) => Endpoint['envelope'] {
  // Hidden in every reply, whatever was sent.
  const hidden = 'userPassword' in auth && typeof auth.userPassword === 'string' ? [auth.userPassword] : []
  return facts => async (functions, signal) => {
    const signing = await credentialsOf(signal)
    if (signing.isErr()) return err(signing.error)
    const password = await obtainToken(sender.password, { ...limits, signal })
    return password.map(one => {
      const { credentials, ...address } = signing.value
      const written = envelope(functions, { ...facts, errorDetails }, { id: sender.id, password: one }, credentials)
      const secrets = [...new Set([...written.secrets, ...hidden])]
      return { ...written, secrets, id: facts.id, ...address }
    })
  }
}
