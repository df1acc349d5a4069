import type { ResultAsync } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import type { Command } from '../../dialects/command.ts'
import { xmlRpc as dialect } from '../../dialects/xmlrpc/dialect.ts'
import { methodCommand } from '../../dialects/xmlrpc-command.ts'
import type { XmlRpcInput } from '../../wire/xmlrpc-input.ts'
import type { WriteHabits } from '../../wire/xmlrpc-write.ts'
import { openWay } from '../call/open-way.ts'
import { senderTo } from '../call/sender.ts'
import { checksFor } from '../checks.ts'
import { authorize, isRenewable } from '../http/authorize.ts'
import type { XmlRpcClient } from './api.ts'
import { checkMethodCall } from './check-call.ts'
import { checkXmlRpcOptions } from './check-options.ts'
import { xmlRpcEndpoint } from './endpoint.ts'
import { introspection } from './introspection.ts'
import type { MethodCallOptions, MethodOptions, XmlRpcOptions } from './options.ts'

/**
 * Makes a client for any service over XML-RPC.
 *
 * Nothing is sent until a method is called. Every call is taken for one that must not run twice, unless it says
 * otherwise.
 *
 * @throws TypeError that names the option where one is missing or cannot be used
 * @example
 * const api = xmlRpc({ url: 'https://example.com/RPC2', auth: { user, password } })
 * const sum = await api.call('ledger.sum', [7, 5], { schema: z.number(), idempotency: 'read' })
 * if (sum.isErr()) console.error(sum.error.category)
 */
export function xmlRpc(options: XmlRpcOptions): XmlRpcClient {
  const checked = checkXmlRpcOptions(checksFor('xmlRpc'), options)
  const { url, auth, headers, secrets, habits } = checked
  const { way, close } = openWay(checked, Number.POSITIVE_INFINITY)
  const renewable = isRenewable(auth)
  const endpoint = xmlRpcEndpoint({
    ...{ way, dialect, url, headers, secrets },
    sign: limits => authorize(auth, limits),
    isRenewable: () => renewable,
  })
  const { one, batch } = senderTo<Fault>(endpoint)
  const command = commandsWith(habits)
  const call = <Output>(
    method: string,
    params: readonly XmlRpcInput[] = [],
    told: MethodCallOptions<Output> = {},
  ): ResultAsync<Output, Fault> => one(command(method, params, told), told)
  return { call, command, multicall: batch, ...introspection(call), close }
}

function commandsWith(habits: WriteHabits): XmlRpcClient['command'] {
  return <Output>(
    method: string,
    params: readonly XmlRpcInput[] = [],
    told: MethodOptions<Output> = {},
  ): Command<Output> => {
    checkMethodCall(method, params, told)
    const { schema, idempotency = 'once' } = told
    return methodCommand({ method, params, idempotency, habits, ...present({ schema }) })
  }
}
