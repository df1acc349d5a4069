import { err, type Result } from 'neverthrow'
import type { Client, IExOptions, IHeaders, IHttpClient } from 'soap'
import type { RequestFault } from '../../core/fault.ts'
import { requestFault } from '../../core/request-fault.ts'
import { parse } from '../../xml/parse.ts'
import type { SoapMessage } from './message.ts'

/** How one call tells its HTTP client that it wants the message and nothing sent. */
const TAKE = Symbol('take the message')

/** A method of a node-soap client: calls back with whatever its HTTP client gives. */
type Method = (input: unknown, callback: () => void, options: object, headers: object) => void

/**
 * Lets node-soap write the message of one call, and sends nothing.
 *
 * What the client was told (SOAP headers, security, HTTP headers) is in it. The client keeps no copy: node-soap would
 * hold the last one, credentials and all, for as long as it lives.
 */
export function writeMessage(
  client: Client,
  method: Method,
  input: unknown,
  { options, headers }: { readonly options?: object | undefined; readonly headers?: object | undefined },
): Result<SoapMessage, RequestFault> {
  interpose(client)
  let taken: Taken | undefined
  const take = (message: Taken) => {
    taken = message
  }
  try {
    method(input ?? {}, () => {}, { ...options, [TAKE]: take }, { ...headers })
  } catch {
    return err(UNWRITTEN) // what is thrown may quote the input
  } finally {
    forget(client)
  }
  return taken === undefined ? err(UNWRITTEN) : readBack(taken)
}

/** What is no XML may be cut in two by whoever reads it, and no credential in it can be found. */
function readBack(message: Taken): Result<SoapMessage, RequestFault> {
  return parse(message.text)
    .map(({ root }) => ({ ...message, root }))
    .mapErr(({ line, column }) =>
      requestFault({
        problem: 'not-sent',
        message: `The message that node-soap wrote is not well-formed XML (line ${line}, column ${column})`,
        advice: 'Check what was given as XML: `$xml`, addSoapHeader, addBodyAttribute, postProcess.',
      }),
    )
}

type Taken = Omit<SoapMessage, 'root'>

/** The input was looked at before: it is hardly at fault. */
const UNWRITTEN = requestFault({
  problem: 'not-sent',
  title: 'The message could not be written',
  message: 'node-soap threw while it wrote the message, or something of the program that it asked for a part of it',
  advice:
    'Check what addSoapHeader, setSecurity and postProcess were given, listeners, and how the WSDL describes the input.',
})

const interposed = new WeakSet<IHttpClient>()

/** Puts itself before the HTTP client of a node-soap client; calls that are not ours go on to it. */
function interpose(client: Client): void {
  const { httpClient } = client as unknown as { httpClient: IHttpClient }
  if (interposed.has(httpClient)) return
  const asked = (options: IExOptions | undefined) => (options as Record<symbol, unknown> | undefined)?.[TAKE]
  const ours: IHttpClient = {
    request: (url, data, callback, headers, options, caller) => {
      const take = asked(options)
      if (typeof take !== 'function') return httpClient.request(url, data, callback, headers, options, caller)
      take(messageOf(url, data, headers, options))
      return never()
    },
  }
  if (httpClient.requestStream !== undefined) {
    ours.requestStream = (url, data, headers, options, caller) => {
      const take = asked(options)
      if (typeof take !== 'function') {
        return httpClient.requestStream?.(url, data, headers, options, caller) ?? never()
      }
      take(messageOf(url, data, headers, options))
      return never()
    }
  }
  interposed.add(ours)
  Reflect.set(client, 'httpClient', ours)
}

/** Nobody waits for the answer that node-soap would read. A new one each time: what hangs on it goes with it. */
function never(): Promise<never> {
  return new Promise(() => {})
}

function messageOf(url: string, data: unknown, headers: IHeaders | undefined, options: IExOptions | undefined): Taken {
  const { [TAKE]: _, ...rest } = (options ?? {}) as Record<string | symbol, unknown>
  return { url, text: String(data), headers: { ...headers }, options: rest }
}

function forget(client: Client): void {
  for (const name of ['lastRequest', 'lastMessage', 'lastRequestHeaders']) Reflect.deleteProperty(client, name)
}
