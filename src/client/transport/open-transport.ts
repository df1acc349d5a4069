import { undiciTransport } from '../transport.ts'
import type { Transport } from './contract.ts'

/** What carries the requests of one client. */
export interface OpenTransport {
  readonly transport: Transport
  /** Closes the connections where the client made them; a transport of the program's own is left open. */
  readonly close: () => Promise<void>
}

/** Takes the transport that a program gave, or makes the client's own. */
export function openTransport(given: Transport | undefined): OpenTransport {
  if (given !== undefined) return { transport: given, close: async () => {} }
  const own = undiciTransport()
  return { transport: own, close: own.close }
}
