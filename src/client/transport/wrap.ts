import { present } from '../../core/present.ts'
import { onAbort } from '../../retry/abort.ts'
import { ask } from '../../retry/ask.ts'
import type { Transport, TransportReply, TransportRequest } from './contract.ts'
import { transportFailure } from './failure.ts'

/** What wraps calls: a circuit breaker, a bulkhead, a timeout, or several in one, such as cockatiel makes them. */
export interface Policy {
  readonly execute: <Value>(
    call: (context: { readonly signal: AbortSignal }) => PromiseLike<Value>,
    signal?: AbortSignal,
  ) => Promise<Value>
}

/**
 * Sends through a policy. An open circuit and a full bulkhead become `request` faults (`circuit-open`,
 * `bulkhead-full`): nothing was sent. A timeout of the policy cancels the exchange and is a timeout. A policy that calls
 * again (a retry) sends nothing again: what may be repeated, the client alone knows.
 *
 * A transport gives replies of every status as values, so a breaker that is to open on them says so:
 * `handleWhenResult(reply => reply.status >= 500)`.
 *
 * @example
 * const breaker = circuitBreaker(handleAll.orWhenResult(reply => reply.status >= 500), { halfOpenAfter: 10_000, breaker: new ConsecutiveBreaker(5) })
 * const api = openAirXml({ url, namespace, key, auth, transport: wrap(breaker, undiciTransport()) })
 */
export function wrap(policy: Policy, transport: Transport): Transport {
  if (typeof policy?.execute !== 'function') throw new TypeError('wrap: the policy has no execute')
  if (typeof transport !== 'function') throw new TypeError('wrap: the transport is not a function')
  return async request => {
    const parcel = sentOnce(request, transport)
    const work = async () => policy.execute<TransportReply>(parcel.send, request.signal)
    try {
      return await unlessCalledOff(work(), request.signal, parcel.isSent)
    } catch (thrown) {
      throw parcel.isSent() ? ended(thrown) : refused(thrown)
    } finally {
      parcel.end()
    }
  }
}

interface Parcel {
  /** A policy without signals may call it with nothing. */
  readonly send: (context?: { readonly signal?: AbortSignal }) => Promise<TransportReply>
  readonly isSent: () => boolean
  /** From here on nothing is sent any more. */
  readonly end: () => void
}

/**
 * Sends a request once at the most, however often a policy calls: it knows nothing of what a repeat may do, and gets the same
 * answer again. Not at all once the policy has given up, or the caller has while it stood in a queue.
 */
function sentOnce(request: TransportRequest, transport: Transport): Parcel {
  let sent: Promise<TransportReply> | undefined
  let isOver = false
  const sendNow = async (own: AbortSignal | undefined) => {
    const { signal, deafen } = joined(request.signal, own)
    try {
      return await transport({ ...request, ...present({ signal }) })
    } finally {
      deafen()
    }
  }
  return {
    send: context => {
      if (sent !== undefined) return sent
      if (isOver || request.signal?.aborted === true) return Promise.reject(transportFailure('connect', undefined))
      sent = sendNow(context?.signal)
      sent.catch(() => {}) // a policy may leave it
      return sent
    },
    isSent: () => sent !== undefined,
    end: () => {
      isOver = true
    },
  }
}

/** A caller who gives up before anything was sent waits for no policy. */
function unlessCalledOff<Value>(
  work: Promise<Value>,
  signal: AbortSignal | undefined,
  isSent: () => boolean,
): Promise<Value> {
  if (signal === undefined) return work
  return new Promise((resolve, reject) => {
    const deafen = onAbort(signal, () => {
      if (!isSent()) reject(transportFailure('connect', signal.reason))
    })
    work.then(resolve, reject).finally(deafen)
  })
}

/**
 * A policy may pass the caller's signal on, or one of its own; either ends the exchange. The policy's may outlive many
 * exchanges: who is done with one no longer listens to it.
 */
function joined(caller: AbortSignal | undefined, own: AbortSignal | undefined) {
  if (caller === undefined || own === undefined || caller === own) return { signal: caller ?? own, deafen: () => {} }
  const controller = new AbortController()
  const abort = () => controller.abort()
  if (caller.aborted || own.aborted) abort()
  onAbort(caller, abort)
  return { signal: controller.signal, deafen: onAbort(own, abort) }
}

/** Nothing was sent, whatever a policy throws. */
function refused(thrown: unknown): unknown {
  if (says(thrown, 'isBrokenCircuitError')) return transportFailure('connect', thrown, 'FAULTLINE_CIRCUIT_OPEN')
  if (says(thrown, 'isBulkheadRejectedError')) return transportFailure('connect', thrown, 'FAULTLINE_BULKHEAD_FULL')
  if (says(thrown, 'isTaskCancelledError')) return transportFailure('connect', thrown, 'ETIMEDOUT')
  return transportFailure('connect', thrown)
}

function ended(thrown: unknown): unknown {
  return says(thrown, 'isTaskCancelledError') ? transportFailure('unknown', thrown, 'ETIMEDOUT') : thrown
}

/** cockatiel's own marks: no class is compared, for a program may have two copies of it. */
function says(thrown: unknown, mark: string): boolean {
  return ask(() => typeof thrown === 'object' && thrown !== null && Reflect.get(thrown, mark)) === true
}
