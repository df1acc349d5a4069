import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createRawServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { TransportRequest } from '../../src/client/transport/contract.ts'

/** A server of this test, closed with it. */
export interface Peer {
  readonly port: number
  readonly url: string
  /** Connections taken so far. */
  readonly connections: () => number
  /** Connections open now. */
  readonly open: () => number
  /** Connections that have ended. undici may open another one after an abort, with nothing to send over it. */
  readonly ended: () => number
}

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8')

/** A certificate for 127.0.0.1 and localhost that nobody has reason to trust. */
export const certificate = fixture('loopback-cert.pem')
const key = fixture('loopback-key.pem')

export const httpPeer = (listener: RequestListener): Promise<Peer> => listening(createServer(listener), 'http')

export const tlsPeer = (listener: RequestListener): Promise<Peer> =>
  listening(createTlsServer({ cert: certificate, key }, listener), 'https')

/** A server that speaks no HTTP by itself. */
export const rawPeer = (onSocket: (socket: Socket) => void, scheme = 'http'): Promise<Peer> =>
  listening(
    createRawServer(socket => {
      onSocket(socket)
      socket.resume() // who does not read does not hear that the other side has gone, either
    }),
    scheme,
  )

/** A server that answers the first bytes of every request with a fixed text, then does as told. */
export const scriptedPeer = (answer: string, then: (socket: Socket) => void = () => {}): Promise<Peer> =>
  rawPeer(socket => {
    socket.once('data', () => socket.write(answer, () => then(socket)))
  })

async function listening(server: Server, scheme: string): Promise<Peer> {
  const sockets = new Set<Socket>()
  let taken = 0
  server.on('connection', socket => {
    taken += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise(resolve => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `${scheme}://127.0.0.1:${port}/`,
    connections: () => taken,
    open: () => sockets.size,
    ended: () => taken - sockets.size,
  }
}

/** A port on which nothing listens any more. */
export async function deadPort(): Promise<number> {
  const server = createRawServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

/** Ends once the claim holds; fails after two seconds. */
export async function until(claim: () => boolean): Promise<void> {
  const deadline = performance.now() + 2_000
  while (!claim()) {
    if (performance.now() > deadline) throw new Error('what was waited for did not come')
    await new Promise(resolve => setTimeout(resolve, 2))
  }
}

/** A POST with generous limits; the given fields win. */
export function post(url: string, fields: Partial<TransportRequest> = {}): TransportRequest {
  return {
    url,
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body: '<request/>',
    timeouts: { connectMs: 5_000, headersMs: 5_000, bodyMs: 5_000 },
    ...fields,
  }
}

/** Everything that an iterator gives, in order. */
export async function collected<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}
