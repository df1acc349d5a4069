import type { Fault } from '../../core/fault.ts'
import type { Endpoint } from './endpoint.ts'
import type { Exchanged } from './exchange.ts'

/** The way on which a request that was refused is to be sent once more; it renews nothing again. */
export async function renewedAfter(
  { renew }: Endpoint,
  fault: Fault | undefined,
  { signed }: Exchanged,
  signal: AbortSignal | undefined,
): Promise<Endpoint | undefined> {
  if (fault === undefined || renew === undefined) return undefined
  const renewed = await renew({ fault, signed, signal })
  if (renewed === undefined) return undefined
  const { renew: _, ...last } = renewed
  return last
}
