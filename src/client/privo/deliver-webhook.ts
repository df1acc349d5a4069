import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import { requestFault } from '../../core/request-fault.ts'
import { privo } from '../../dialects/privo/dialect.ts'
import { normalizer } from '../../normalize/normalizer.ts'
import { delays } from '../../retry/backoff.ts'
import { observe } from '../../retry/observe.ts'
import type { RetryRule } from '../../retry/rules.ts'
import { run } from '../../retry/run.ts'
import { type Clock, systemClock } from '../../retry/sleep.ts'
import { isSuccess } from '../../wire/http.ts'
import { redactUrl } from '../call/redact-url.ts'
import { checksFor } from '../checks.ts'
import { send } from '../send/send.ts'
import type { Transport } from '../transport/contract.ts'
import { openTransport } from '../transport/open-transport.ts'
import { TIMEOUTS } from '../transport/timeouts.ts'
import { SIGNATURE_HEADER, type WebhookAuth } from './webhook.ts'

/** One event to be told. */
export interface Webhook {
  /** Where the partner listens. */
  readonly url: string
  /** Sent as JSON. By its `id` the receiver knows one that comes again. */
  readonly event: object
  readonly auth?: WebhookAuth
}

/** How it is delivered. */
export interface DeliveryOptions {
  /** Told once, where the event could not be delivered in the end: for the people who look after it. */
  readonly onReport?: (report: DeliveryReport) => unknown
  /** Default: undici, closed again after the delivery. */
  readonly transport?: Transport
  /** How long one try may take, in milliseconds. Default 10,000. */
  readonly attemptMs?: number
  readonly signal?: AbortSignal
  readonly clock?: Clock
}

/** That an event could not be delivered. */
export interface DeliveryReport {
  /** Without user, password and query. */
  readonly url: string
  /** Of the last try; `attempts` tells of all. */
  readonly fault: Fault
}

/** That an event was taken. */
export interface Delivered {
  readonly status: number
}

/**
 * Delivers a webhook as PRIVO does: a server error of the receiver, a cut connection or silence is tried again up to three
 * times within the following minute; what fails for good then is reported once. Any 2xx is a delivery, whatever its body.
 *
 * @throws TypeError that names what cannot be used
 * @example
 * const told = await deliverWebhook({ url, event: { id: 'e-1', type: 'VERIFY_VERIFIED' }, auth: { bearer } }, { onReport: mail })
 */
export function deliverWebhook(webhook: Webhook, options: DeliveryOptions = {}): ResultAsync<Delivered, Fault> {
  const url = checksFor('deliverWebhook').url('url', webhook?.url)
  const body = bodyOf(webhook.event)
  const { auth } = webhook
  const headers = { 'content-type': 'application/json', ...headersOf(auth, body) }
  return new ResultAsync(delivered({ url, body, headers, secrets: secretsOf(auth) }, options))
}

function bodyOf(event: unknown): string {
  if (typeof event !== 'object' || event === null) throw new TypeError('deliverWebhook: `event` is not an object')
  return JSON.stringify(event)
}

/** Fifty seconds in all, so that the last try begins within the minute. */
const BACKOFF = delays(5_000, 15_000, 30_000)
const POLICY = { maxAttempts: 4, backoff: BACKOFF, deadlineMs: 60_000 }

/** A receiver that refuses what it got would refuse it again. */
const REFUSED_FOR_GOOD: RetryRule = ({ status = 0 }) =>
  status >= 300 && status < 500 ? { retry: 'forbid' } : undefined

/** A webhook as it is sent. */
interface Letter {
  readonly url: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  readonly secrets: readonly string[]
}

async function delivered(letter: Letter, options: DeliveryOptions): Promise<Result<Delivered, Fault>> {
  const { clock = systemClock, attemptMs = 10_000, signal, onReport } = options
  const { transport, close } = openTransport(options.transport)
  const attempt = async (_: readonly Letter[], { signal: ofTry }: { readonly signal: AbortSignal | undefined }) => [
    await tried(letter, { transport, clock, ofTry }),
  ]
  const [result = err(requestFault({ problem: 'not-sent' }))] = await run([letter], attempt, {
    policy: { ...POLICY, attemptMs },
    idempotencyOf: () => 'repeatable',
    rules: [REFUSED_FOR_GOOD],
    clock,
    ...present({ signal }),
  })
  await close()
  if (result.isErr()) observe(onReport, () => ({ url: redactUrl(letter.url), fault: result.error }))
  return result
}

interface Trying {
  readonly transport: Transport
  readonly clock: Clock
  readonly ofTry: AbortSignal | undefined
}

async function tried(
  { url, body, headers, secrets }: Letter,
  { transport, clock, ofTry: signal }: Trying,
): Promise<Result<Delivered, Fault>> {
  const request = { url, method: 'POST', headers, body, timeouts: TIMEOUTS, ...present({ signal }) }
  const sent = await send(transport, request, { clock })
  return sent.andThen((reply): Result<Delivered, Fault> => {
    if (isSuccess(reply.status)) return ok({ status: reply.status })
    const read = normalize(reply, { dialect: privo, now: clock.now(), secrets })
    return read.andThen(() => err(requestFault({ problem: 'not-sent' })))
  })
}

const normalize = normalizer([privo])

function headersOf(auth: WebhookAuth | undefined, body: string): Readonly<Record<string, string>> {
  if (auth === undefined) return {}
  if ('bearer' in auth) return { authorization: `Bearer ${auth.bearer}` }
  return 'sign' in auth ? { [SIGNATURE_HEADER]: auth.sign(body) } : { [auth.header.toLowerCase()]: auth.key }
}

function secretsOf(auth: WebhookAuth | undefined): readonly string[] {
  if (auth === undefined || 'sign' in auth) return []
  return ['bearer' in auth ? auth.bearer : auth.key]
}
