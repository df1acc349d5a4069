import { err, ok, type Result } from 'neverthrow'
import type { Client } from 'soap'
import { type Shape, shapeOf } from './shape.ts'

/** One operation of a service, as its WSDL describes it. */
export interface SoapMethod {
  readonly name: string
  /** What node-soap calls, with the address that the client has now. */
  readonly method: (...args: never[]) => void
  /** Whether there is no answer but the status. */
  readonly isOneWay: boolean
  /** Whether the answer has content. */
  readonly hasOutput: boolean
  readonly shape: Shape
}

/** Which of the ports of a WSDL is meant. */
export interface PortChoice {
  readonly service?: string | undefined
  readonly port?: string | undefined
}

type Ports = Readonly<Record<string, { readonly binding: { readonly transport?: string } }>>
type Described = Readonly<Record<string, { readonly output: unknown }>>

/**
 * The operations of a node-soap client, of one port where it is named, else of all: where several ports have an
 * operation of the same name, the first port that speaks SOAP over HTTP counts (node-soap takes the last port).
 *
 * Fails with a sentence that names the service or the port that there is not.
 */
export function methodsOf(
  client: Client,
  { service, port }: PortChoice,
): Result<ReadonlyMap<string, SoapMethod>, string> {
  const services = (client.wsdl as unknown as { services?: Record<string, { ports: Ports }> }).services ?? {}
  const description = client.describe() as Record<string, Record<string, Described>>
  const methods = new Map<string, SoapMethod>()
  const places = Object.entries(services)
    .filter(([name]) => service === undefined || name === service)
    .flatMap(([name, { ports }]) => Object.entries(ports).map(([at, { binding }]) => ({ name, at, binding })))
    .filter(({ at }) => port === undefined || at === port)
  if (places.length === 0) return err(missing(Object.keys(services), { service, port }))
  const speaking = places.filter(({ binding }) => (binding.transport ?? '') !== '')
  for (const { name, at } of speaking.length > 0 ? speaking : places) {
    for (const [operation, { output }] of Object.entries(description[name]?.[at] ?? {})) {
      if (!methods.has(operation)) methods.set(operation, methodOf(client, name, at, operation, output))
    }
  }
  return ok(methods)
}

function methodOf(client: Client, service: string, port: string, name: string, output: unknown): SoapMethod {
  return {
    name,
    method: (...args) => client[service][port][name](...args),
    isOneWay: output === null || output === undefined,
    hasOutput: typeof output === 'string' || (typeof output === 'object' && Object.keys(output ?? {}).length > 0),
    shape: shapeOf(output),
  }
}

function missing(services: readonly string[], { service, port }: PortChoice): string {
  const wanted = [service === undefined ? '' : `service "${service}"`, port === undefined ? '' : `port "${port}"`]
  const what = wanted.filter(text => text !== '').join(' with ') || 'service'
  return `The WSDL has no ${what}; its services are: ${services.join(', ') || 'none'}`
}
