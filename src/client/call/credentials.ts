import { err, ok, type Result } from 'neverthrow'
import type { RequestFault } from '../../core/fault.ts'
import { requestFault } from '../../core/request-fault.ts'
import type { Clock } from '../../retry/sleep.ts'
import { watch } from '../send/watch.ts'

/** A secret, or the function that gives it when it is needed. */
export type Secret = string | (() => string | Promise<string>)

/** What bounds the wait for a secret. */
export interface SecretLimits {
  /** The longest wait for a function, in milliseconds. */
  readonly limitMs: number
  readonly clock: Clock
  readonly signal?: AbortSignal | undefined
}

/**
 * Gets a secret. A function is asked every time, so that it may renew what has expired; what it throws is
 * kept from the fault, for it may quote the secret. One that does not answer in time is given up.
 */
export async function obtain(
  secret: Secret,
  { limitMs, clock, signal }: SecretLimits,
): Promise<Result<string, RequestFault>> {
  if (signal?.aborted === true) return err(requestFault({ problem: 'cancelled' }))
  if (typeof secret === 'string') return ok(secret)
  const watched = watch(signal, clock)
  const waited = await watched.wait<unknown>(async () => secret(), limitMs)
  watched.end()
  if (waited.end === 'aborted') return err(requestFault({ problem: 'cancelled' }))
  if (waited.end === 'expired') return err(failed('did not answer in time'))
  if (waited.end !== 'value') return err(failed('failed'))
  const { value } = waited
  return typeof value === 'string' && value.trim() !== '' ? ok(value) : err(unusable())
}

/** The fault of a secret that cannot be sent. */
export function unusable(): RequestFault {
  return failed('gave no usable text')
}

function failed(how: string): RequestFault {
  return requestFault({ problem: 'credentials', message: `The function for the credentials ${how}` })
}
