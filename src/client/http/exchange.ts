import { err, type Result } from 'neverthrow'
import type { Fault, RequestFault } from '../../core/fault.ts'
import { forOperation, type Idempotency } from '../../core/operation.ts'
import { present } from '../../core/present.ts'
import { requestFault } from '../../core/request-fault.ts'
import { masker } from '../../core/secrets.ts'
import type { Dialect } from '../../dialects/contract.ts'
import { observe } from '../../retry/observe.ts'
import type { HttpReply } from '../../wire/http.ts'
import type { OpenWay } from '../call/open-way.ts'
import { redactUrl } from '../call/redact-url.ts'
import { send } from '../send/send.ts'
import type { TransportRequest } from '../transport/contract.ts'
import type { HttpAnswer, HttpBody } from './api.ts'
import { authorize, isRenewable, type Signed } from './authorize.ts'
import { type HttpMessage, httpMessage } from './message.ts'
import type { HttpAuth, HttpCallOptions } from './options.ts'
import { readAnswer } from './read-answer.ts'

type Way = OpenWay['way']

/** The way to one service. */
export interface HttpWay extends Way {
  readonly dialect: Dialect
  /** Ends with a slash. */
  readonly url: string
  readonly auth?: HttpAuth
  readonly headers: Readonly<Record<string, string>>
  readonly secrets: readonly string[]
}

/** One call, as all its tries know it. */
export interface HttpCall {
  readonly method: string
  readonly path: string
  readonly body: HttpBody
  readonly operation: string
  readonly idempotency: Idempotency
  readonly options: HttpCallOptions
}

/** What became of one try. */
interface ExchangedHttp {
  readonly result: Result<HttpAnswer<unknown>, Fault>
  /** The secret that it was signed with. */
  readonly signed?: string
}

/** Makes a request, sends it once and reads what comes. Never rejects. */
export async function exchangeHttp(
  way: HttpWay,
  call: HttpCall,
  signal: AbortSignal | undefined,
): Promise<ExchangedHttp> {
  const told = (fault: Fault) => toldOf(way, call, fault)
  if (signal?.aborted === true) return { result: err(told(requestFault({ problem: 'cancelled' }))) }
  const { path, body, options } = call
  const message = httpMessage({
    base: way.url,
    path,
    body,
    ...present({ query: options.query, uniqueBy: options.uniqueBy }),
  })
  if (message.isErr()) {
    return { result: err(told(requestFault({ problem: 'invalid-input', issues: [message.error] }))) }
  }
  const signed = await authorize(way.auth, { limitMs: way.timeouts.connectMs, clock: way.clock, signal })
  if (signed.isErr()) return { result: err(told(signed.error)) }
  const result = await deliver(way, call, message.value, signed.value, signal)
  return { result: result.mapErr(told), ...present({ signed: signed.value.secret }) }
}

async function deliver(
  way: HttpWay,
  call: HttpCall,
  message: HttpMessage,
  signed: Signed,
  signal: AbortSignal | undefined,
): Promise<Result<HttpAnswer<unknown>, Fault>> {
  const { hooks, clock, dialect, maxBytes } = way
  const secrets = [...way.secrets, ...signed.secrets]
  const about = { dialect: dialect.name, operations: [call.operation], url: redactUrl(message.url) }
  const text = typeof message.body === 'string' ? message.body : ''
  observe(hooks.onRequest, () => ({ ...about, text: masker(secrets)(text) }))
  const startedAt = clock.now()
  const limits = present({ maxBytes })
  const sent = await send(way.transport, requestOf(way, call, message, signed, signal), { clock, ...limits })
  const now = clock.now()
  const expected = {
    dialect,
    method: call.method,
    operation: call.operation,
    options: call.options,
    secrets,
    now,
    ...limits,
  }
  const result = sent.andThen(reply => readAnswer(reply, expected))
  observe(hooks.onReply, () =>
    replyEvent(
      about,
      now - startedAt,
      sent,
      result.mapErr(fault => toldOf(way, call, fault)),
    ),
  )
  return result
}

function requestOf(
  way: HttpWay,
  { method, options }: HttpCall,
  { url, body, contentType }: HttpMessage,
  signed: Signed,
  signal: AbortSignal | undefined,
): TransportRequest {
  const accept = options.as === 'text' ? '*/*' : 'application/json, application/problem+json'
  const given = { ...lowered(way.headers), ...lowered(options.headers ?? {}) }
  const headers = { accept, ...present({ 'content-type': contentType }), ...given, ...signed.headers }
  const timeouts = { ...way.timeouts, ...options.timeouts }
  return { url, method, headers, timeouts, ...present({ body, signal }) }
}

function lowered(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

/** Adds to a fault what the client knows of the call. A key that nobody can renew must be corrected. */
function toldOf({ dialect, auth }: HttpWay, { operation, idempotency }: HttpCall, fault: Fault): Fault {
  const remedy = fault.remedy === 'sign-in' && fault.kind !== 'request' && !isRenewable(auth) ? 'fix' : fault.remedy
  return forOperation({ ...fault, remedy, dialect: dialect.name, operation }, idempotency)
}

function replyEvent(
  about: { readonly dialect: string; readonly operations: readonly string[]; readonly url: string },
  durationMs: number,
  sent: Result<HttpReply, RequestFault | Fault>,
  result: Result<unknown, Fault>,
) {
  const failed = result.isErr() ? { fault: result.error } : {}
  const size = sent.isOk() ? { status: sent.value.status, bytes: lengthOf(sent.value.body) } : {}
  const outcomes = about.operations.map(operation => ({ operation, ...failed }))
  return { ...about, durationMs, ...size, ...failed, outcomes, warnings: [] }
}

function lengthOf(body: string | Uint8Array): number {
  return typeof body === 'string' ? new TextEncoder().encode(body).length : body.byteLength
}
