import { err } from 'neverthrow'
import { type Answer, xmlAnswer } from '../answer.ts'
import type { Journal } from '../journal.ts'
import type { Exchange, Request } from '../route.ts'
import { controlRefusal, gatewayTrouble, lateRefusal, overLimit } from './control-refusal.ts'
import { execute, type SignedOperation } from './execute.ts'
import { scripted } from './perform.ts'
import type { PerformedFunction } from './performed-function.ts'
import { receive } from './receive.ts'
import type { GatewayRequest } from './request.ts'
import type { Work } from './work.ts'
import type { World } from './world.ts'
import type { Manner } from './write-error.ts'
import { answerOf } from './write-operations.ts'
import { acknowledgement, controlFailure } from './write-response.ts'

/** The company, where it notes what it carries out, and by which of its two addresses it was asked. */
export interface Gateway {
  readonly world: World
  readonly performed: Journal<PerformedFunction>
  readonly isEndpoint: boolean
}

/** Answers one request: by the gateway in front, at control, or with what became of its operations. */
export async function respond(asked: Request, gateway: Gateway, exchange: Exchange): Promise<Answer> {
  const { world } = gateway
  const { trouble, chance } = exchange
  const manner: Manner = { tellsMore: false, ...(chance !== undefined && { chance }) }
  if (!world.rates.admit(world.time.now())) return overLimit(world, manner)
  const refusal = gatewayTrouble(trouble, manner)
  if (refusal !== undefined) return refusal
  const received = receive(asked.text)
  if (received.isErr()) return controlFailure(undefined, received.error, manner)
  const request = received.value
  const telling = { ...manner, tellsMore: request.control.tellsMore }
  const refused = controlRefusal(request, asked.text?.length ?? 0, trouble, world, telling)
  if (refused !== undefined) return refused
  return request.control.policyId === undefined
    ? inTurn(request, gateway, exchange, telling)
    : queued(request, gateway, exchange, telling)
}

async function inTurn(request: GatewayRequest, gateway: Gateway, exchange: Exchange, manner: Manner): Promise<Answer> {
  const { world } = gateway
  if (!(await world.turns.enter())) return overLimit(world, manner)
  try {
    const signed = signIn(request, gateway, exchange)
    const refused = lateRefusal(request, signed, exchange.call, world, manner)
    if (refused !== undefined) return refused
    const results = await execute(signed, workOf(request, gateway, exchange))
    // The process is gone: what is left of the answer nobody will see.
    if (results === 'died') return xmlAnswer('')
    return answerOf(request.control, signed, results, exchange.trouble, world, manner)
  } finally {
    world.turns.leave()
  }
}

/** What becomes of it is told to the address of the policy, which the sandbox does not have. */
function queued(request: GatewayRequest, gateway: Gateway, exchange: Exchange, manner: Manner): Answer {
  const { time, settings } = gateway.world
  const untroubled: Exchange = { call: exchange.call, trouble: { kind: 'none' } }
  const carryOut = async () => {
    if ((await time.wait(settings.policyMs)) === 'stopped') return
    await execute(signIn(request, gateway, untroubled), workOf(request, gateway, untroubled))
  }
  carryOut().catch(() => undefined) // a fault of the sandbox itself must not end the program around it
  return acknowledgement(request.control, manner)
}

function workOf({ control }: GatewayRequest, { world, performed }: Gateway, exchange: Exchange): Work {
  const { call, trouble, chance } = exchange
  return {
    world,
    performed,
    call,
    trouble,
    ...(chance !== undefined && { chance }),
    isUnique: control.isUnique,
    version: control.dtdVersion,
    functionsLeft: trouble.kind === 'mid-process' ? trouble.after : Number.POSITIVE_INFINITY,
  }
}

function signIn(
  { operations }: GatewayRequest,
  { world, isEndpoint }: Gateway,
  { trouble }: Exchange,
): readonly SignedOperation[] {
  let index = 0
  return operations.map(({ isTransaction, login, functions }) => {
    const isRefused = trouble.kind === 'code' && trouble.at === 'auth'
    return {
      isTransaction,
      signedIn: isRefused
        ? err({ userId: '', companyId: '', errors: scripted(trouble) })
        : world.access.signIn(login, isEndpoint),
      tasks: functions.map(task => ({ ...task, index: index++ })),
    }
  })
}
