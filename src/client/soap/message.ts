import { err, ok, type Result } from 'neverthrow'
import type { RequestFault } from '../../core/fault.ts'
import { requestFault } from '../../core/request-fault.ts'
import type { XmlElement } from '../../xml/element.ts'

/** A message as node-soap hands it to an HTTP client. */
export interface SoapMessage {
  readonly url: string
  readonly text: string
  /** The text as a document, where it is one. */
  readonly root: XmlElement | undefined
  readonly headers: Readonly<Record<string, unknown>>
  /** What the call and the security object ask of the HTTP client. */
  readonly options: Readonly<Record<string, unknown>>
}

/** What goes out. Names of headers are in lower case. */
export interface Outgoing {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

/** Options that node-soap's own HTTP client makes something of that a transport can send. */
const PACKED = ['attachments', 'forceMTOM', 'forceGzip']

/** Options that node-soap has used by then, or that concern its own HTTP client alone and change nothing that is sent. */
const SPENT: ReadonlySet<string> = new Set(['exchangeId', 'postProcess', 'forever', 'headers', ...PACKED])

/** Headers that the transport writes by itself. */
const TRANSPORTED: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'connection',
  'accept-encoding',
  'transfer-encoding',
])

/**
 * Makes of a message what a transport sends. Attachments and packing are node-soap's own work.
 *
 * An option that a transport cannot keep (a client certificate, a proxy, NTLM) is a `request` fault that names it:
 * without it the message would go out otherwise than was asked for.
 */
export async function outgoing(message: SoapMessage): Promise<Result<Outgoing, RequestFault>> {
  try {
    return await packedOrPlain(message)
  } catch {
    return err(UNPACKED) // what is thrown may quote it
  }
}

async function packedOrPlain(message: SoapMessage): Promise<Result<Outgoing, RequestFault>> {
  const { options } = message
  const unknown = Object.keys(options).find(name => !SPENT.has(name) && options[name] !== undefined)
  if (unknown !== undefined) return err(unsupported(unknown))
  const { url } = message
  const isPacked = PACKED.some(name => isAsked(options[name]))
  const { headers, body } = isPacked ? await packed(message) : plain(message)
  return ok({ url, headers: sendable({ accept: ACCEPTED, ...headers }), body })
}

const ACCEPTED = 'text/xml, application/soap+xml, application/xml, multipart/related'

function isAsked(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false
}

const UNPACKED = requestFault({
  problem: 'not-sent',
  message: 'An attachment or a header of the call cannot be written',
  advice: 'An attachment needs body, mimetype, contentId and name; a header must be text.',
})

interface Packed {
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string | Uint8Array
}

function plain({ text, headers, options }: SoapMessage): Packed {
  const more = options.headers
  return { headers: { ...headers, ...(typeof more === 'object' ? more : {}) }, body: text }
}

async function packed({ url, text, headers, options }: SoapMessage): Promise<Packed> {
  const { HttpClient } = await import('soap')
  const built = HttpClient.prototype.buildRequest(url, text, { ...headers }, { ...options })
  return { headers: built.headers as Record<string, unknown>, body: built.data as string | Uint8Array }
}

function sendable(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const)
  return Object.fromEntries(
    named.flatMap(([name, value]) =>
      value === undefined || value === null || TRANSPORTED.has(name) ? [] : [[name, String(value)]],
    ),
  )
}

function unsupported(name: string): RequestFault {
  return requestFault({
    problem: 'not-sent',
    category: 'unsupported',
    message: `The option "${name}" is for node-soap's own HTTP client`,
    advice:
      'Give certificates to undiciTransport({ tls }), limits to `timeouts`, and a proxy to a transport of your own.',
  })
}
