import { createHash, timingSafeEqual } from 'node:crypto'
import { observe } from '../../retry/observe.ts'
import { type Clock, systemClock } from '../../retry/sleep.ts'
import { type Headers, header } from '../../wire/http.ts'
import { member, parseJson, words } from '../../wire/json.ts'
import { type SeenEvents, seenEvents } from './seen-events.ts'
import { SIGNATURE_HEADER, type WebhookProof } from './webhook.ts'

/** A request as any server framework has it. */
export interface WebhookRequest {
  readonly method: string
  readonly headers: Headers
  /** As it came, before anything parsed it: a signature is over these bytes. */
  readonly body: string | Uint8Array
}

/** What is to be answered. */
export interface WebhookResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** How webhooks are received. */
export interface WebhookReceiverOptions {
  readonly proof: WebhookProof
  /**
   * Does what the event asks for, once for each event. What it throws or rejects with is answered with 500, so that the
   * event comes again.
   */
  readonly handle: (event: unknown, about: { readonly id: string }) => unknown
  /** The id of an event. Default: its `id` or `eventId`; of an event without one, a digest of its bytes. */
  readonly idOf?: (event: unknown) => string | undefined
  /** Knows the events that were handled. Default: this process, the last 10,000 of a day. */
  readonly seen?: SeenEvents
  /** Told of every request that was turned away. Without its contents. */
  readonly onRefused?: (refusal: { readonly status: number; readonly reason: string }) => unknown
  readonly clock?: Clock
}

/**
 * Makes the receiving side of PRIVO's webhooks, for any server: request in, response out.
 *
 * Answers the HEAD by which the address is probed, turns away what does not prove its sender (401), and runs the handler
 * once for each event, however often that comes and also where it comes again while it is being handled.
 *
 * @example
 * const receive = webhookReceiver({ proof: { bearer }, handle: event => store(event) })
 * const { status, headers, body } = await receive({ method, headers: request.headers, body: bytes })
 */
export function webhookReceiver(
  options: WebhookReceiverOptions,
): (request: WebhookRequest) => Promise<WebhookResponse> {
  if (typeof options?.handle !== 'function') throw new TypeError('webhookReceiver: `handle` is not a function')
  const proves = proofOf(options.proof)
  const { clock = systemClock, seen = seenEvents(clock), onRefused } = options
  const running = new Map<string, Promise<WebhookResponse>>()
  const refuse = (status: number, reason: string): WebhookResponse => {
    observe(onRefused, () => ({ status, reason }))
    return { ...respond(status), headers: status === 405 ? { allow: 'HEAD, POST' } : {} }
  }
  const once = (id: string, event: unknown): Promise<WebhookResponse> => {
    const known = running.get(id)
    if (known !== undefined) return known
    const handling = handled(id, event, options.handle, seen).finally(() => running.delete(id))
    running.set(id, handling)
    return handling
  }
  return async ({ method, headers, body }) => {
    if (method === 'HEAD') return respond(200)
    if (method !== 'POST') return refuse(405, 'The method is neither HEAD nor POST')
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
    if (!(await proves(headers, bytes))) return refuse(401, 'The sender is not proven')
    const event = parseJson(new TextDecoder().decode(bytes))
    if (event === undefined) return refuse(400, 'The body is no JSON')
    return once(idOf(options.idOf, event, bytes), event)
  }
}

async function handled(
  id: string,
  event: unknown,
  handle: WebhookReceiverOptions['handle'],
  seen: SeenEvents,
): Promise<WebhookResponse> {
  try {
    if (await seen.has(id)) return respond(200)
    await handle(event, { id })
    await seen.add(id)
    return respond(200)
  } catch {
    return respond(500)
  }
}

function respond(status: number): WebhookResponse {
  return { status, headers: {}, body: '' }
}

function idOf(given: WebhookReceiverOptions['idOf'], event: unknown, bytes: Uint8Array): string {
  const own = given === undefined ? (words(member(event, 'id')) ?? words(member(event, 'eventId'))) : given(event)
  return own ?? `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

type Proves = (headers: Headers, body: Uint8Array) => boolean | Promise<boolean>

function proofOf(proof: WebhookProof | undefined): Proves {
  if (typeof proof !== 'object' || proof === null) throw new TypeError('webhookReceiver: `proof` is missing')
  if ('verify' in proof) {
    return async (headers, body) => {
      const signature = header(headers, SIGNATURE_HEADER)
      return signature !== undefined && (await verified(proof.verify, signature, body))
    }
  }
  const [name, expected] = 'bearer' in proof ? ['authorization', `Bearer ${proof.bearer}`] : [proof.header, proof.key]
  return headers => isSame(header(headers, name) ?? '', expected)
}

async function verified(
  verify: (signature: string, body: Uint8Array) => boolean | Promise<boolean>,
  signature: string,
  body: Uint8Array,
): Promise<boolean> {
  try {
    return (await verify(signature, body)) === true
  } catch {
    return false
  }
}

/** Digests are as long as one another, and compared in the same time whatever they are. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
