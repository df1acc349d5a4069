import { err, ok, type Result } from 'neverthrow'
import type { NetworkFault, RequestFault } from '../../core/fault.ts'
import { networkFault } from '../../core/network-fault.ts'
import { requestFault } from '../../core/request-fault.ts'
import { type Clock, systemClock } from '../../retry/sleep.ts'
import type { HttpReply } from '../../wire/http.ts'
import { MAX_BYTES } from '../../xml/decode.ts'
import type { Transport, TransportReply, TransportRequest } from '../transport/contract.ts'
import { byName } from '../transport/headers.ts'
import { type Collected, collect, discard } from './body.ts'
import { explain, phaseOf } from './explain.ts'
import { type Waited, type Watch, watch } from './watch.ts'

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
  if (request.signal?.aborted === true) return err(requestFault({ problem: 'cancelled' }))
  const clock = limits.clock ?? systemClock
  const watched = watch(request.signal, clock)
  const deadline = clock.now() + (request.timeouts.totalMs ?? TOTAL_MS)
  const left = () => Math.max(0, deadline - clock.now())
  try {
    const result = await exchanged(transport, request, limits.maxBytes ?? MAX_BYTES, watched, left)
    if (result.isErr()) watched.stop()
    return result
  } catch (thrown) {
    watched.stop()
    return err(explain(thrown, 'body')) // a reply made to throw where it is touched
  } finally {
    watched.end()
  }
}

async function exchanged(
  transport: Transport,
  request: TransportRequest,
  maxBytes: number,
  watched: Watch,
  left: () => number,
): Promise<Result<HttpReply, SendFault>> {
  const { connectMs, headersMs, bodyMs } = request.timeouts
  const call = () => transport({ ...request, signal: watched.signal })
  const answered = await watched.wait(call, Math.min(connectMs + headersMs, left()), reply => discard(reply))
  if (answered.end !== 'value') return err(broken(answered, 'headers', request.signal))

  const reply = attempt(() => readReply(answered.value))
  if (reply === undefined) return err(MISFIT)
  const collected = await collect(reply.body, maxBytes, work => watched.wait(work, Math.min(bodyMs, left())))
  if (collected.end === 'value') return ok({ ...reply, body: collected.value })
  discard(reply)
  return err({ ...broken(collected, 'body', request.signal), status: reply.status })
}

const MISFIT = networkFault({
  problem: 'other',
  phase: 'body',
  category: 'malformed-response',
  title: 'The transport handed over something that is not a reply',
  advice: 'Check the transport in use: it must give status, headers and body.',
})

function broken(
  end: Exclude<Waited<never> | Collected, { end: 'value' }>,
  stage: 'headers' | 'body',
  signal?: AbortSignal,
): SendFault {
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
