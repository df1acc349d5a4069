import { request as httpRequest } from 'node:http'
import { onTestFinished } from 'vitest'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox.ts'

/** A sandbox for one test, closed when the test ends. Tidy by default, so that expectations are plain text. */
export async function open(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ habits: false, ...options })
  onTestFinished(() => sandbox.close())
  return sandbox
}

/** The login by token that a fresh sandbox accepts. */
export function tokenLogin(sandbox: Sandbox, token = sandbox.openAir.account.accessToken): string {
  return `<Auth><Login><access_token>${token}</access_token></Login></Auth>`
}

/** A login by password. */
export function passwordLogin(sandbox: Sandbox, password = sandbox.openAir.account.password): string {
  const { company, user } = sandbox.openAir.account
  return `<Auth><Login><company>${company}</company><user>${user}</user><password>${password}</password></Login></Auth>`
}

/** A whole request in the sandbox's namespace. */
export function request(sandbox: Sandbox, inside: string): string {
  const { namespace, key } = sandbox.openAir.account
  return `<request API_version="1.0" client="test" client_ver="1" namespace="${namespace}" key="${key}">${inside}</request>`
}

export interface Posted {
  readonly status: number
  readonly text: string
  readonly type: string | null
}

/** Posts a body to the API as it is. */
export async function post(sandbox: Sandbox, body: string | Uint8Array, init: RequestInit = {}): Promise<Posted> {
  const reply = await fetch(sandbox.openAir.url, { method: 'POST', body: body as BodyInit, ...init })
  return { status: reply.status, text: await reply.text(), type: reply.headers.get('content-type') }
}

/** Sends commands by token and returns the text of the answer. */
export async function send(sandbox: Sandbox, commands: string): Promise<string> {
  return (await post(sandbox, request(sandbox, tokenLogin(sandbox) + commands))).text
}

/** Sends commands by token and returns what stands between `<Auth status="0"/>` and the end. */
export async function results(sandbox: Sandbox, commands: string): Promise<string> {
  const text = await send(sandbox, commands)
  return text.replace('<response><Auth status="0"/>', '').replace('</response>', '')
}

/** The statuses of an answer in order, `Auth` first. */
export async function statuses(sandbox: Sandbox, commands: string): Promise<readonly string[]> {
  const text = await send(sandbox, commands)
  return [...text.matchAll(/ status="(\w*)"/g)].map(match => match[1] ?? '')
}

/** Posts over a socket of its own and tells how that ended: `done` with the text, or the error's code. */
export function rawPost(sandbox: Sandbox, body: string): Promise<{ readonly end: string; readonly text: string }> {
  return new Promise(resolve => {
    let text = ''
    const end = (how: string) => resolve({ end: how, text })
    const call = httpRequest(sandbox.openAir.url, { method: 'POST', agent: false }, reply => {
      reply.on('data', (piece: Buffer) => {
        text += piece.toString('utf8')
      })
      reply.on('end', () => end('done'))
      reply.on('error', error => end('code' in error ? String(error.code) : error.message))
    })
    call.on('error', error => end('code' in error ? String(error.code) : error.message))
    call.end(body)
  })
}
