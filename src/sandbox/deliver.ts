import type { ServerResponse } from 'node:http'
import type { PageTrouble, TroubleOnce } from './trouble.ts'

const XML_TYPE = 'text/xml; charset=utf-8'

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
export function deliver(response: ServerResponse, xml: string, trouble: TroubleOnce): void {
  if (response.destroyed) return // whoever asked has hung up
  switch (trouble.kind) {
    case 'html':
    case 'empty':
    case 'json':
    case 'text':
      sendPage(response, trouble)
      break
    case 'status':
      send(response, trouble.status, XML_TYPE, trouble.body === 'xml' ? xml : '', trouble.headers)
      break
    case 'truncated':
      send(response, 200, XML_TYPE, cut(xml, trouble.keep ?? 0.5))
      break
    case 'charset':
      send(response, 200, XML_TYPE, Buffer.from(`${xml}<!-- caf\u00e9 -->`, 'latin1'))
      break
    case 'reset':
      if (trouble.when === 'during') sendHalf(response, xml)
      else reset(response)
      break
    default:
      send(response, 200, XML_TYPE, xml)
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
function sendHalf(response: ServerResponse, xml: string): void {
  const bytes = Buffer.from(xml, 'utf8')
  response.writeHead(200, { 'content-type': XML_TYPE, 'content-length': bytes.length })
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => reset(response))
}

/** Never the whole text, and never one that ends in half a surrogate pair. */
function cut(xml: string, share: number): string {
  const length = Math.max(0, Math.min(Math.floor(xml.length * share), xml.trimEnd().length - 1))
  return xml.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')
}
