import type { buildConnector } from 'undici'

/** Connections being made, and who waits for them. */
export interface Connections {
  /** What undici's Agent calls to open a socket. */
  readonly connect: buildConnector.connector
  /** Notes that a call waits for a connection to this origin; the returned function says that it no longer does. */
  readonly join: (origin: string) => () => void
}

/**
 * Drops the connections that are still being made when the last call that waited for their origin has given
 * up. Without this a server that never answers a handshake would keep sockets, and the process, alive.
 */
export function connections(connector: buildConnector.connector): Connections {
  const waiting = new Map<string, number>()
  const opening = new Map<string, Set<Droppable>>()

  const connect: buildConnector.connector = (options, callback) => {
    const origin = `${options.protocol}//${options.host ?? options.hostname}`
    const sockets = opening.get(origin) ?? new Set<Droppable>()
    opening.set(origin, sockets)
    const socket = droppable(
      connector(options, (...outcome) => {
        if (socket !== undefined) sockets.delete(socket)
        if (sockets.size === 0) opening.delete(origin)
        callback(...outcome)
      }),
    )
    if (socket !== undefined) sockets.add(socket)
  }

  const leave = (origin: string) => {
    const left = (waiting.get(origin) ?? 1) - 1
    if (left > 0) return void waiting.set(origin, left)
    waiting.delete(origin)
    for (const socket of opening.get(origin) ?? []) socket.destroy(new Error('Nobody waits for this connection'))
  }

  return {
    connect,
    join: origin => {
      waiting.set(origin, (waiting.get(origin) ?? 0) + 1)
      let waits = true
      return () => {
        if (waits) leave(origin)
        waits = false
      }
    },
  }
}

interface Droppable {
  readonly destroy: (error: Error) => unknown
}

/** undici's connector returns its socket, which its types do not say. */
function droppable(socket: unknown): Droppable | undefined {
  return typeof socket === 'object' && socket !== null && 'destroy' in socket ? (socket as Droppable) : undefined
}
