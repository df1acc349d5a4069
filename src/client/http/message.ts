import { err, ok, type Result } from 'neverthrow'
import type { Issue } from '../../core/fault.ts'
import { member } from '../../wire/json.ts'
import type { HttpBody } from './api.ts'
import type { HttpCallOptions } from './options.ts'

/** A request as it will be sent, but for what it is signed with. */
export interface HttpMessage {
  readonly url: string
  readonly body?: string | Uint8Array
  /** What the body is, where there is one. */
  readonly contentType?: string
}

/** What a request is made of. */
interface MessageParts extends Pick<HttpCallOptions, 'query' | 'uniqueBy'> {
  /** What all paths begin with; ends with a slash. */
  readonly base: string
  readonly path: string
  readonly body: HttpBody
}

/** Makes a request, or tells what about it cannot be sent. */
export function httpMessage({ base, path, query = {}, body, uniqueBy }: MessageParts): Result<HttpMessage, Issue> {
  const url = addressOf(base, path, query)
  if (url === undefined) return err({ path: ['path'], message: 'Leads away from the address of the client' })
  if (uniqueBy !== undefined && !isFilled(body, uniqueBy)) {
    return err({ path: ['body', ...uniqueBy.split('.')], message: 'Is empty, and was to make a repeat safe' })
  }
  return written(body).map(sent => ({ url, ...sent }))
}

/** A path that somebody else had a say in must not carry the credentials elsewhere. */
function addressOf(base: string, path: string, query: NonNullable<HttpCallOptions['query']>): string | undefined {
  const relative = `./${path.replace(/^\/+/, '')}`
  if (CLIMBING.test(relative.slice(1)) || !URL.canParse(relative, base)) return undefined
  const url = new URL(relative, base)
  if (!url.href.startsWith(base)) return undefined
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) if (one !== undefined) url.searchParams.append(name, String(one))
  }
  url.hash = ''
  return url.href
}

/** Steps up or nowhere: an id of a record must not become the address of another. */
const CLIMBING = /[\\/](?:\.|%2e){1,2}(?:[\\/?#]|$)/i

function isFilled(body: HttpBody, path: string): boolean {
  const value = path.split('.').reduce<unknown>((data, name) => member(data, name), body)
  return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number'
}

type Written = Omit<HttpMessage, 'url'>

function written(body: HttpBody): Result<Written, Issue> {
  if (body === undefined) return ok({})
  if (typeof body === 'string') return ok({ body, contentType: 'text/plain; charset=utf-8' })
  if (body instanceof Uint8Array) return ok({ body, contentType: 'application/octet-stream' })
  if (body instanceof URLSearchParams)
    return ok({ body: body.toString(), contentType: 'application/x-www-form-urlencoded' })
  return json(body)
}

/** JSON has no NaN and no Infinity, and would send `null` in their place. */
function json(body: object | number | boolean | null): Result<Written, Issue> {
  let wrong: string | undefined
  const checked = (name: string, value: unknown) => {
    if (typeof value === 'number' && !Number.isFinite(value)) wrong ??= name
    return value
  }
  try {
    const text = JSON.stringify(body, checked) as string | undefined
    if (wrong !== undefined)
      return err({ path: wrong === '' ? ['body'] : ['body', wrong], message: 'Is no number that JSON has' })
    if (text === undefined) return err({ path: ['body'], message: 'Is nothing that JSON can hold' })
    return ok({ body: text, contentType: 'application/json' })
  } catch {
    return err({ path: ['body'], message: 'Cannot be written as JSON' })
  }
}
