import type { NetworkFault } from '../../core/fault.ts'

/** How far an exchange had come when it failed. */
export type Phase = NetworkFault['phase']

/** An error that says how far the exchange had come. A transport of your own may throw one, too. */
export interface TransportFailure extends Error {
  /** `connect` promises that not one byte of the request was sent. */
  readonly phase: Phase
  readonly code?: string
}

/** Makes what the transports here throw. The cause stays on this side of `send`; no fault carries it. */
export function transportFailure(phase: Phase, cause: unknown, code?: string): TransportFailure {
  const error = new Error(`The exchange failed (${phase})`, { cause })
  return Object.assign(error, { phase }, code === undefined ? {} : { code })
}
