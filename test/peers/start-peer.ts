import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { err, ok, type Result } from 'neverthrow'

/** A running server. It also ends when this process does, however that comes about. */
export interface Peer {
  readonly url: string
  /** Ends the server and gives its exit code. */
  readonly stop: () => Promise<number | null>
}

/**
 * Starts a server that prints its address on the first line and ends with its standard input, or says why it cannot:
 * the program is not here, or something that the script needs.
 */
export async function startPeer(program: string, script: string): Promise<Result<Peer, string>> {
  const child = spawn(program, [script])
  const complaints: string[] = []
  createInterface(child.stderr).on('line', line => complaints.push(line))
  const gone = new Promise<number | null>(resolve => child.once('close', resolve))
  const first = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([line]) => ok(String(line))),
    once(child, 'error').then(([error]) => err(`${program} cannot be started: ${String(error)}`)),
    gone.then(() => err(complaint(complaints) ?? 'The server ended without a word')),
  ])
  return first.map(url => ({
    url,
    stop: () => {
      child.stdin.end()
      return gone
    },
  }))
}

/** What went wrong, without the list of places where Perl looked, and without the stack that Python puts first. */
function complaint(lines: readonly string[]): string | undefined {
  return lines.find(line => /^(?!Traceback)\S/.test(line))?.replace(/ \(.*/, '')
}
