import type { ServerResponse } from 'node:http'
import type { Answer } from './answer.ts'
import type { PageTrouble, TroubleOnce } from './trouble.ts'

const PAGES: Readonly<
  Record<PageTrouble['kind'], { readonly status: number; readonly type: string; readonly body: string }>
> = {
  html: {
    status: 502,
    type: 'text/html; charset=utf-8',
    body: '<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1><p>The server behind this one did not answer.</body></html>\n',
  },
  empty: { status: 200, type: 'text/xml', body: '' },
  json: { status: 200, type: 'application/json', body: '{"message":"try again later"}' },
  text: { status: 200, type: 'text/plain', body: 'The service is being maintained.' },
}

/** Sends the answer as it should be, or as trouble makes of it. */
export function deliver(response: ServerResponse, answer: Answer, trouble: TroubleOnce): void {
  const { status, type, body, headers } = answer
  if (response.destroyed) return // whoever asked has hung up
  switch (trouble.kind) {
    case 'html':
    case 'empty':
    case 'json':
    case 'text':
      sendPage(response, trouble)
      break
    case 'status':
      send(response, trouble.status, type, trouble.body === 'xml' ? body : '', { ...headers, ...trouble.headers })
      break
    case 'truncated':
      send(response, status, type, cut(body, trouble.keep ?? 0.5), headers)
      break
    case 'charset':
      send(response, status, type, Buffer.from(`${body}<!-- caf\u00e9 -->`, 'latin1'), headers)
      break
    case 'reset':
      if (trouble.when === 'during') sendHalf(response, answer)
      else reset(response)
      break
    case 'mid-process':
      if (trouble.status === undefined) reset(response)
      else send(response, trouble.status, 'text/html', '')
      break
    default:
      send(response, status, type, body, headers)
  }
}

/** Answers with a page of a front end. */
export function sendPage(response: ServerResponse, trouble: PageTrouble): void {
  const page = PAGES[trouble.kind]
  send(response, trouble.status ?? page.status, page.type, trouble.body ?? page.body, trouble.headers)
}

/** Answers with a whole body. */
export function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): void {
  const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body
  response.writeHead(status, { 'content-type': type, 'content-length': bytes.length, ...headers })
  response.end(bytes)
}

/** Ends the connection with a TCP reset. */
function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy()
}

/** Promises a whole answer, sends half of it and resets the connection once that half is on its way. */
function sendHalf(response: ServerResponse, { status, type, body, headers }: Answer): void {
  const bytes = Buffer.from(body, 'utf8')
  response.writeHead(status, { 'content-type': type, 'content-length': bytes.length, ...headers })
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => reset(response))
}

/** Never the whole text, and never one that ends in half a surrogate pair. */
function cut(text: string, share: number): string {
  const length = Math.max(0, Math.min(Math.floor(text.length * share), text.trimEnd().length - 1))
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')
}
