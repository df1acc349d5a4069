import { err, type Result } from 'neverthrow'
import type { Fault, RequestFault } from '../core/fault.ts'
import type { Reply } from '../core/reply.ts'
import { requestFault } from '../core/request-fault.ts'
import { masker } from '../core/secrets.ts'
import type { Redacted } from '../dialects/redact.ts'
import type { HttpReply } from '../wire/http.ts'
import type { XmlElement } from '../xml/element.ts'
import type { XmlNode } from '../xml/node.ts'
import { write } from '../xml/write.ts'
import { observe } from './hooks.ts'
import type { Line, Parcel } from './line.ts'
import { send } from './send.ts'

/** What became of one request, and what there is to measure of it. */
export interface Exchanged {
  readonly reply: Result<Reply<XmlElement>, Fault>
  /** Absent where nothing was given to the transport. */
  readonly durationMs?: number
  /** The HTTP answer, where one came. */
  readonly http?: { readonly status: number; readonly bytes: number }
}

/** Writes one request, sends it and reads what comes back. Never rejects. */
export async function exchange(line: Line, { nodes, asked, signal }: Parcel): Promise<Exchanged> {
  if (signal?.aborted === true) return { reply: err(requestFault({ problem: 'cancelled' })) }
  const enveloped = await line.envelope(nodes, signal)
  if (enveloped.isErr()) return { reply: err(enveloped.error) }
  const text = write(enveloped.value.node)
  if (text.isErr()) return { reply: err(unwritable(text.error.message)) }

  const operations = asked.commands.map(({ name }) => name)
  observe(line.hooks.onRequest, () => ({
    dialect: line.dialect,
    operations,
    url: shownUrl(line.url),
    text: shownText(enveloped.value),
  }))
  const startedAt = line.clock.now()
  const sent = await send(line.transport, request(line, text.value, signal), { ...limits(line), clock: line.clock })
  const now = line.clock.now()
  const { secrets } = enveloped.value
  const reply = sent.andThen(http => line.normalize(http, { asked, secrets, now, ...limits(line) }))
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

function request(line: Line, body: string, signal: AbortSignal | undefined) {
  const { url, headers, timeouts } = line
  return { url, method: 'POST', headers, body, timeouts, ...(signal === undefined ? {} : { signal }) }
}

function limits({ maxBytes }: Line): { maxBytes?: number } {
  return maxBytes === undefined ? {} : { maxBytes }
}

function unwritable(message: string): RequestFault {
  return requestFault({ problem: 'not-sent', message })
}

function measured({ status, body }: HttpReply): { status: number; bytes: number } {
  return { status, bytes: typeof body === 'string' ? new TextEncoder().encode(body).length : body.byteLength }
}
