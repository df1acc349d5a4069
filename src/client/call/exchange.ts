import { err, ok, type Result } from 'neverthrow'
import type { Fault, RequestFault } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import type { Reply } from '../../core/reply.ts'
import { requestFault } from '../../core/request-fault.ts'
import { masker } from '../../core/secrets.ts'
import type { Each } from '../../dialects/command.ts'
import type { Asked } from '../../dialects/contract.ts'
import { recordsReader } from '../../normalize/records-reader.ts'
import { observe } from '../../retry/observe.ts'
import type { HttpReply } from '../../wire/http.ts'
import type { XmlElement } from '../../xml/element.ts'
import type { XmlNode } from '../../xml/node.ts'
import { write } from '../../xml/write.ts'
import { explain } from '../send/explain.ts'
import { BrokenBody, send, sendLive } from '../send/send.ts'
import type { TransportRequest } from '../transport/contract.ts'
import type { Endpoint, Enveloped } from './endpoint.ts'
import { shownUrl } from './shown-url.ts'

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

/** What goes out in one request. */
interface Parcel {
  readonly nodes: readonly XmlNode[]
  readonly asked: Asked
  readonly signal?: AbortSignal
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

/** A record of a reply that is still being read. */
interface LiveRecord {
  readonly record: XmlElement
  readonly http: { readonly status: number; readonly bytes: number }
  readonly address: Written['address']
}

/**
 * Does the same, and gives the records of the reply as they come; whoever wants no more of them ends the exchange. What
 * it returns is the reply without its records.
 */
export async function* exchangeRecords(
  endpoint: Endpoint,
  parcel: Parcel,
  each: Pick<Each, 'records' | 'isRecord'>,
): AsyncGenerator<LiveRecord, Exchanged, undefined> {
  const written = await writeRequest(endpoint, parcel)
  if (written.isErr()) return { reply: err(written.error) }
  const { request, asked, secrets, address } = written.value
  const { clock } = endpoint
  const startedAt = clock.now()
  const sent = await sendLive(endpoint.transport, request, { clock, ...limits(endpoint) })
  const took = () => ({ ...address, durationMs: clock.now() - startedAt })
  if (sent.isErr()) return { reply: err(sent.error), ...took() }

  const { status, headers } = sent.value
  let bytes = 0
  const body = counted(sent.value.body, length => {
    bytes += length
  })
  const { records, isRecord } = each
  const told = {
    records,
    ...present({ isRecord }),
    asked,
    secrets,
    now: clock.now(),
    ...limits(endpoint),
  }
  const reading = recordsReader(endpoint.normalize, thrownBy)({ status, headers, body }, told)
  let fault: Fault | undefined
  try {
    for (let next = await reading.next(); ; next = await reading.next()) {
      if (next.done === true) {
        const reply = next.value === undefined ? err(fault ?? thrownBy(undefined)) : ok(next.value)
        return { reply, http: { status, bytes }, ...took() }
      }
      if (next.value.isOk()) yield { record: next.value.value, http: { status, bytes }, address }
      else fault = next.value.error
    }
  } finally {
    await reading.return(undefined)
  }
}

async function* counted(pieces: AsyncIterable<Uint8Array>, count: (length: number) => void) {
  for await (const piece of pieces) {
    count(piece.byteLength)
    yield piece
  }
}

/** What a live body throws carries its fault. */
function thrownBy(thrown: unknown): Fault {
  return thrown instanceof BrokenBody ? thrown.fault : explain(thrown, 'body')
}

interface Written {
  readonly request: TransportRequest
  readonly asked: Asked
  /** The credentials in it. */
  readonly secrets: readonly string[]
  readonly address: Pick<Exchanged, 'url' | 'signed'>
}

async function writeRequest(endpoint: Endpoint, { nodes, asked, signal }: Parcel): Promise<Result<Written, Fault>> {
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
    url: shownUrl(url),
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

function limits({ maxBytes }: Endpoint): { maxBytes?: number } {
  return maxBytes === undefined ? {} : { maxBytes }
}

function unwritable(message: string): RequestFault {
  return requestFault({ problem: 'not-sent', message })
}

function measured({ status, body }: HttpReply): { status: number; bytes: number } {
  return { status, bytes: typeof body === 'string' ? new TextEncoder().encode(body).length : body.byteLength }
}
