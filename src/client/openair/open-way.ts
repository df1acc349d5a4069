import { present } from '../../core/present.ts'
import { systemClock } from '../../retry/sleep.ts'
import { checkRetry } from '../call/check-retry.ts'
import type { Endpoint } from '../call/endpoint.ts'
import { retryingBy } from '../call/retry-options.ts'
import type { Checks } from '../checks.ts'
import { undiciTransport } from '../transport.ts'
import type { CheckedOptions } from './check-options.ts'
import type { SharedOptions } from './options.ts'

/** The most objects that the service takes in one request. */
const MAX_OBJECTS = 1000

/** The part of the way to an account that is the same for both APIs. */
export interface OpenWay {
  readonly way: Omit<Endpoint, 'dialect' | 'url' | 'headers' | 'normalize' | 'envelope'>
  /** Ends every `readAll`, and closes the transport where the client made it. */
  readonly close: () => Promise<void>
}

/** Opens it. */
export function openWay(checks: Checks, options: SharedOptions, { timeouts, maxBytes }: CheckedOptions): OpenWay {
  const { signal, clock = systemClock } = options
  const own = options.transport === undefined ? undiciTransport() : undefined
  const transport = options.transport ?? own
  if (typeof transport !== 'function') throw checks.wrong('transport', 'is not a function')
  const closing = new AbortController()
  const close = async () => {
    closing.abort()
    await own?.close()
  }
  const way = {
    transport,
    timeouts,
    maxObjects: MAX_OBJECTS,
    retrying: retryingBy(checkRetry(options.retry, checks.wrong)),
    hooks: options.hooks ?? {},
    clock,
    closing: closing.signal,
    ...present({ maxBytes, signal }),
  }
  return { way, close }
}
