import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { err, ok, type Result } from 'neverthrow'

/** A running server on SOAP::Lite. It also ends when this process does, however that comes about. */
export interface SoapLite {
  readonly url: string
  /** Ends the server and gives its exit code. */
  readonly stop: () => Promise<number | null>
}

/** The description of the server, for clients that want one. */
export const peerWsdl = join(import.meta.dirname, 'peer.wsdl')

/** Starts the server, or says why it cannot: no Perl here, or no SOAP::Lite. */
export async function startSoapLite(): Promise<Result<SoapLite, string>> {
  const child = spawn('perl', [join(import.meta.dirname, 'soap-lite-server.pl')])
  const complaints: string[] = []
  createInterface(child.stderr).on('line', line => complaints.push(line))
  const gone = new Promise<number | null>(resolve => child.once('close', resolve))
  const first = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([line]) => ok(String(line))),
    once(child, 'error').then(([error]) => err(`Perl cannot be started: ${String(error)}`)),
    gone.then(() => err(complaints[0]?.replace(/ \(.*/, '') ?? 'The server ended without a word')),
  ])
  return first.map(url => ({
    url,
    stop: () => {
      child.stdin.end()
      return gone
    },
  }))
}
