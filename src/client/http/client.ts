import { http } from '../../dialects/http/dialect.ts'
import { openWay } from '../call/open-way.ts'
import { checksFor } from '../checks.ts'
import type { HttpClient } from './api.ts'
import { checkHttpOptions } from './check-options.ts'
import { httpMethods } from './methods.ts'
import type { HttpOptions } from './options.ts'

/**
 * Makes a client for a service over plain HTTP, whose methods tell by their kind what a repeat would do.
 *
 * Nothing is sent until a method is called. A refusal (4xx), an answer that leaves open what was done (5xx, a cut
 * connection, half an answer) and a page of a proxy are faults; a success is a status from 200 to 299 with a body that
 * is what was asked for.
 *
 * @throws TypeError that names the option where one is missing or cannot be used
 * @example
 * const api = httpClient({ url: 'https://api.example.com/v1', auth: { bearer: () => token() } })
 * const user = await api.get('users/7', { schema: z.object({ name: z.string() }) })
 * if (user.isOk()) console.log(user.value.data.name)
 */
export function httpClient(options: HttpOptions): HttpClient {
  const checked = checkHttpOptions(checksFor('httpClient'), options)
  const { way, close } = openWay(checked, 1)
  const { url, auth, headers, secrets } = checked
  const methods = httpMethods({ ...way, dialect: http, url, headers, secrets, ...(auth === undefined ? {} : { auth }) })
  return { ...methods, close }
}
