import { err, ok, type Result, safeTry } from 'neverthrow'
import type { XmlNode } from '../../../xml/node.ts'
import type { Answer } from '../../answer.ts'
import type { Exchange } from '../exchange.ts'
import type { World } from '../world.ts'
import { carryOut } from './carry-out.ts'
import { admit, type Desk, refusal } from './desk.ts'
import { fault, reply } from './envelope.ts'
import { OPERATIONS } from './operations.ts'
import { type Call, readCall } from './read-call.ts'
import { login, logout } from './sign-in.ts'
import { chooseStyle } from './style.ts'

/**
 * Answers one request of the SOAP API. Each object becomes a command of the XML API and is carried out like one,
 * in order; what became of it is told the way SOAP::Lite does.
 *
 * @param text the body; undefined where it is not UTF-8
 */
export function respondSoap(text: string | undefined, world: World, exchange: Exchange): Answer {
  const desk: Desk = { world, exchange, style: chooseStyle(exchange.chance) }
  const answered = safeTry(function* () {
    const call = yield* readCall(text).mapErr(unreadable => fault(unreadable, world.soapUrl, desk.style))
    yield* admit(desk)
    const result = yield* resultOf(call, desk)
    return ok(reply(call.operation, call.namespace, result, desk.style))
  })
  return answered.isOk() ? answered.value : answered.error
}

/** What stands in the element of the response, or the answer that refuses the call. */
function resultOf(call: Call, desk: Desk): Result<readonly XmlNode[], Answer> {
  if (call.operation === 'login') return login(call, desk)
  if (call.operation === 'logout') return logout(call, desk)
  const operation = OPERATIONS.get(call.operation)
  if (operation === undefined) return err(unknownMethod(call.operation, desk))
  if (operation.open !== undefined) return carryOut(call, operation, undefined, desk)
  const { code, session } = { session: undefined, ...desk.world.access.resume(call.key) }
  return session === undefined ? err(refusal(code, desk)) : carryOut(call, operation, session, desk)
}

function unknownMethod(name: string, { world, style }: Desk): Answer {
  const words = `Failed to locate method (${name}) in class (OAirService) at SOAP/Lite.pm line 2914.\n`
  return fault({ code: 'Client', words }, world.soapUrl, style)
}
