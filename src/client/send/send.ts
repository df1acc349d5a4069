import { err, ok, type Result } from 'neverthrow'
import type { NetworkFault, RequestFault } from '../../core/fault.ts'
import { networkFault } from '../../core/network-fault.ts'
import { requestFault } from '../../core/request-fault.ts'
import { type Clock, systemClock } from '../../retry/sleep.ts'
import type { HttpReply } from '../../wire/http.ts'
import { MAX_BYTES } from '../../xml/decode.ts'
import type { Transport, TransportReply, TransportRequest } from '../transport/contract.ts'
import { byName } from '../transport/headers.ts'
import { type Collected, collect, discard, pieces } from './body.ts'
import { explain, phaseOf } from './explain.ts'
import { type Waited, watch } from './watch.ts'

/** What bounds one exchange beside the timeouts of its request. */
interface SendLimits {
  /** The most that a body may have, in bytes, unpacked. Default 64 MiB. */
  readonly maxBytes?: number
  /** Times the waits for a transport that does not keep the timeouts itself. */
  readonly clock?: Clock
}

/** A quarter of an hour: some services work that long before they answer. */
const TOTAL_MS = 900_000

type SendFault = RequestFault | NetworkFault

/**
 * Makes one exchange and gives the whole reply, or the fault that stands for whatever became of it.
 *
 * Never rejects and never hangs, also with a transport that throws at once, throws a string, or never comes
 * back: `connectMs + headersMs` bounds the wait for headers, `bodyMs` each wait for a piece of the body, and
 * `totalMs` all of it.
 * A fault quotes nothing of the request and carries no cause. Header names of the reply are in lower case.
 */
export async function send(
  transport: Transport,
  request: TransportRequest,
  limits: SendLimits = {},
): Promise<Result<HttpReply, SendFault>> {
  const opened = await open(transport, request, limits.clock ?? systemClock)
  if (opened.isErr()) return err(opened.error)
  const { reply, wait, faultOf, end, abandon } = opened.value
  try {
    const collected = await collect(reply, limits.maxBytes ?? MAX_BYTES, wait)
    if (collected.end !== 'value') {
      abandon()
      return err(faultOf(collected))
    }
    end()
    return ok({ ...reply, body: collected.value })
  } catch (thrown) {
    abandon()
    return err(explain(thrown, 'body')) // a reply made to throw where it is touched
  }
}

/** A reply whose body is read as it comes. */
export interface LiveReply extends Omit<HttpReply, 'body'> {
  /** Throws a `BrokenBody` where it breaks off. Whoever stops reading ends the exchange. */
  readonly body: AsyncGenerator<Uint8Array, void, undefined>
}

/** What a live body throws: it carries the fault. */
export class BrokenBody extends Error {
  readonly fault: SendFault
  constructor(fault: SendFault) {
    super(fault.message)
    this.fault = fault
  }
}

/**
 * Makes one exchange and gives the reply as soon as its headers are there. Bounded as `send` is, except that the time
 * in which nobody asks for the next piece does not count.
 */
export async function sendLive(
  transport: Transport,
  request: TransportRequest,
  limits: SendLimits = {},
): Promise<Result<LiveReply, SendFault>> {
  const opened = await open(transport, request, limits.clock ?? systemClock)
  return opened.map(exchange => ({ ...exchange.reply, body: live(exchange, limits.maxBytes ?? MAX_BYTES) }))
}

async function* live(exchange: Exchange, maxBytes: number): AsyncGenerator<Uint8Array, void, undefined> {
  const { next, close } = pieces(exchange.reply.body, exchange.wait)
  let bytes = 0
  let isWhole = false
  try {
    for (;;) {
      const piece = await next()
      isWhole = piece.end === 'done'
      if (piece.end === 'done') return
      if (piece.end !== 'value') throw new BrokenBody(exchange.faultOf(piece))
      bytes += piece.value.byteLength
      if (bytes > maxBytes) throw new BrokenBody(exchange.faultOf({ end: 'too-large' }))
      const goOn = exchange.pause()
      yield piece.value
      goOn()
    }
  } finally {
    if (isWhole) exchange.end()
    else {
      close()
      exchange.abandon()
    }
  }
}

/** An exchange whose headers have come. */
interface Exchange {
  readonly reply: TransportReply
  /** Waits for a piece of the body within the limits. */
  readonly wait: <Value>(work: () => PromiseLike<Value>) => Promise<Waited<Value>>
  /** The fault of a body that broke off. */
  readonly faultOf: (ended: Broken) => SendFault
  readonly end: () => void
  /** Ends an exchange whose body nobody will read to its end. */
  readonly abandon: () => void
  /** Stops the clock of the whole exchange until the function that it gives is called. */
  readonly pause: () => () => void
}

async function open(
  transport: Transport,
  request: TransportRequest,
  clock: Clock,
): Promise<Result<Exchange, SendFault>> {
  if (request.signal?.aborted === true) return err(requestFault({ problem: 'cancelled' }))
  const watched = watch(request.signal, clock)
  let deadline = clock.now() + (request.timeouts.totalMs ?? TOTAL_MS)
  const left = () => Math.max(0, deadline - clock.now())
  const stop = () => {
    watched.stop()
    watched.end()
  }
  const { connectMs, headersMs, bodyMs } = request.timeouts
  const call = () => transport({ ...request, signal: watched.signal })
  const answered = await watched.wait(call, Math.min(connectMs + headersMs, left()), reply => discard(reply))
  const reply = answered.end === 'value' ? attempt(() => readReply(answered.value)) : undefined
  if (reply === undefined) {
    stop()
    return err(answered.end === 'value' ? MISFIT : broken(answered, 'headers', request.signal))
  }
  const abandon = () => {
    discard(reply)
    stop()
  }
  return ok({
    reply,
    wait: work => watched.wait(work, Math.min(bodyMs, left())),
    faultOf: ended => ({ ...broken(ended, 'body', request.signal), status: reply.status }),
    end: watched.end,
    abandon,
    pause: () => {
      const since = clock.now()
      return () => {
        deadline += clock.now() - since
      }
    },
  })
}

const MISFIT = networkFault({
  problem: 'other',
  phase: 'body',
  category: 'malformed-response',
  title: 'The transport handed over something that is not a reply',
  advice: 'Check the transport in use: it must give status, headers and body.',
})

type Broken = Exclude<Waited<never> | Collected, { end: 'value' }>

function broken(end: Broken, stage: 'headers' | 'body', signal?: AbortSignal): SendFault {
  if (end.end === 'too-large') return networkFault({ problem: 'too-large', phase: 'body' })
  if (end.end === 'misfit') return MISFIT
  const silent = stage === 'body' ? 'body' : 'unknown'
  if (end.end === 'expired') return networkFault({ problem: 'timeout', phase: silent })
  if (end.end === 'aborted') return networkFault({ problem: 'cancelled', phase: silent })
  if (signal?.aborted === true) return networkFault({ problem: 'cancelled', phase: phaseOf(end.thrown, stage) })
  return explain(end.thrown, stage)
}

function readReply({ status, headers, body }: TransportReply): TransportReply | undefined {
  if (!Number.isInteger(status) || status < 100 || status > 999) return undefined
  return { status, headers: byName(headers), body }
}

function attempt<Value>(work: () => Value): Value | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
