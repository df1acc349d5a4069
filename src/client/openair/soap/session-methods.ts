import { ok, ResultAsync } from 'neverthrow'
import { logout } from '../../../dialects/openair/soap-operations/account.ts'
import { command } from '../../../dialects/operation.ts'
import type { Endpoint } from '../../call/endpoint.ts'
import { either } from '../../call/signals.ts'
import type { LookupGate } from '../lookup-gate.ts'
import { checkCallOptions, senderTo } from '../sender.ts'
import type { OpenAirSoap } from './api.ts'
import { isSignedOut } from './is-signed-out.ts'
import type { SignIn } from './sign-in.ts'

/** Makes the methods that begin and end a session. */
export function sessionMethods(
  endpoint: Endpoint,
  signIn: SignIn,
  gate: LookupGate,
): Pick<OpenAirSoap, 'login' | 'logout'> {
  // Nobody signs in anew only to sign out.
  const { renew: _, ...last } = endpoint
  const { one } = senderTo(last, gate)
  return {
    login: call => {
      checkCallOptions(call)
      return new ResultAsync(
        signIn.login(either(endpoint.signal, call?.signal)).then(answer => {
          gate.note([answer])
          return answer
        }),
      )
    },
    logout: call => {
      const forget = signIn.ending()
      if (forget === undefined) return new ResultAsync(Promise.resolve(ok(undefined)))
      const ended = async () => {
        const answer = await one(command(logout, undefined), call)
        const isOver = answer.isOk() || isSignedOut(answer.error)
        if (isOver) forget()
        return isOver ? ok(undefined) : answer
      }
      return new ResultAsync(ended())
    },
  }
}
