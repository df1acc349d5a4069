import type { Answer } from '../answer.ts'
import type { TroubleOnce } from '../trouble.ts'
import type { SignedOperation } from './execute.ts'
import { tooLong, underWay } from './function-errors.ts'
import { scripted } from './perform.ts'
import type { GatewayRequest } from './request.ts'
import {
  companyExpired,
  policyUnknown,
  senderUnknown,
  senderWrong,
  signInWrongAtGateway,
  throttled,
  tooManyOperations,
} from './sign-in-errors.ts'
import type { World } from './world.ts'
import type { Manner } from './write-error.ts'
import { controlFailure, gatewayAnswer } from './write-response.ts'

/** The answer to a request that comes when there are too many of them; nothing of it is looked at. */
export function overLimit({ settings }: World, manner: Manner): Answer {
  if (settings.overLimit === 'words') return controlFailure(undefined, [tooManyOperations()], manner)
  return gatewayAnswer(throttled(), 429, manner)
}

/** The refusal of a script by a number that the gateway in front has: at its level, whatever the script says. */
export function gatewayTrouble(trouble: TroubleOnce, manner: Manner): Answer | undefined {
  if (trouble.kind !== 'code') return undefined
  const { code, text = 'The request is refused' } = trouble
  const status = STATUSES.find(([codes]) => codes.test(code))?.[1]
  return status === undefined ? undefined : gatewayAnswer({ errorno: code, description: text }, status, manner)
}

const STATUSES: readonly (readonly [codes: RegExp, status: number])[] = [
  [/^GW-0010$/, 429],
  [/^GW-000[1-9]$/, 500],
  [/JPP\d+$/, 401],
  [/^GW-\d+$|^invalidRequest$/, 400],
]

/** Why the request is refused as a whole, before anybody is signed in. */
export function controlRefusal(
  { control }: GatewayRequest,
  characters: number,
  trouble: TroubleOnce,
  { access, settings }: World,
  manner: Manner,
): Answer | undefined {
  const { policyId } = control
  if (trouble.kind === 'code' && trouble.at === 'control') return controlFailure(control, scripted(trouble), manner)
  if (!access.isSender(control))
    return settings.unknownSender === 'gateway'
      ? gatewayAnswer(senderUnknown(), 400, manner)
      : controlFailure(control, [senderWrong()], manner)
  if (access.isExpired()) return controlFailure(undefined, [companyExpired(access.credentials.companyId)], manner)
  if (policyId === undefined) return undefined
  if (policyId !== access.credentials.policyId) return controlFailure(control, [policyUnknown(policyId)], manner)
  return characters > settings.limits.asyncCharacters ? controlFailure(control, [tooLong()], manner) : undefined
}

/** Why it is refused as a whole once it is its turn. */
export function lateRefusal(
  { control, operations }: GatewayRequest,
  signed: readonly SignedOperation[],
  call: number,
  { settings, log }: World,
  manner: Manner,
): Answer | undefined {
  const isWrong = signed.some(({ signedIn }) => signedIn.isErr() && signedIn.error.isWrong === true)
  if (settings.wrongLogin === 'gateway' && isWrong) return gatewayAnswer(signInWrongAtGateway(), 401, manner)
  if (settings.running !== 'control' || !control.isUnique) return undefined
  const ids = operations.flatMap(({ functions }) => functions.map(({ controlId }) => controlId))
  const running = ids.find(id => log.isRunning(id, call))
  return running === undefined ? undefined : controlFailure(control, [underWay(running)], manner)
}
