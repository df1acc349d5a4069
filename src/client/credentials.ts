import { err, ok, type Result } from 'neverthrow'
import type { RequestFault } from '../core/fault.ts'
import { requestFault } from '../core/request-fault.ts'

/** A secret, or the function that gives it when it is needed. */
export type Secret = string | (() => string | Promise<string>)

/**
 * Gets a secret. A function is asked every time, so that it may renew what has expired; what it throws is
 * kept from the fault, for it may quote the secret.
 */
export async function obtain(secret: Secret, signal?: AbortSignal): Promise<Result<string, RequestFault>> {
  if (signal?.aborted === true) return err(requestFault({ problem: 'cancelled' }))
  if (typeof secret === 'string') return ok(secret)
  try {
    const given: unknown = await orAborted(secret, signal)
    if (given === ABORTED) return err(requestFault({ problem: 'cancelled' }))
    if (typeof given === 'string' && given.trim() !== '') return ok(given)
    return err(unusable())
  } catch {
    return err(requestFault({ problem: 'credentials', message: 'The function for the credentials failed' }))
  }
}

/** The fault of a secret that cannot be sent. */
export function unusable(): RequestFault {
  return requestFault({ problem: 'credentials', message: 'The function for the credentials gave no usable text' })
}

const ABORTED = Symbol('aborted')

function orAborted(secret: () => string | Promise<string>, signal: AbortSignal | undefined): Promise<unknown> {
  const asked = (async () => secret())()
  if (signal === undefined) return asked
  return new Promise((resolve, reject) => {
    const onAbort = () => resolve(ABORTED)
    signal.addEventListener('abort', onAbort, { once: true })
    asked.finally(() => signal.removeEventListener('abort', onAbort)).then(resolve, reject)
  })
}
