import type { Client } from 'soap'
import { isKept } from './guarded-client.ts'

/**
 * What keeps an operation from being called: its service cannot be found on the client, or the operation stands in place
 * of a member of the client, as in one that node-soap made by itself. Undefined where nothing does.
 */
export function obstacleOf(
  client: Client,
  [service, port, operation]: readonly [string, string, string],
): string | undefined {
  if (typeof client[service]?.[port]?.[operation] !== 'function') {
    return `The service "${service}" is called like an operation or like a member of node-soap's client, where it cannot be found`
  }
  return isReplaced(client, operation)
    ? `The operation "${operation}" stands in place of a member of node-soap's client; soapClient keeps them apart`
    : undefined
}

function isReplaced(client: Client, name: string): boolean {
  const isOwn = Object.hasOwn(client, name) && typeof client[name] === 'function'
  return isOwn && isKept(Object.getPrototypeOf(client), name)
}
