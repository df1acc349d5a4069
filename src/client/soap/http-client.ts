import { err, ok, type Result } from 'neverthrow'
import type { IExOptions, IHeaders, IHttpClient } from 'soap'
import type { Fault } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import { soap } from '../../dialects/soap/dialect.ts'
import { normalizer } from '../../normalize/normalizer.ts'
import { systemClock } from '../../retry/sleep.ts'
import { charsetOf, type HttpReply, isSuccess } from '../../wire/http.ts'
import { unpack } from '../../wire/multipart.ts'
import { decode } from '../../xml/decode.ts'
import { parse } from '../../xml/parse.ts'
import { anySignal } from '../call/any-signal.ts'
import { send } from '../send/send.ts'
import type { TransportRequest } from '../transport/contract.ts'
import { TIMEOUTS } from '../transport/timeouts.ts'
import { undiciTransport } from '../transport.ts'
import { checkTransportOptions } from './check-options.ts'
import { outgoing } from './message.ts'
import { isOneWay } from './one-way.ts'
import type { SoapTransportOptions } from './options.ts'
import { cookiesSetBy, secretsIn } from './secrets.ts'

/** What node-soap's callers get for a call that failed. Carries nothing of the request. */
export class SoapTransportError extends Error {
  override readonly name = 'SoapTransportError'
  readonly fault: Fault

  constructor(fault: Fault) {
    super(fault.message)
    this.fault = fault
  }
}

/**
 * An HTTP client for node-soap, for programs that go on calling its methods themselves:
 * `createClientAsync(wsdl, { httpClient: httpClient() })`.
 *
 * Whatever is no success (a Fault, a status outside 2xx, a page, a cut or empty body, a timeout) comes as a
 * `SoapTransportError` that carries the fault, and node-soap reads only what is well formed. An empty answer is a
 * success for operations without output. Of node-soap's options for a call it keeps `timeout`, `signal`,
 * `maxContentLength`, `headers` and those for attachments; redirects are never followed.
 *
 * @throws TypeError that names the option that cannot be used
 */
export function httpClient(options: SoapTransportOptions = {}): IHttpClient {
  checkTransportOptions(options)
  const transport = options.transport ?? undiciTransport()
  return {
    request: (url, data, callback, headers, exoptions, caller) => {
      const exchanged = exchange({ ...options, transport }, { url, data, headers, exoptions, caller })
      return exchanged.then(answer => {
        if (answer.isErr()) callback(new SoapTransportError(answer.error))
        else callback(null, answer.value, answer.value.data)
        return answer.unwrapOr(NO_ANSWER) as never
      })
    },
  }
}

/** The part of a client's options that says how messages travel. */
export function travelOf({ transport, timeouts, maxBytes, signal, clock }: SoapTransportOptions): SoapTransportOptions {
  return present({ transport, timeouts, maxBytes, signal, clock })
}

const NO_ANSWER = { status: 0, headers: {}, data: '' }

interface Asking {
  readonly url: string
  readonly data: unknown
  readonly headers: IHeaders | undefined
  readonly exoptions: IExOptions | undefined
  readonly caller: unknown
}

/** What node-soap looks at of an answer. */
interface PlainAnswer {
  readonly status: number
  readonly headers: HttpReply['headers']
  readonly data: string
}

async function exchange(
  options: SoapTransportOptions & Required<Pick<SoapTransportOptions, 'transport'>>,
  { url, data, headers = {}, exoptions = {}, caller }: Asking,
): Promise<Result<PlainAnswer, Fault>> {
  const { timeout, signal: ofCall, maxContentLength, maxRedirects: _, ...rest } = exoptions
  const isDocument = typeof data !== 'string'
  const root = isDocument
    ? undefined
    : parse(data).match(
        ({ root }) => root,
        () => undefined,
      )
  const written = { url, text: isDocument ? '' : data, root, headers, options: rest }
  const packed = await outgoing(written)
  if (packed.isErr()) return err(packed.error)
  const { body, ...message } = packed.value
  const secrets = secretsIn(written)
  const { clock = systemClock, transport } = options
  const limits = present({ maxBytes: positive(maxContentLength) ?? options.maxBytes })
  const request: TransportRequest = {
    ...message,
    ...(isDocument ? { method: 'GET' } : { method: 'POST', body }),
    timeouts: { ...TIMEOUTS, ...options.timeouts, ...present({ totalMs: positive(timeout) }) },
    ...present({ signal: anySignal(options.signal, ofCall instanceof AbortSignal ? ofCall : undefined) }),
  }
  const sent = await send(transport, request, { clock, ...limits })
  return sent.andThen(reply => {
    const told = { secrets: [...secrets, ...cookiesSetBy(reply.headers)], now: clock.now(), ...limits }
    if (isDocument) return read([], reply, { ...told, unrecognized: 'accept' })
    if (isSuccess(reply.status) && reply.body.length === 0 && isOneWay(caller, headers)) return ok(answerOf(reply))
    const asked = {
      commands: [{ name: '', idempotency: 'once', objects: 1, output: !isOneWay(caller, headers) }],
    } as const
    return read([soap], reply, { ...told, asked, dialect: soap })
  })
}

type Told = Parameters<ReturnType<typeof normalizer>>[1]

function read(dialects: Parameters<typeof normalizer>[0], reply: HttpReply, told: Told): Result<PlainAnswer, Fault> {
  return normalizer(dialects)(reply, told).map(() => answerOf(reply))
}

/** The text of the message, in whatever encoding it came. */
function answerOf(reply: HttpReply): PlainAnswer {
  const { body, headers } = unpack(reply)
    .map(({ message }) => message)
    .unwrapOr(reply)
  const data = decode(body, charsetOf(headers)).match(
    decoded => decoded.verified().source.text,
    () => '',
  )
  return { status: reply.status, headers: reply.headers, data }
}

function positive(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 ? value : undefined
}
