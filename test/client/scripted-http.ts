import type { IncomingMessage, ServerResponse } from 'node:http'
import { httpPeer, type Peer } from './peers.ts'

/** What a server does with one request: answers, or ends the connection. */
export type Step =
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  | 'reset'
  | 'half'

/** A request as it came. */
export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A server that does one thing after another, and the last of them ever after. */
export async function scriptedHttp(
  ...steps: readonly Step[]
): Promise<Peer & { readonly received: readonly Received[] }> {
  const received: Received[] = []
  const peer = await httpPeer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', piece => pieces.push(piece))
    request.on('end', () => {
      const step = steps[Math.min(received.length, steps.length - 1)] ?? { status: 200 }
      const { method = '', url: path = '', headers } = request
      received.push({ method, path, headers, body: Buffer.concat(pieces).toString('utf8') })
      perform(step, response)
    })
  })
  return { ...peer, received }
}

function perform(step: Step, response: ServerResponse): void {
  if (step === 'reset') response.socket?.resetAndDestroy()
  else if (step === 'half') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '400' })
    response.write('{"id": 7, "na', () => response.socket?.destroy())
  } else {
    const { status, body = '', headers = { 'content-type': 'application/json' } } = step
    response.writeHead(status, headers).end(body)
  }
}
