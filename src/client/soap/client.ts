import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { Client } from 'soap'
import type { Fault } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import { requestFault } from '../../core/request-fault.ts'
import { soap } from '../../dialects/soap/dialect.ts'
import { retryingBy } from '../../retry/options.ts'
import { systemClock } from '../../retry/sleep.ts'
import { ownHooks } from '../call/own-hooks.ts'
import { underWay } from '../call/under-way.ts'
import { type OpenTransport, openTransport } from '../transport/open-transport.ts'
import { TIMEOUTS } from '../transport/timeouts.ts'
import type { NotAMember, SoapClient } from './api.ts'
import { type Caller, callMethod } from './caller.ts'
import { checkCall } from './check-call.ts'
import { checkCallerOptions, checkSoapOptions } from './check-options.ts'
import type { DetailSchemas } from './fault.ts'
import { loadClient } from './load.ts'
import { methodsOf, type SoapMethod } from './methods.ts'
import type { SoapCallerOptions, SoapCallOptions, SoapOptions } from './options.ts'
import type { SoapAnswer } from './read-reply.ts'

/**
 * Makes a client for any SOAP service of its WSDL: a path, an http(s) address or the text itself.
 *
 * node-soap loads the WSDL and writes the messages; faultline sends them, reads the bytes that come back and says
 * what a failure means. A WSDL that cannot be had or read is an `Err`. `Service` is an interface with a method for
 * each operation, such as generators write for node-soap.
 *
 * @throws TypeError that names the option that cannot be used
 * @example
 * interface Orders { PlaceOrder(input: { sku: string }): { orderId: number } }
 * const made = await soapClient<Orders>('https://shop.example/orders?wsdl')
 * if (made.isErr()) throw new Error(made.error.message)
 * const placed = await made.value.operations.PlaceOrder({ sku: 'A-1' })
 * if (placed.isErr()) console.error(placed.error.category, placed.error.applied)
 */
export function soapClient<Service = unknown, const Details extends DetailSchemas = DetailSchemas>(
  wsdl: string,
  options: SoapOptions<Details> = {},
): ResultAsync<SoapClient<Service, Details>, Fault> {
  checkSoapOptions(wsdl, options)
  const { transport, close } = openTransport(options.transport)
  return loadClient(wsdl, { ...options, transport })
    .andThen(client => opened<Service, Details>(client, options, { transport, close }).mapErr(unfit))
    .orTee(() => void close()) // nobody else would
}

/**
 * Makes the same of a node-soap client that a program has already. The client still works as before for whoever calls
 * it directly; its own HTTP client is asked for those calls only.
 *
 * @throws TypeError that names the option that cannot be used
 */
export function fromSoapClient<Service = unknown, const Details extends DetailSchemas = DetailSchemas>(
  client: Client,
  options: SoapCallerOptions<Details> = {},
): SoapClient<Service, Details> {
  checkCallerOptions(options)
  if (typeof client?.wsdl?.describeServices !== 'function')
    throw new TypeError('fromSoapClient: this is no client of node-soap')
  return opened<Service, Details>(client, options, openTransport(options.transport)).match(
    made => made,
    problem => {
      throw new TypeError(`fromSoapClient: ${problem}`)
    },
  )
}

/** Options can be compared with a WSDL only once it is there. */
function unfit(problem: string): Fault {
  return requestFault({ problem: 'invalid-input', message: problem, dialect: soap.name })
}

function opened<Service, Details extends DetailSchemas>(
  client: Client,
  options: SoapCallerOptions<Details>,
  sending: OpenTransport,
): Result<SoapClient<Service, Details>, string> {
  return methodsOf(client, options).andThen(methods => {
    const wrong = Object.keys(options.idempotency ?? {}).find(name => !methods.has(name))
    if (wrong !== undefined) return err(`\`idempotency.${wrong}\` is no operation; there are ${listed(methods)}`)
    return ok(clientOver<Service, Details>(methods, client, options, sending))
  })
}

function clientOver<Service, Details extends DetailSchemas>(
  methods: Methods,
  client: Client,
  options: SoapCallerOptions<Details>,
  { transport, close }: OpenTransport,
): SoapClient<Service, Details> {
  const caller: Caller = {
    client,
    transport,
    dialect: options.dialect ?? soap,
    timeouts: { ...TIMEOUTS, ...options.timeouts },
    clock: options.clock ?? systemClock,
    hooks: ownHooks(options.hooks),
    secrets: options.secrets ?? [],
    faults: options.faults ?? {},
    idempotency: options.idempotency ?? {},
    retrying: retryingBy(options.retry),
    ...present({ maxBytes: options.maxBytes, signal: options.signal }),
  }
  const calls = underWay()
  const closing = async () => {
    await calls.end()
    await close()
  }
  const call = (name: string, input?: unknown, of?: SoapCallOptions): ResultAsync<SoapAnswer, Fault> => {
    const options = checkCall(of)
    const method = methods.get(name)
    if (method === undefined) return new ResultAsync(Promise.resolve(err(unknown(name, methods))))
    const work = () => callMethod(caller, method, input, options)
    const { name: dialect } = caller.dialect
    return new ResultAsync(calls.enter(work, fault => err({ ...fault, dialect, operation: name })))
  }
  const operations = Object.fromEntries(
    [...methods.keys()]
      .filter(name => !CALLED_BY_LANGUAGE.has(name))
      .map(name => [
        name,
        (input?: unknown, of?: SoapCallOptions) => call(name, input, of).map(({ output }) => output),
      ]),
  )
  // The caller's interface and schemas are types only: what is sent and read does not depend on them.
  return { operations, call, client, close: closing } as unknown as SoapClient<Service, Details>
}

/** Functions that `await`, `JSON.stringify` and templates call on any object: nobody is to send an operation by that. */
const CALLED_BY_LANGUAGE: ReadonlySet<string> = new Set<NotAMember>(['then', 'toJSON', 'toString', 'valueOf'])

type Methods = ReadonlyMap<string, SoapMethod>

function unknown(name: string, methods: Methods): Fault {
  return requestFault({
    problem: 'invalid-input',
    message: `The WSDL has no operation "${name}"`,
    issues: [{ path: ['operation'], message: `Must be one of ${listed(methods)}` }],
    dialect: soap.name,
    operation: name,
  })
}

function listed(methods: Methods): string {
  return [...methods.keys()].slice(0, 20).join(', ')
}
