import { join } from 'node:path'
import { httpPeer } from './peers.ts'

/** The WSDL of these tests. */
export const WSDL = join(import.meta.dirname, 'fixtures', 'orders.wsdl')

export interface Received {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
  readonly method: string
}

export interface Answer {
  readonly status?: number
  readonly type?: string
  readonly body: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}

/** A SOAP service that answers with what it is told, and keeps what it was asked. */
export async function soapPeer(answer: (request: Received) => Answer) {
  const received: Received[] = []
  const peer = await httpPeer((request, reply) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const asked = { headers: request.headers, body: Buffer.concat(pieces).toString(), method: request.method ?? '' }
      received.push(asked)
      const { status = 200, type = 'text/xml; charset=utf-8', body, headers = {} } = answer(asked)
      reply.writeHead(status, { 'content-type': type, ...headers }).end(body)
    })
  })
  return { ...peer, received }
}

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/'

/** A message of SOAP 1.1 with this content of its Body. */
export function envelope(content: string, more = ''): string {
  return `<?xml version="1.0"?><soap:Envelope xmlns:soap="${SOAP}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/">${more}<soap:Body>${content}</soap:Body></soap:Envelope>`
}

/** The answer to PlaceOrder with these children. */
export function placed(content: string): string {
  return envelope(`<PlaceOrderResponse xmlns="urn:example:orders">${content}</PlaceOrderResponse>`)
}

export function faulted(code: string, text: string, detail = ''): string {
  const children = `<faultcode>${code}</faultcode><faultstring>${text}</faultstring>`
  return envelope(`<soap:Fault>${children}${detail === '' ? '' : `<detail>${detail}</detail>`}</soap:Fault>`)
}
