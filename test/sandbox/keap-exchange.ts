import { request as httpRequest } from 'node:http'
import { onTestFinished } from 'vitest'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox.ts'

/** A sandbox for one test, closed when the test ends. Tidy by default, so that expectations are plain text. */
export async function open(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ habits: false, ...options })
  onTestFinished(() => sandbox.close())
  return sandbox
}

/** A `<value>`, written by hand: a text, a whole number, a struct, a list, or the value itself where it is one. */
export type Param = string | number | boolean | Raw | readonly Param[] | { readonly [name: string]: Param }

interface Raw {
  readonly raw: string
}

const isRaw = (param: object): param is Raw => 'raw' in param

export const double = (value: number): Raw => ({ raw: `<value><double>${value}</double></value>` })
export const date = (value: string): Raw => ({ raw: `<value><dateTime.iso8601>${value}</dateTime.iso8601></value>` })

/** A value as it is sent. */
export function written(param: Param): string {
  if (typeof param === 'string') return `<value><string>${escaped(param)}</string></value>`
  if (typeof param === 'number') return `<value><int>${param}</int></value>`
  if (typeof param === 'boolean') return `<value><boolean>${param ? 1 : 0}</boolean></value>`
  if (Array.isArray(param)) return `<value><array><data>${param.map(written).join('')}</data></array></value>`
  if (isRaw(param)) return param.raw
  const members = Object.entries(param as { readonly [name: string]: Param })
  const inside = members.map(([name, value]) => `<member><name>${name}</name>${written(value)}</member>`)
  return `<value><struct>${inside.join('')}</struct></value>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/** A request, its parameters as they are: the key among them. */
export function methodCall(method: string, ...params: readonly Param[]): string {
  const list = params.map(param => `<param>${written(param)}</param>`).join('')
  return `<?xml version="1.0"?><methodCall><methodName>${method}</methodName><params>${list}</params></methodCall>`
}

export interface Posted {
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

/** Posts a body as it is. */
export async function post(sandbox: Sandbox, body: string | Uint8Array, init: RequestInit = {}, query = '') {
  const reply = await fetch(sandbox.keap.url + query, { method: 'POST', body: body as BodyInit, ...init })
  return { status: reply.status, text: await reply.text(), headers: reply.headers } satisfies Posted
}

/** Calls a method with the legacy key in front. */
export function call(sandbox: Sandbox, method: string, ...params: readonly Param[]): Promise<Posted> {
  return post(sandbox, methodCall(method, sandbox.keap.account.apiKey, ...params))
}

/** What a call gives: the inside of its `<value>`, or of its fault as `code text`. */
export async function outcome(sandbox: Sandbox, method: string, ...params: readonly Param[]): Promise<string> {
  return outcomeOf((await call(sandbox, method, ...params)).text)
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
const SUCCESS = /^<methodResponse><params><param><value>(.*)<\/value><\/param><\/params><\/methodResponse>$/s
const FAULT =
  /^<methodResponse><fault><value><struct><member><name>faultCode<\/name><value>(?:<i4>(-?\d+)<\/i4>|(.*))<\/value><\/member><member><name>faultString<\/name><value>(.*)<\/value><\/member><\/struct><\/value><\/fault><\/methodResponse>$/s

/** The same for the text of a tidy answer. */
export function outcomeOf(text: string): string {
  const document = text.replace(DECLARATION, '')
  const value = SUCCESS.exec(document)?.[1]
  if (value !== undefined) return value
  const [, code, odd, words] = FAULT.exec(document) ?? []
  return words === undefined ? document : `${code ?? odd} ${words}`
}

/** Calls a method and gives the whole number that it answers with. */
export async function numberFrom(sandbox: Sandbox, method: string, ...params: readonly Param[]): Promise<number> {
  return Number(/^<i4>(\d+)<\/i4>$/.exec(await outcome(sandbox, method, ...params))?.[1])
}

/** Posts over a socket of its own and tells how that ended: `done` with the text, or the error's code. */
export function rawPost(sandbox: Sandbox, body: string): Promise<{ readonly end: string; readonly text: string }> {
  return new Promise(resolve => {
    let text = ''
    const end = (how: string) => resolve({ end: how, text })
    const sent = httpRequest(sandbox.keap.url, { method: 'POST', agent: false }, reply => {
      reply.on('data', (piece: Buffer) => {
        text += piece.toString('utf8')
      })
      reply.on('end', () => end('done'))
      reply.on('error', error => end('code' in error ? String(error.code) : error.message))
    })
    sent.on('error', error => end('code' in error ? String(error.code) : error.message))
    sent.end(body)
  })
}
