import type { Idempotency } from '../../core/operation.ts'
import { present } from '../../core/present.ts'
import { idempotencyOf, keapCommand, type Method } from '../../dialects/keap/method.ts'
import { methodNamed, services } from '../../dialects/keap/services.ts'
import { methodCommand } from '../../dialects/xmlrpc-command.ts'
import type { XmlRpcInput } from '../../wire/xmlrpc-input.ts'
import type { WriteHabits } from '../../wire/xmlrpc-write.ts'
import type { CallOptions } from '../call/call.ts'
import { type Sender, senderTo } from '../call/sender.ts'
import { checkMethodCall } from '../xmlrpc/check-call.ts'
import type { Keap, KeapServices } from './api.ts'
import type { KeapFault } from './fault.ts'
import { openKeapEndpoint } from './open-endpoint.ts'
import type { KeapOptions } from './options.ts'
import { queryOver } from './query.ts'

/**
 * Makes a client for the XML-RPC API of one Keap (once Infusionsoft) application, which Keap ends on 31 December 2026.
 *
 * Nothing is sent until a method is called. The type parameter names custom fields by table.
 *
 * @throws TypeError that names the option where one is missing or cannot be used
 * @example
 * const api = keap<{ Contact: { _Region: string } }>({ auth: { serviceKey: process.env.KEAP_KEY ?? '' } })
 * const made = await api.ContactService.addWithDupCheck({ Email: 'ada@example.com' }, 'Email')
 * if (made.isErr()) console.error(made.error.category)
 */
export function keap<Custom extends object = object>(options: KeapOptions): Keap<Custom> {
  const { endpoint, habits, close } = openKeapEndpoint(options)
  const sender = senderTo<KeapFault>(endpoint)
  const api = {
    ...servicesOver(sender, habits),
    query: queryOver(sender, habits),
    call: callOver(sender, habits),
    close,
  }
  // Types only: which custom fields a table has does not change what is sent.
  return api as unknown as Keap<Custom>
}

type Made = Method<readonly never[]>

function servicesOver({ one }: Sender<KeapFault>, habits: WriteHabits): KeapServices {
  const callOf = (name: string, method: Made) => {
    const { arity } = method
    return (...params: readonly unknown[]) => {
      if (params.length > arity + 1)
        throw new TypeError(`${name}: takes ${arity} parameters and the options of the call`)
      const given = Array.from({ length: arity }, (_, index) => params[index])
      return one(keapCommand(name, method, given, habits), params[arity] as CallOptions | undefined)
    }
  }
  const callsOf = ([service, methods]: readonly [string, Readonly<Record<string, Made>>]) => [
    service,
    Object.fromEntries(Object.entries(methods).map(([name, made]) => [name, callOf(`${service}.${name}`, made)])),
  ]
  return Object.fromEntries(Object.entries(services).map(callsOf)) as KeapServices
}

function callOver({ one }: Sender<KeapFault>, habits: WriteHabits): Keap['call'] {
  return (method, params, schema, options = {}) => {
    checkMethodCall(method, params, options, schema)
    const { idempotency = knownOf(method, params), ...call } = options
    return one(methodCommand({ method, params, idempotency, habits, ...present({ schema }) }), call)
  }
}

/** What a second run does, as far as the method is listed. */
function knownOf(method: string, params: readonly XmlRpcInput[]): Idempotency {
  const known = methodNamed(method)
  return known === undefined ? 'once' : idempotencyOf(known, params)
}
