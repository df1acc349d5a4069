import { senderTo } from '../call/sender.ts'
import type { OpenAirXml } from './api.ts'
import { errorLookup } from './errors.ts'
import type { OpenAirFault } from './fault.ts'
import { lookupGate } from './lookup-gate.ts'
import { methodsOver } from './methods.ts'
import { openEndpoint } from './open-endpoint.ts'
import type { OpenAirOptions } from './options.ts'

/**
 * Makes a client for the XML API of one OpenAir (SuiteProjects Pro) account.
 *
 * Nothing is sent until a method is called. The type parameter names custom fields by record type.
 *
 * @throws TypeError that names the option where one is missing or cannot be used
 * @example
 * const api = openAirXml<{ Project: { region__c: string } }>({ url, namespace, key, auth: { company, user, password } })
 * const projects = await api.read('Project', { match: { customerid: '7719' } })
 * if (projects.isErr()) console.error(projects.error.category)
 */
export function openAirXml<Custom extends object = object>(options: OpenAirOptions): OpenAirXml<Custom> {
  const { endpoint, keep, close } = openEndpoint(options)
  const { clock } = endpoint
  const gate = lookupGate(clock)
  const methods = methodsOver(senderTo<OpenAirFault>(endpoint, gate.note))
  const errors = errorLookup({
    ask: code => methods.read('Error', { match: { code }, limit: 1 }, { retry: false }),
    askAll: () => methods.readAll('Error', {}, { retry: false }),
    closedBy: gate.closedBy,
    clock,
    keep,
    asking: { dialect: endpoint.dialect, operation: 'Read' },
  })
  const api: OpenAirXml = { ...methods, errors, close }
  // Types only: which custom fields a record has does not change what is sent.
  return api as OpenAirXml<Custom>
}
