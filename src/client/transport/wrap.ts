import { onAbort } from '../../retry/abort.ts'
import type { Transport, TransportReply } from './contract.ts'
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
 * `bulkhead-full`): nothing was sent. A timeout of the policy cancels the exchange and is a timeout.
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
    let isSent = false
    try {
      return await policy.execute<TransportReply>(({ signal }) => {
        isSent = true
        const both = joined(request.signal, signal)
        return transport({ ...request, ...(both === undefined ? {} : { signal: both }) })
      }, request.signal)
    } catch (thrown) {
      throw isSent ? ended(thrown) : refused(thrown)
    }
  }
}

/** A policy may pass the caller's signal on, or one of its own; either ends the exchange. */
function joined(one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined {
  if (one === undefined || other === undefined || one === other) return one ?? other
  const controller = new AbortController()
  for (const signal of [one, other]) {
    if (signal.aborted) controller.abort()
    else onAbort(signal, () => controller.abort())
  }
  return controller.signal
}

function refused(thrown: unknown): unknown {
  if (says(thrown, 'isBrokenCircuitError')) return transportFailure('connect', thrown, 'FAULTLINE_CIRCUIT_OPEN')
  if (says(thrown, 'isBulkheadRejectedError')) return transportFailure('connect', thrown, 'FAULTLINE_BULKHEAD_FULL')
  return thrown
}

function ended(thrown: unknown): unknown {
  return says(thrown, 'isTaskCancelledError') ? transportFailure('unknown', thrown, 'ETIMEDOUT') : thrown
}

/** cockatiel's own marks: no class is compared, for a program may have two copies of it. */
function says(thrown: unknown, mark: string): boolean {
  return typeof thrown === 'object' && thrown !== null && Reflect.get(thrown, mark) === true
}
