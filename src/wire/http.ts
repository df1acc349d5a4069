import type { Verdict } from '../core/fault.ts'
import type { BodyKind } from '../core/vocabulary.ts'

/** Headers by name in any case, one that came several times as a list; or pairs, such as fetch's own `Headers`. */
export type Headers =
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | Iterable<readonly [name: string, value: string]>

/** An HTTP answer as `normalize` takes it. */
export interface HttpReply {
  readonly status: number
  readonly headers: Headers
  /** What is read of a reply later is read from these bytes: they must stay as they are. */
  readonly body: string | Uint8Array
}

/** An HTTP answer whose body was decoded and is not XML, or is XML of nobody's. */
export interface PlainReply {
  readonly status: number
  readonly headers: Headers
  readonly kind: BodyKind
  readonly text: string
}

/** Headers as pairs, whichever way they came. */
export function headerPairs(headers: Headers): Iterable<readonly [string, string | readonly string[] | undefined]> {
  return Symbol.iterator in headers ? headers : Object.entries(headers)
}

/** The value of a header in any case of its name; of several, the first. */
export function header(headers: Headers, name: string): string | undefined {
  const wanted = name.toLowerCase()
  for (const [key, value] of headerPairs(headers)) {
    if (key.toLowerCase() === wanted) return typeof value === 'string' ? value : value?.[0]
  }
  return undefined
}

/**
 * The wait that a `Retry-After` header asks for, in milliseconds; undefined where it is absent or unreadable.
 *
 * A date counts from `now` (milliseconds since 1970); one that has passed means no wait.
 *
 * @see RFC 9110 section 10.2.3
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const value = header(headers, 'retry-after')?.trim()
  if (value === undefined || value === '') return undefined
  if (/^\d+(\.\d+)?$/.test(value)) return Math.min(Math.round(Number(value) * 1000), Number.MAX_SAFE_INTEGER)
  if (!/^[A-Za-z]{3,9},? /.test(value)) return undefined // Date.parse takes far more than an HTTP date
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

/** The charset parameter of the Content-Type header, as an option for `decode`. */
export function charsetOf(headers: Headers): { readonly charset?: string } {
  const value = header(headers, 'content-type')
  const charset = value === undefined ? undefined : /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(value)?.[1]
  return charset === undefined ? {} : { charset }
}

export const isSuccess = (status: number): boolean => status >= 200 && status < 300

const REFUSED = { applied: 'no' } as const
const INDETERMINATE = { applied: 'maybe' } as const

/**
 * What a status outside 2xx means by itself. A 5xx is indeterminate: the work may have been done before
 * the server, or the proxy in front of it, gave up.
 */
export function statusVerdict(status: number): Verdict & { readonly title: string } {
  const known = STATUS[status]
  if (known !== undefined) return known
  if (status >= 300 && status < 400) {
    return { category: 'unsupported', remedy: 'fix', ...REFUSED, title: 'The service redirects elsewhere' }
  }
  if (status >= 400 && status < 500) {
    return { category: 'malformed-request', remedy: 'fix', ...REFUSED, title: 'The server refused the request' }
  }
  if (status >= 500 && status < 600) {
    return { category: 'server', remedy: 'wait', ...INDETERMINATE, title: 'The server failed on the request' }
  }
  return { category: 'unknown', remedy: 'contact', ...INDETERMINATE, title: 'The HTTP status has no known meaning' }
}

const STATUS: Readonly<Record<number, Verdict & { readonly title: string }>> = {
  401: { category: 'authentication', remedy: 'sign-in', ...REFUSED, title: 'The server wants a sign-in' },
  403: { category: 'permission', remedy: 'contact', ...REFUSED, title: 'The server forbids the request' },
  404: { category: 'not-found', remedy: 'fix', ...REFUSED, title: 'Nothing is served at this address' },
  408: { category: 'timeout', remedy: 'wait', ...REFUSED, title: 'The server gave up waiting for the request' },
  409: { category: 'conflict', remedy: 'refetch', ...REFUSED, title: 'The request conflicts with the present state' },
  413: { category: 'malformed-request', remedy: 'shrink', ...REFUSED, title: 'The request is too large' },
  429: { category: 'rate-limit', remedy: 'wait', ...REFUSED, title: 'Too many requests' },
  501: { category: 'unsupported', remedy: 'fix', ...INDETERMINATE, title: 'The server does not offer this' },
  502: { category: 'unavailable', remedy: 'wait', ...INDETERMINATE, title: 'A gateway got no usable answer' },
  503: { category: 'unavailable', remedy: 'wait', ...INDETERMINATE, title: 'The service is not available now' },
  504: { category: 'timeout', remedy: 'wait', ...INDETERMINATE, title: 'A gateway gave up waiting for the service' },
  505: { category: 'unsupported', remedy: 'fix', ...INDETERMINATE, title: 'The server does not speak this HTTP' },
}
