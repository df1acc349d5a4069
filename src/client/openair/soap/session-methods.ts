import { err, ok, ResultAsync } from 'neverthrow'
import type { Fault } from '../../../core/fault.ts'
import { logout } from '../../../dialects/openair/soap-operations/account.ts'
import { command } from '../../../dialects/operation.ts'
import { anySignal } from '../../call/any-signal.ts'
import { checkCallOptions } from '../../call/check-call-options.ts'
import type { Endpoint } from '../../call/endpoint.ts'
import { senderTo } from '../../call/sender.ts'
import type { LookupGate } from '../lookup-gate.ts'
import type { OpenAirSoap } from './api.ts'
import type { SignIn } from './sign-in.ts'

/** Makes the methods that begin and end a session. */
export function sessionMethods(
  endpoint: Endpoint,
  signIn: SignIn,
  gate: LookupGate,
): Pick<OpenAirSoap, 'login' | 'logout'> {
  // Nobody signs in anew only to sign out.
  const { renew: _, ...last } = endpoint
  return {
    login: call => {
      checkCallOptions(call)
      const work = async () => {
        const answer = await signIn.login(anySignal(endpoint.signal, call?.signal))
        gate.note([answer])
        return answer
      }
      return new ResultAsync(endpoint.calls?.enter(work, fault => err(fault)) ?? work())
    },
    logout: call => {
      checkCallOptions(call)
      const forget = signIn.ending()
      if (forget === undefined) return new ResultAsync(Promise.resolve(ok(undefined)))
      const ended = async () => {
        const answer = await senderTo(signedOnce(last), gate.note).one(command(logout, undefined), call)
        const isOver = answer.isOk() || isWithoutSession(answer.error)
        if (isOver) forget()
        return isOver ? ok(undefined) : answer
      }
      return new ResultAsync(ended())
    },
  }
}

/** That the session is over is what a logout is for, also where it is not known which of its tries ended it. */
function isWithoutSession(fault: Fault): boolean {
  return fault.kind === 'service' && fault.category === 'session'
}

/** The way for one call, whose repeats are signed as its first try was: a new session is not what it was to end. */
function signedOnce(endpoint: Endpoint): Endpoint {
  let made: Awaited<ReturnType<Endpoint['envelope']>> | undefined
  return {
    ...endpoint,
    envelope: async (commands, signal) => {
      if (made?.isOk() !== true) made = await endpoint.envelope(commands, signal)
      return made
    },
  }
}
