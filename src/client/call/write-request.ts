import { err, ok, type Result } from 'neverthrow'
import type { Fault, RequestFault } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import { requestFault } from '../../core/request-fault.ts'
import { masker } from '../../core/secrets.ts'
import type { Asked } from '../../dialects/contract.ts'
import { observe } from '../../retry/observe.ts'
import type { XmlNode } from '../../xml/node.ts'
import { write } from '../../xml/write.ts'
import type { TransportRequest } from '../transport/contract.ts'
import type { Endpoint, Enveloped } from './endpoint.ts'
import { redactUrl } from './redact-url.ts'

/** What goes out in one request. */
export interface Parcel {
  readonly nodes: readonly XmlNode[]
  readonly asked: Asked
  readonly signal?: AbortSignal
}

/** A request that is ready to be sent. */
export interface Written {
  readonly request: TransportRequest
  readonly asked: Asked
  /** The credentials in it. */
  readonly secrets: readonly string[]
  /** Where it goes, and what it was signed with. */
  readonly address: { readonly url: string; readonly signed?: string }
}

/** Writes one request, and shows it to who looks on. */
export async function writeRequest(
  endpoint: Endpoint,
  { nodes, asked, signal }: Parcel,
): Promise<Result<Written, Fault>> {
  if (signal?.aborted === true) return err(requestFault({ problem: 'cancelled' }))
  const enveloped = await endpoint.envelope(nodes, signal)
  if (enveloped.isErr()) return err(enveloped.error)
  const text = write(enveloped.value.node)
  if (text.isErr()) return err(unwritable(text.error.message))

  const { id, url = endpoint.url, headers, secrets, signed } = enveloped.value
  const operations = asked.commands.map(({ name }) => name)
  observe(endpoint.hooks.onRequest, () => ({
    dialect: endpoint.dialect,
    operations,
    url: redactUrl(url),
    text: shownText(enveloped.value),
  }))
  const { timeouts } = endpoint
  const all = { ...endpoint.headers, ...headers }
  const request = { url, method: 'POST', headers: all, body: text.value, timeouts, ...present({ signal }) }
  return ok({ request, asked: { ...asked, ...present({ id }) }, secrets, address: present({ url, signed }) })
}

function shownText({ copy, secrets }: Enveloped): string {
  const mask = masker(secrets)
  return write(copy()).match(mask, () => '')
}

function unwritable(message: string): RequestFault {
  return requestFault({ problem: 'not-sent', message })
}

/** How much of an answer is taken. */
export function limits({ maxBytes }: Endpoint): { maxBytes?: number } {
  return maxBytes === undefined ? {} : { maxBytes }
}
