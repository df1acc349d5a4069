import { onTestFinished } from 'vitest'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox.ts'

/** A sandbox for one test, closed when the test ends. Tidy by default, so that expectations are plain text. */
export async function open(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ habits: false, ...options })
  onTestFinished(() => sandbox.close())
  return sandbox
}

/** The login of the user; what is given goes in place of what is right. */
export function login(
  sandbox: Sandbox,
  given: { readonly password?: string; readonly locationId?: string } = {},
): string {
  const { userId, companyId, userPassword } = sandbox.intacct.account
  const { password = userPassword, locationId } = given
  const location = locationId === undefined ? '' : `<locationid>${locationId}</locationid>`
  return `<login><userid>${userId}</userid><companyid>${companyId}</companyid><password>${password}</password>${location}</login>`
}

/** What stands in `control`, in order; an undefined one is left out. */
export interface ControlParts {
  readonly senderid?: string
  readonly password?: string
  readonly controlid?: string
  readonly uniqueid?: string
  readonly dtdversion?: string
  readonly policyid?: string
  readonly showadditionalerrorinfo?: string
}

/** The control of the sender; what is given goes in place of what is right. */
export function control(sandbox: Sandbox, given: ControlParts = {}): string {
  const { senderId, senderPassword } = sandbox.intacct.account
  const right = { senderid: senderId, password: senderPassword, controlid: 'r-1', uniqueid: 'true', dtdversion: '3.0' }
  const parts = Object.entries({ ...right, ...given }).filter(([, text]) => text !== undefined)
  return `<control>${parts.map(([name, text]) => `<${name}>${text}</${name}>`).join('')}</control>`
}

/** Functions, their control IDs `f-0`, `f-1`, ... unless they bring one. */
export function functions(...bodies: readonly (string | readonly [controlId: string, body: string])[]): string {
  return bodies
    .map((one, index) => (typeof one === 'string' ? ([`f-${index}`, one] as const) : one))
    .map(([id, body]) => `<function controlid="${id}">${body}</function>`)
    .join('')
}

/** An operation of the user. */
export function operation(authentication: string, content: string, transaction = false): string {
  const attribute = transaction ? ' transaction="true"' : ''
  return `<operation${attribute}><authentication>${authentication}</authentication><content>${content}</content></operation>`
}

export interface Posted {
  readonly status: number
  readonly text: string
  readonly type: string | null
}

/** Posts a body as it is. */
export async function post(sandbox: Sandbox, body: string | Uint8Array, url = sandbox.intacct.url): Promise<Posted> {
  const reply = await fetch(url, { method: 'POST', body: body as BodyInit })
  return { status: reply.status, text: await reply.text(), type: reply.headers.get('content-type') }
}

/** How a request is sent. */
export interface Sending {
  readonly control?: ControlParts
  readonly authentication?: string
  readonly transaction?: boolean
  readonly url?: string
}

/** Sends functions in one operation, signed by a login. */
export function send(
  sandbox: Sandbox,
  bodies: readonly (string | readonly [controlId: string, body: string])[],
  { control: parts, authentication = login(sandbox), transaction = false, url }: Sending = {},
): Promise<Posted> {
  const body = `<request>${control(sandbox, parts)}${operation(authentication, functions(...bodies), transaction)}</request>`
  return post(sandbox, body, url)
}

/** The results of an answer: `controlid status`, then the number and the words of each error, then what `data` holds. */
export function resultsOf(text: string): readonly string[] {
  return [...text.matchAll(/<result>(.*?)<\/result>/gs)].map(([, result = '']) => {
    const data = /<data[^>]*>(.*?)<\/data>/s.exec(result)?.[1] ?? ''
    return [`${inside(result, 'controlid')} ${inside(result, 'status') || '-'}`, ...errorsOf(result), data]
      .filter(part => part !== '')
      .join('; ')
  })
}

/** The errors in a text: the number, or what stands there, and the words. */
export function errorsOf(text: string): readonly string[] {
  return [...text.matchAll(/<error>(.*?)<\/error>/gs)].map(([, error = '']) =>
    ['errorno', 'description', 'description2']
      .map(name => inside(error, name))
      .filter(part => part !== '')
      .join(' '),
  )
}

/** The text of the first element of that name; empty where there is none. */
export function inside(text: string, name: string): string {
  return new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(text)?.[1] ?? ''
}

export const customer = (id: string, name = id) =>
  `<create><CUSTOMER><CUSTOMERID>${id}</CUSTOMERID><NAME>${name}</NAME></CUSTOMER></create>`

/** The CUSTOMERIDs in the store. */
export function customers(sandbox: Sandbox): readonly unknown[] {
  return sandbox.intacct.records('CUSTOMER').map(record => record.CUSTOMERID)
}
