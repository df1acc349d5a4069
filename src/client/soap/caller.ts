import { err, type Result } from 'neverthrow'
import type { Client } from 'soap'
import type { Fault, RequestFault } from '../../core/fault.ts'
import { forOperation, type Idempotency } from '../../core/operation.ts'
import { present } from '../../core/present.ts'
import { requestFault } from '../../core/request-fault.ts'
import { masker } from '../../core/secrets.ts'
import type { Dialect } from '../../dialects/contract.ts'
import { observe } from '../../retry/observe.ts'
import { type Retrying, retryingFor } from '../../retry/options.ts'
import { run, type Try } from '../../retry/run.ts'
import type { Clock } from '../../retry/sleep.ts'
import { anySignal } from '../call/any-signal.ts'
import type { Hooks } from '../call/hooks.ts'
import { redactUrl } from '../call/redact-url.ts'
import { startSpan } from '../call/telemetry.ts'
import { send } from '../send/send.ts'
import type { Timeouts, Transport } from '../transport/contract.ts'
import { callWriter } from './call-writer.ts'
import type { DetailSchemas } from './fault.ts'
import { outgoing, type SoapMessage } from './message.ts'
import type { SoapMethod } from './methods.ts'
import type { SoapCallOptions } from './options.ts'
import { readReply, type SoapAnswer } from './read-reply.ts'
import { cookiesSetBy, secretsIn } from './secrets.ts'

/** Everything that a call needs to know of its service. */
export interface Caller {
  readonly client: Client
  readonly dialect: Dialect
  readonly transport: Transport
  readonly timeouts: Timeouts
  readonly maxBytes?: number
  readonly signal?: AbortSignal
  readonly clock: Clock
  readonly hooks: Hooks
  readonly secrets: readonly string[]
  readonly faults: DetailSchemas
  readonly idempotency: Readonly<Record<string, Idempotency>>
  readonly retrying: Retrying
}

/** One call, as its tries need to know it. */
interface SoapCall extends Omit<SoapCallOptions, 'idempotency' | 'retry'> {
  readonly method: SoapMethod
  readonly idempotency: Idempotency
  /** The message of the next try. */
  readonly write: () => Result<SoapMessage, RequestFault>
}

/**
 * Makes one call: node-soap writes the message, a transport sends it, and faultline reads what comes, again where that
 * cannot harm and may help. Never rejects.
 */
export async function callMethod(
  caller: Caller,
  method: SoapMethod,
  input: unknown,
  { retry, signal, idempotency, ...options }: SoapCallOptions,
): Promise<Result<SoapAnswer, Fault>> {
  const { clock, retrying, idempotency: known } = caller
  const listed = Object.hasOwn(known, method.name) ? known[method.name] : undefined
  const write = callWriter(caller.client, method, input, options)
  const call: SoapCall = { ...options, method, write, idempotency: idempotency ?? listed ?? 'once' }
  const span = await startSpan({ dialect: caller.dialect.name, operation: method.name, url: '' })
  const repeating = retryingFor(retrying, retry)
  const running = {
    ...repeating,
    observers: [...repeating.observers, ...span.observers],
    idempotencyOf: (one: SoapCall) => one.idempotency,
    operationOf: (one: SoapCall) => one.method.name,
    clock,
    ...present({ signal: anySignal(caller.signal, signal) }),
  }
  const tried = async ([one = call]: readonly SoapCall[], { signal: ofTry }: Try) => [await tryOnce(caller, one, ofTry)]
  const [result = err(requestFault({ problem: 'not-sent' }))] = await span.run(() => run([call], tried, running))
  span.end(result.isErr() ? result.error : undefined)
  return result
}

async function tryOnce(
  caller: Caller,
  call: SoapCall,
  signal: AbortSignal | undefined,
): Promise<Result<SoapAnswer, Fault>> {
  const told = tell(caller, call)
  if (signal?.aborted === true) return err(told(requestFault({ problem: 'cancelled' })))
  const written = call.write()
  return written.isErr() ? err(told(written.error)) : deliver(caller, call, written.value, signal)
}

/** Adds to a fault what the client knows of the call. */
function tell({ dialect: spoken }: Caller, { method, idempotency }: SoapCall): (fault: Fault) => Fault {
  return fault => {
    const { operation = method.name, dialect = spoken.name } = fault
    return forOperation({ ...fault, operation, dialect }, idempotency)
  }
}

async function deliver(
  caller: Caller,
  call: SoapCall,
  message: SoapMessage,
  signal: AbortSignal | undefined,
): Promise<Result<SoapAnswer, Fault>> {
  const { clock, transport, timeouts, hooks, maxBytes, dialect, faults } = caller
  const { method, idempotency } = call
  const told = tell(caller, call)
  const packed = await outgoing(message)
  if (packed.isErr()) return err(told(packed.error))
  const secrets = [...caller.secrets, ...secretsIn(message)]
  const about = { dialect: dialect.name, operations: [method.name], url: addressOf(message.url) }
  observe(hooks.onRequest, () => ({ ...about, text: masker(secrets)(message.text) }))
  const startedAt = clock.now()
  const request = {
    ...packed.value,
    method: 'POST',
    timeouts: { ...timeouts, ...call.timeouts },
    ...present({ signal }),
  }
  const sent = await send(transport, request, { clock, ...present({ maxBytes }) })
  const now = clock.now()
  const asked = { commands: [{ name: method.name, idempotency, objects: 1, output: method.answer === 'content' }] }
  const expected = { method, asked, dialect, faults, now, ...present({ maxBytes }) }
  const result = sent
    .andThen(http => readReply(http, { ...expected, secrets: [...secrets, ...cookiesSetBy(http.headers)] }))
    .mapErr(told)
  const failed = result.isErr() ? { fault: result.error } : {}
  observe(hooks.onReply, () => ({
    ...about,
    durationMs: now - startedAt,
    ...(sent.isOk() ? { status: sent.value.status, bytes: lengthOf(sent.value.body) } : {}),
    ...failed,
    outcomes: [{ operation: method.name, ...failed }],
    warnings: result.isOk() ? result.value.warnings : [],
  }))
  return result
}

/** An address that is none is told by the transport. */
function addressOf(url: string): string {
  return URL.canParse(url) ? redactUrl(url) : ''
}

function lengthOf(body: string | Uint8Array): number {
  return typeof body === 'string' ? new TextEncoder().encode(body).length : body.byteLength
}
