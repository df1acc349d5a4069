import { join } from 'node:path'
import { httpPeer } from './peers.ts'

/** The WSDL of these tests. */
export const WSDL = join(import.meta.dirname, 'fixtures', 'orders.wsdl')

export interface Received {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
  readonly method: string
  readonly path: string
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
      const { headers: sent, method = '', url: path = '' } = request
      const asked = { headers: sent, body: Buffer.concat(pieces).toString(), method, path }
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

/** A WSDL with one operation, which takes a `key` and gives the number `left`; its schema imports what stands there. */
export function wsdlOf({ operation = 'Take', service = 'Stock', imports = [] as readonly string[] } = {}): string {
  const imported = imports.map((at, index) => `<xs:import namespace="urn:more:${index}" schemaLocation="${at}"/>`)
  return `<definitions name="Stock" targetNamespace="urn:example:stock" xmlns="http://schemas.xmlsoap.org/wsdl/"
    xmlns:t="urn:example:stock" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/">
  <types><xs:schema targetNamespace="urn:example:stock">${imported.join('')}</xs:schema></types>
  <message name="In"><part name="key" type="xs:string"/></message>
  <message name="Out"><part name="left" type="xs:int"/></message>
  <portType name="Port"><operation name="${operation}"><input message="t:In"/><output message="t:Out"/></operation></portType>
  <binding name="Binding" type="t:Port"><soap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="${operation}"><soap:operation soapAction="do"/>
      <input><soap:body use="literal" namespace="urn:example:stock"/></input>
      <output><soap:body use="literal" namespace="urn:example:stock"/></output></operation></binding>
  <service name="${service}"><port name="Port" binding="t:Binding"><soap:address location="http://127.0.0.1:1/"/></port></service>
</definitions>`
}
