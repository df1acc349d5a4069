import { openAirSoapDialect } from '../../../dialects/openair/soap-dialect.ts'
import { senderTo } from '../../call/sender.ts'
import { errorLookup } from '../errors.ts'
import type { OpenAirFault } from '../fault.ts'
import { lookupGate } from '../lookup-gate.ts'
import { readAllBy } from '../read-all.ts'
import { sharedMethods } from '../shared-methods.ts'
import type { OpenAirSoap } from './api.ts'
import { soapCommands } from './commands.ts'
import { openSoapEndpoint } from './open-endpoint.ts'
import type { OpenAirSoapOptions } from './options.ts'
import { sessionMethods } from './session-methods.ts'

const LIST = { dialect: openAirSoapDialect.name, operation: 'read', path: 'Envelope/Body/readResponse' } as const

/**
 * Makes a client for the SOAP API of one OpenAir (SuiteProjects Pro) account.
 *
 * Nothing is sent until a method is called; a password signs in then. The type parameter names custom fields by record
 * type. Records look as they do over XML.
 *
 * @throws TypeError that names the option where one is missing or cannot be used
 * @example
 * const api = openAirSoap({ url, namespace, key, auth: { company, user, password } })
 * const projects = await api.read('Project', { match: { customerid: '7719' } })
 * if (projects.isErr()) console.error(projects.error.category)
 */
export function openAirSoap<Custom extends object = object>(options: OpenAirSoapOptions): OpenAirSoap<Custom> {
  const { endpoint, signIn, fieldsOf, keep, close } = openSoapEndpoint(options)
  const { clock } = endpoint
  const gate = lookupGate(clock)
  const sender = senderTo<OpenAirFault>(endpoint, gate.note)
  const commands = soapCommands(fieldsOf)
  const methods = sharedMethods(sender, commands)
  const readAll = readAllBy(sender.each, commands.read, LIST)
  const errors = errorLookup({
    ask: code => methods.read('Error', { match: { code }, limit: 1 }, { retry: false }),
    askAll: () => readAll('Error', {}, { retry: false }),
    closedBy: gate.closedBy,
    clock,
    keep,
    asking: { dialect: endpoint.dialect, operation: 'read' },
  })
  const api: OpenAirSoap = {
    ...methods,
    readAll,
    createUser: (input, call) => sender.one(commands.createUser(input), call),
    ...sessionMethods(endpoint, signIn, gate),
    servertime: call => sender.one(commands.servertime(), call),
    version: (request, call) => sender.one(commands.version(request), call),
    errors,
    close,
  }
  // Types only: which custom fields a record has does not change what is sent.
  return api as OpenAirSoap<Custom>
}
