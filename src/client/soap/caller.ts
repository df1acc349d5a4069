import { err, type Result } from 'neverthrow'
import type { Client } from 'soap'
import type { Fault } from '../../core/fault.ts'
import { forOperation, type Idempotency } from '../../core/operation.ts'
import { present } from '../../core/present.ts'
import { requestFault } from '../../core/request-fault.ts'
import { masker } from '../../core/secrets.ts'
import type { Asked, Dialect } from '../../dialects/contract.ts'
import type { Clock } from '../../retry/sleep.ts'
import { type Hooks, observe } from '../call/hooks.ts'
import { shownUrl } from '../call/shown-url.ts'
import { either } from '../call/signals.ts'
import { send } from '../send/send.ts'
import type { Timeouts, Transport } from '../transport/contract.ts'
import type { DetailSchemas } from './fault.ts'
import { type Outgoing, outgoing } from './message.ts'
import type { SoapMethod } from './methods.ts'
import { writeMessage } from './node-soap.ts'
import type { SoapCallOptions } from './options.ts'
import { readReply, type SoapAnswer } from './read-reply.ts'
import { secretsIn } from './secrets.ts'

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
}

/** Makes one call: node-soap writes the message, a transport sends it, and faultline reads what comes. Never rejects. */
export async function callMethod(
  caller: Caller,
  method: SoapMethod,
  input: unknown,
  options: SoapCallOptions = {},
): Promise<Result<SoapAnswer, Fault>> {
  const idempotency = options.idempotency ?? own(caller.idempotency, method.name) ?? 'once'
  const result = await exchange(caller, method, input, options, idempotency)
  return result.mapErr(fault => {
    const placed = {
      ...fault,
      operation: fault.operation ?? method.name,
      dialect: fault.dialect ?? caller.dialect.name,
    }
    return forOperation(placed, idempotency)
  })
}

function own<Value>(values: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}

async function exchange(
  caller: Caller,
  method: SoapMethod,
  input: unknown,
  { headers, soap, signal: ofCall }: SoapCallOptions,
  idempotency: Idempotency,
): Promise<Result<SoapAnswer, Fault>> {
  const signal = either(caller.signal, ofCall)
  if (signal?.aborted === true) return err(requestFault({ problem: 'cancelled' }))
  const written = writeMessage(caller.client, method.method as never, input, { options: soap, headers })
  if (written.isErr()) return err(written.error)
  const packed = await outgoing(written.value)
  if (packed.isErr()) return err(packed.error)
  const asked: Asked = {
    commands: [{ name: method.name, idempotency, objects: 1, output: method.hasOutput }],
  }
  return deliver(caller, method, packed.value, asked, signal)
}

async function deliver(
  caller: Caller,
  method: SoapMethod,
  message: Outgoing,
  asked: Asked,
  signal: AbortSignal | undefined,
): Promise<Result<SoapAnswer, Fault>> {
  const { clock, transport, timeouts, hooks, maxBytes, dialect, faults } = caller
  const secrets = [...caller.secrets, ...secretsIn(message)]
  const told = { dialect: dialect.name, operations: [method.name], url: addressOf(message.url) }
  observe(hooks.onRequest, () => ({ ...told, text: shown(message, secrets) }))
  const startedAt = clock.now()
  const request = { ...message, method: 'POST', timeouts, ...present({ signal }) }
  const sent = await send(transport, request, { clock, ...present({ maxBytes }) })
  const now = clock.now()
  const expected = { method, asked, dialect, faults, secrets, now, ...present({ maxBytes }) }
  const result: Result<SoapAnswer, Fault> = sent.isErr() ? err(sent.error) : readReply(sent.value, expected)
  observe(hooks.onReply, () => ({
    ...told,
    durationMs: now - startedAt,
    ...(sent.isOk() ? { status: sent.value.status, bytes: lengthOf(sent.value.body) } : {}),
    ...(result.isErr() ? { fault: result.error } : {}),
    outcomes: [{ operation: method.name, ...(result.isErr() ? { fault: result.error } : {}) }],
    warnings: result.isOk() ? result.value.warnings : [],
  }))
  return result
}

/** An address that is none is told by the transport. */
function addressOf(url: string): string {
  return URL.canParse(url) ? shownUrl(url) : ''
}

function shown({ body }: Outgoing, secrets: readonly string[]): string {
  return typeof body === 'string' ? masker(secrets)(body) : `(${body.byteLength} bytes with attachments, or packed)`
}

function lengthOf(body: string | Uint8Array): number {
  return typeof body === 'string' ? new TextEncoder().encode(body).length : body.byteLength
}
