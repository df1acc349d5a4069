import { join } from 'node:path'
import type { Result } from 'neverthrow'
import { type Peer, startPeer } from './start-peer.ts'

export type { Peer as SoapLite } from './start-peer.ts'

/** The description of the server, for clients that want one. */
export const peerWsdl = join(import.meta.dirname, 'peer.wsdl')

/** Starts the server, or says why it cannot: no Perl here, or no SOAP::Lite. */
export function startSoapLite(): Promise<Result<Peer, string>> {
  return startPeer('perl', join(import.meta.dirname, 'soap-lite-server.pl'))
}
