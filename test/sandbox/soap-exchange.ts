import { expect } from 'vitest'
import type { Sandbox } from '../../src/sandbox.ts'
import { parse } from '../../src/xml/parse.ts'

/** How a caller of SOAP writes: which prefixes, and what the items of arrays are called. */
export interface Hand {
  readonly envelope: string
  readonly perl: string
  /** With its colon; empty for the default namespace. */
  readonly operation: string
  readonly item: string
  readonly namespace: string
}

export const PLAIN_HAND: Hand = {
  envelope: 'soapenv',
  perl: 'perl',
  operation: 'oair:',
  item: 'Item',
  namespace: 'https://www.openair.com/OAirService',
}

/** A whole message; `inside` may say `PERL:` for the prefix of the types and `ITEM` for the name of items. */
export function envelope(header: string, body: string, hand: Partial<Hand> = {}): string {
  const { envelope: e, perl, item, operation, namespace } = { ...PLAIN_HAND, ...hand }
  const declared = operation === '' ? '' : ` xmlns:${operation.slice(0, -1)}="${namespace}"`
  const text =
    `<${e}:Envelope xmlns:${e}="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ` +
    'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" ' +
    `xmlns:${perl}="http://namespaces.soaplite.com/perl"${declared}>` +
    `${header === '' ? '' : `<${e}:Header>${header}</${e}:Header>`}<${e}:Body>${body}</${e}:Body></${e}:Envelope>`
  const scoped = (name: string) => (operation === '' ? `${name} xmlns="${namespace}"` : `${operation}${name}`)
  return text
    .replaceAll('PERL:', `${perl}:`)
    .replaceAll('ITEM', item)
    .replaceAll(/<OP:(\w+)/g, (_, name) => `<${scoped(name)}`)
    .replaceAll('</OP:', `</${operation}`)
}

/** The header of a session. */
export function bySession(sessionId: string): string {
  return `<SessionHeader xsi:type="PERL:SessionHeader"><sessionId xsi:type="xsd:string">${sessionId}</sessionId></SessionHeader>`
}

/** The header of an access token, by default the account's own. */
export function byToken(sandbox: Sandbox, token = sandbox.openAir.account.accessToken): string {
  return `<SessionHeader><accessToken>${token}</accessToken></SessionHeader>`
}

/** Fields as elements with `xsi:type`. */
export function fields(record: Readonly<Record<string, string>>): string {
  return Object.entries(record)
    .map(([name, value]) => `<${name} xsi:type="xsd:string">${value}</${name}>`)
    .join('')
}

/** A record as an item of an array. */
export function item(type: string, record: Readonly<Record<string, string>>, more = ''): string {
  return `<ITEM xsi:type="PERL:${type}">${fields(record)}${more}</ITEM>`
}

export function attributes(given: Readonly<Record<string, string>>): string {
  const items = Object.entries(given).map(([name, value]) => item('Attribute', { name, value }))
  return `<attributes soapenc:arrayType="PERL:Attribute[${items.length}]">${items.join('')}</attributes>`
}

export function objects(...items: readonly string[]): string {
  return `<objects soapenc:arrayType="PERL:oaBase[${items.length}]">${items.join('')}</objects>`
}

export function add(...items: readonly string[]): string {
  return `<OP:add>${objects(...items)}</OP:add>`
}

/** A read with one request. */
export function read(
  type: string,
  method: string,
  given: Readonly<Record<string, string>> = { limit: '100' },
  records: readonly string[] = [],
  more = '',
): string {
  const parts = `${attributes(given)}${objects(...records)}${more}`
  return `<OP:read><method soapenc:arrayType="PERL:ReadRequest[1]">${item('ReadRequest', { type, method }, parts)}</method></OP:read>`
}

/** The operation `login` of the sandbox's own user, or with parts changed. */
export function login(sandbox: Sandbox, changed: Readonly<Record<string, string>> = {}): string {
  const { namespace, key, company, user, password } = sandbox.openAir.account
  const params = {
    api_namespace: namespace,
    api_key: key,
    company,
    user,
    password,
    client: 't',
    version: '1',
    ...changed,
  }
  return `<OP:login><login_par xsi:type="PERL:LoginParams">${fields(params)}</login_par></OP:login>`
}

export interface SoapReply {
  readonly status: number
  readonly type: string | null
  readonly text: string
}

/** Posts a message to the SOAP API as it is. */
export async function postSoap(
  sandbox: Sandbox,
  body: string | Uint8Array,
  init: RequestInit = {},
): Promise<SoapReply> {
  const headers = { 'content-type': 'text/xml; charset=utf-8', soapaction: '"https://www.openair.com/OAirService#any"' }
  const reply = await fetch(sandbox.openAir.soapUrl, { method: 'POST', headers, body: body as BodyInit, ...init })
  return { status: reply.status, type: reply.headers.get('content-type'), text: await reply.text() }
}

/** Calls an operation by token and returns the text of the answer. */
export async function call(sandbox: Sandbox, body: string): Promise<string> {
  return (await postSoap(sandbox, envelope(byToken(sandbox), body))).text
}

/** What stands in the Array of a tidy answer. */
export async function resultsOf(sandbox: Sandbox, body: string): Promise<string> {
  return insideArray(await call(sandbox, body))
}

export function insideArray(text: string): string {
  return /<soapenc:Array [^>]*>(.*)<\/soapenc:Array>/s.exec(text)?.[1] ?? text
}

/** The id of a new session. */
export async function begin(sandbox: Sandbox): Promise<string> {
  const { text } = await postSoap(sandbox, envelope('', login(sandbox)))
  return /<sessionId[^>]*>([^<]+)</.exec(text)?.[1] ?? text
}

/** The code of a Fault, from `faultcode` and from `detail`. */
export function faultOf(text: string): { readonly code?: string; readonly words?: string; readonly detail?: string } {
  const fault = parse(text)._unsafeUnwrap().root.child('Body')?.child('Fault')
  const detail = fault?.child('detail')?.child('Error')?.child('code')?.text
  return {
    ...(fault !== undefined && { code: fault.child('faultcode')?.text ?? '' }),
    ...(fault !== undefined && { words: fault.child('faultstring')?.text ?? '' }),
    ...(detail !== undefined && { detail }),
  }
}

/** Expects a Fault of a code of the API, in both of its places. */
export function expectFault({ status, text }: SoapReply, code: string): void {
  expect([status, faultOf(text)]).toMatchObject([500, { code: `SOAP-ENV:${code}`, detail: code }])
}
