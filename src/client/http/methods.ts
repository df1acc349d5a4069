import { err, ResultAsync } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import { idempotencyOf } from './again.ts'
import type { HttpAnswer, HttpBody, HttpClient } from './api.ts'
import { callHttp } from './caller.ts'
import { checkHttpCall } from './check-call.ts'
import type { HttpWay } from './exchange.ts'
import type { HttpCallOptions } from './options.ts'

/** Makes the methods of a client. */
export function httpMethods(way: HttpWay): Omit<HttpClient, 'close'> {
  const call = <Data>(method: string, path: string, body: HttpBody, options: HttpCallOptions<Data> = {}) => {
    checkHttpCall(method, path, options)
    const { uniqueBy, idempotency = idempotencyOf(method, uniqueBy), operation = method } = options
    const work = () => callHttp(way, { method, path, body, operation, idempotency, options })
    const calling = way.calls?.enter(work, fault => err({ ...fault, operation })) ?? work()
    // The schema has made sure of the data, and where there is none its type is the caller's word.
    return new ResultAsync(calling) as ResultAsync<HttpAnswer<Data>, Fault>
  }
  return {
    get: (path, options) => call('GET', path, undefined, options),
    head: (path, options) => call('HEAD', path, undefined, options),
    delete: (path, options) => call('DELETE', path, undefined, options),
    post: (path, body, options) => call('POST', path, body, options),
    put: (path, body, options) => call('PUT', path, body, options),
    patch: (path, body, options) => call('PATCH', path, body, options),
  }
}
