import { err, type Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import type { Reply } from '../../core/reply.ts'
import type { HttpReply } from '../../wire/http.ts'
import type { XmlElement } from '../../xml/element.ts'
import { send } from '../send/send.ts'
import type { Endpoint } from './endpoint.ts'
import { limits, type Parcel, writeRequest } from './write-request.ts'

/** What became of one request, and what there is to measure of it. */
export interface Exchanged {
  readonly reply: Result<Reply<XmlElement>, Fault>
  /** Absent where nothing was given to the transport. */
  readonly durationMs?: number
  /** The HTTP answer, where one came. */
  readonly http?: { readonly status: number; readonly bytes: number }
  /** Where it went. */
  readonly url?: string
  /** What it was signed with, where the endpoint tells. */
  readonly signed?: string
}

/** Writes one request, sends it and reads what comes back. Never rejects. */
export async function exchange(endpoint: Endpoint, parcel: Parcel): Promise<Exchanged> {
  const written = await writeRequest(endpoint, parcel)
  if (written.isErr()) return { reply: err(written.error) }
  const { request, asked, secrets, address } = written.value
  const { clock } = endpoint
  const startedAt = clock.now()
  const sent = await send(endpoint.transport, request, { ...limits(endpoint), clock })
  const now = clock.now()
  const told = { asked, secrets, now, ...limits(endpoint) }
  const reply = sent.andThen(http => endpoint.normalize(http, told))
  return { reply, ...address, durationMs: now - startedAt, ...(sent.isOk() ? { http: measured(sent.value) } : {}) }
}

function measured({ status, body }: HttpReply): { status: number; bytes: number } {
  return { status, bytes: typeof body === 'string' ? new TextEncoder().encode(body).length : body.byteLength }
}
