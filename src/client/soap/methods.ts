import { err, ok, type Result } from 'neverthrow'
import type { Client } from 'soap'
import { present } from '../../core/present.ts'
import { obstacleOf } from './obstacle.ts'
import { type Shape, shapeOf } from './shape.ts'

/** One operation of a service, as its WSDL describes it. */
export interface SoapMethod {
  readonly name: string
  /** What node-soap calls, with the address that the client has now. */
  readonly method: (input: unknown, ...rest: never[]) => void
  /** What it takes. */
  readonly input: Shape
  /** Whether it takes parts, each of which is an element. */
  readonly isRpc: boolean
  /** What answers it: only a status, a message without content, or one with. */
  readonly answer: 'none' | 'empty' | 'content'
  /** Whether values may stand elsewhere and be referred to. */
  readonly isEncoded: boolean
  /** The element that answers it, where a message of the document style says so. */
  readonly element?: string
  readonly shape: Shape
  /** What an rpc result holds in the Body, in this order. Absent for the document style. */
  readonly parts?: readonly string[]
}

/** Which of the ports of a WSDL is meant. */
export interface PortChoice {
  readonly service?: string | undefined
  readonly port?: string | undefined
}

interface Binding {
  readonly transport?: string
  readonly methods?: Readonly<Record<string, Bound>>
}

interface Bound {
  readonly style?: string
  readonly input?: { readonly parts?: object | null; readonly name?: string }
  readonly output?: { readonly parts?: object | null; readonly $name?: string }
  readonly outputSoap?: { readonly use?: string; readonly children?: readonly Header[] } | null
}

/** What node-soap keeps of the `soap:header` of a message. */
interface Header {
  readonly $part?: string
}

type Ports = Readonly<Record<string, { readonly binding: Binding }>>
interface Described {
  readonly input: unknown
  readonly output: unknown
}

/**
 * The operations of a node-soap client, of one port where it is named, else of all: where several ports have an
 * operation of the same name, the first port that speaks SOAP over HTTP counts (node-soap takes the last port).
 *
 * Fails with a sentence that names the service or the port that there is not, or what stands in the way of a member of
 * the client. The client itself is not asked: an operation may stand in place of its `describe`.
 */
export function methodsOf(
  client: Client,
  { service, port }: PortChoice,
): Result<ReadonlyMap<string, SoapMethod>, string> {
  const services = (client.wsdl as unknown as { services?: Record<string, { ports: Ports }> }).services ?? {}
  const description = describedBy(client)
  if (description === undefined) return err('node-soap cannot tell what the operations of the WSDL are')
  const methods = new Map<string, SoapMethod>()
  const places = Object.entries(services)
    .filter(([name]) => service === undefined || name === service)
    .flatMap(([name, { ports }]) => Object.entries(ports).map(([at, { binding }]) => ({ name, at, binding })))
    .filter(({ at }) => port === undefined || at === port)
  if (places.length === 0) return err(missing(Object.keys(services), { service, port }))
  const speaking = places.filter(({ binding }) => (binding.transport ?? '') !== '')
  for (const { name, at, binding } of speaking.length > 0 ? speaking : places) {
    for (const [operation, described] of Object.entries(description[name]?.[at] ?? {})) {
      const problem = obstacleOf(client, [name, at, operation])
      if (problem !== undefined) return err(problem)
      if (!methods.has(operation))
        methods.set(operation, methodOf(client, [name, at, operation], binding.methods?.[operation], described))
    }
  }
  return ok(methods)
}

/** What is called `__proto__` throws here. */
function describedBy({ wsdl }: Client): Record<string, Record<string, Record<string, Described>>> | undefined {
  try {
    return wsdl.describeServices()
  } catch {
    return undefined
  }
}

function methodOf(
  client: Client,
  [service, port, name]: readonly [string, string, string],
  bound: Bound | undefined,
  { input, output }: Described,
): SoapMethod {
  const isRpc = bound?.style === 'rpc'
  // node-soap takes an rpc operation without parts for one of the document style, unless it gets null.
  const takesNothing = isRpc && (bound.input?.parts ?? null) === null && bound.input?.name !== 'element'
  return {
    name,
    method: (given: unknown, ...rest: unknown[]) =>
      client[service][port][name](takesNothing && isEmpty(given) ? null : given, ...rest),
    input: shapeOf(input),
    isRpc,
    answer: answerOf(output),
    isEncoded: bound?.outputSoap?.use === 'encoded',
    ...present({ element: isRpc ? undefined : bound?.output?.$name }),
    shape: shapeOf(output),
    ...present({ parts: isRpc ? partsOf(bound) : undefined }),
  }
}

/** Without what stands in the Header. Where the binding has no `soap:body` of its own, nobody knows what stands where. */
function partsOf({ output, outputSoap }: Bound): readonly string[] | undefined {
  if (outputSoap?.use === undefined) return undefined
  const headers = new Set((outputSoap.children ?? []).map(({ $part }) => $part))
  return Object.keys(output?.parts ?? {}).filter(name => !headers.has(name))
}

function answerOf(output: unknown): SoapMethod['answer'] {
  if (output === null || output === undefined) return 'none'
  return typeof output === 'object' && Object.keys(output).length === 0 ? 'empty' : 'content'
}

function isEmpty(input: unknown): boolean {
  return typeof input !== 'object' || input === null || Object.keys(input).length === 0
}

function missing(services: readonly string[], { service, port }: PortChoice): string {
  const wanted = [service === undefined ? '' : `service "${service}"`, port === undefined ? '' : `port "${port}"`]
  const what = wanted.filter(text => text !== '').join(' with ') || 'service'
  return `The WSDL has no ${what}; its services are: ${services.join(', ') || 'none'}`
}
