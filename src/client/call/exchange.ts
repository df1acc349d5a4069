import { err, type Result } from 'neverthrow'
import type { Fault, RequestFault } from '../../core/fault.ts'
import type { Reply } from '../../core/reply.ts'
import { requestFault } from '../../core/request-fault.ts'
import { masker } from '../../core/secrets.ts'
import type { Asked } from '../../dialects/contract.ts'
import type { Redacted } from '../../dialects/redact.ts'
import type { HttpReply } from '../../wire/http.ts'
import type { XmlElement } from '../../xml/element.ts'
import type { XmlNode } from '../../xml/node.ts'
import { write } from '../../xml/write.ts'
import { send } from '../send/send.ts'
import type { Endpoint } from './endpoint.ts'
import { observe } from './hooks.ts'

/** What became of one request, and what there is to measure of it. */
export interface Exchanged {
  readonly reply: Result<Reply<XmlElement>, Fault>
  /** Absent where nothing was given to the transport. */
  readonly durationMs?: number
  /** The HTTP answer, where one came. */
  readonly http?: { readonly status: number; readonly bytes: number }
}

/** What goes out in one request. */
interface Parcel {
  readonly nodes: readonly XmlNode[]
  readonly asked: Asked
  readonly signal?: AbortSignal
}

/** Writes one request, sends it and reads what comes back. Never rejects. */
export async function exchange(endpoint: Endpoint, { nodes, asked, signal }: Parcel): Promise<Exchanged> {
  if (signal?.aborted === true) return { reply: err(requestFault({ problem: 'cancelled' })) }
  const enveloped = await endpoint.envelope(nodes, signal)
  if (enveloped.isErr()) return { reply: err(enveloped.error) }
  const text = write(enveloped.value.node)
  if (text.isErr()) return { reply: err(unwritable(text.error.message)) }

  const operations = asked.commands.map(({ name }) => name)
  observe(endpoint.hooks.onRequest, () => ({
    dialect: endpoint.dialect,
    operations,
    url: shownUrl(endpoint.url),
    text: shownText(enveloped.value),
  }))
  const startedAt = endpoint.clock.now()
  const sent = await send(endpoint.transport, request(endpoint, text.value, signal), {
    ...limits(endpoint),
    clock: endpoint.clock,
  })
  const now = endpoint.clock.now()
  const { secrets } = enveloped.value
  const reply = sent.andThen(http => endpoint.normalize(http, { asked, secrets, now, ...limits(endpoint) }))
  return { reply, durationMs: now - startedAt, ...(sent.isOk() ? { http: measured(sent.value) } : {}) }
}

/** The address without user, password, query and fragment, any of which may hold a credential. */
export function shownUrl(url: string): string {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`
}

function shownText({ copy, secrets }: Redacted & { readonly node: XmlNode }): string {
  const mask = masker(secrets)
  return write(copy()).match(mask, () => '')
}

function request(endpoint: Endpoint, body: string, signal: AbortSignal | undefined) {
  const { url, headers, timeouts } = endpoint
  return { url, method: 'POST', headers, body, timeouts, ...(signal === undefined ? {} : { signal }) }
}

function limits({ maxBytes }: Endpoint): { maxBytes?: number } {
  return maxBytes === undefined ? {} : { maxBytes }
}

function unwritable(message: string): RequestFault {
  return requestFault({ problem: 'not-sent', message })
}

function measured({ status, body }: HttpReply): { status: number; bytes: number } {
  return { status, bytes: typeof body === 'string' ? new TextEncoder().encode(body).length : body.byteLength }
}
