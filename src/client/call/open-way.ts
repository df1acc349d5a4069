import { present } from '../../core/present.ts'
import { retryingBy } from '../../retry/options.ts'
import { DEFAULT_POLICY, type RetryPolicy } from '../../retry/policy.ts'
import { systemClock } from '../../retry/sleep.ts'
import { openTransport } from '../transport/open-transport.ts'
import type { CheckedClientOptions } from './check-client-options.ts'
import type { Endpoint } from './endpoint.ts'
import { ownHooks } from './own-hooks.ts'
import { underWay } from './under-way.ts'

/** The part of the way to a service that is the same for every API. */
export interface OpenWay {
  readonly way: Omit<Endpoint, 'dialect' | 'url' | 'headers' | 'normalize' | 'envelope' | 'renew'>
  /** Ends every list that is being read, lets running calls finish, and closes the transport where the client made it. */
  readonly close: () => Promise<void>
}

/**
 * Opens it.
 *
 * @param maxObjects the most objects that the service takes in one request
 * @param usual how calls are repeated, as far as the program says nothing of it
 */
export function openWay(
  options: CheckedClientOptions,
  maxObjects: number,
  usual: RetryPolicy = DEFAULT_POLICY,
): OpenWay {
  const { timeouts, maxBytes, signal, retry, hooks, clock = systemClock } = options
  const { transport, close: disconnect } = openTransport(options.transport)
  const closing = new AbortController()
  const calls = underWay()
  const close = async () => {
    closing.abort()
    await calls.end()
    await disconnect()
  }
  const way = {
    transport,
    timeouts,
    maxObjects,
    retrying: retryingBy(retry, usual),
    hooks: ownHooks(hooks),
    clock,
    closing: closing.signal,
    calls,
    ...present({ maxBytes, signal }),
  }
  return { way, close }
}
