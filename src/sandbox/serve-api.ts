import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { xmlAnswer } from './answer.ts'
import { readBody, textOfBody } from './body.ts'
import { seedChance } from './chance.ts'
import { deliver, send, sendPage } from './deliver.ts'
import type { Journal } from './journal.ts'
import type { SandboxCall } from './options.ts'
import type { Request, Route } from './route.ts'
import type { SandboxTime } from './time.ts'
import type { PageTrouble, TroubleOnce } from './trouble.ts'
import type { TroublePlan } from './trouble-plan.ts'

/** What the server needs to answer. */
export interface Desk {
  /** The APIs by their paths. */
  readonly routes: ReadonlyMap<string, Route>
  readonly seed: number
  readonly habits: boolean
  readonly time: SandboxTime
  readonly trouble: TroublePlan
  readonly bodyBytes: number
  readonly calls: Journal<SandboxCall>
}

const MOST_KEYS = 100_000

/** Answers HTTP: each API at its path, a 404 or 405 elsewhere. */
export function serveApi(desk: Desk): (request: IncomingMessage, response: ServerResponse) => void {
  const attempts = attemptCounter()
  let calls = 0
  const serve = async (route: Route, request: IncomingMessage, response: ServerResponse) => {
    const body = await readBody(request, desk.bodyBytes)
    if (body.problem === 'cut-off') return
    if (body.problem === 'too-large') {
      send(response, 413, 'text/plain', 'Request Entity Too Large', { connection: 'close' })
      return
    }
    calls += 1
    const key = keyOf(request, body.bytes)
    await exchange(desk, route, requestOf(request, body.bytes), { call: calls, key, attempt: attempts(key) }, response)
  }
  return (request, response) => {
    const route = routeOf(request, desk.routes)
    if ('kind' in route) sendPage(response, route)
    // Nothing is known that gets here; a fault of the sandbox itself must not end the program around it.
    else serve(route, request, response).catch(() => response.destroy())
  }
}

/** The API that a request is for, or the page for what is none. */
function routeOf({ url = '', method = '' }: IncomingMessage, routes: Desk['routes']): Route | PageTrouble {
  const route = routes.get(url.split('?')[0] ?? '')
  if (route === undefined) return { kind: 'html', status: 404, body: '<html><h1>Not Found</h1></html>' }
  if (route.methods.includes(method)) return route
  const body = `<html><h1>${route.methods.join(' or ')}</h1></html>`
  return { kind: 'html', status: 405, headers: { allow: route.methods.join(', ') }, body }
}

function requestOf({ url = '', headers }: IncomingMessage, bytes: Buffer): Request {
  const texts = Object.entries(headers).map(([name, value]): [string, string] => [name, [value].flat().join(', ')])
  return {
    text: textOfBody(bytes),
    query: new URLSearchParams(url.split('?', 2)[1]),
    headers: new Map(texts),
  }
}

async function exchange(
  desk: Desk,
  route: Route,
  request: Request,
  { call, key, attempt }: Omit<SandboxCall, 'trouble'>,
  response: ServerResponse,
): Promise<void> {
  const trouble = desk.trouble.strike(key, attempt)
  desk.calls.write({ call, key, attempt, trouble: trouble.kind })
  if (strikesBefore(trouble)) return deliver(response, xmlAnswer(''), trouble)
  if (trouble.kind === 'slow' && trouble.when === 'before' && (await desk.time.wait(trouble.delayMs)) === 'stopped')
    return
  const chance = desk.habits ? { chance: seedChance('habits', desk.seed, key, attempt) } : {}
  const answer = await route.respond(request, { call, trouble, ...chance })
  if (trouble.kind === 'slow' && trouble.when !== 'before' && (await desk.time.wait(trouble.delayMs)) === 'stopped')
    return
  deliver(response, answer, trouble)
}

/** Whether nothing at all is carried out. */
function strikesBefore(trouble: TroubleOnce): boolean {
  switch (trouble.kind) {
    case 'html':
    case 'empty':
    case 'json':
    case 'text':
    case 'reset':
      return (trouble.when ?? 'before') === 'before'
    case 'status':
      return trouble.body !== 'xml' && (trouble.when ?? 'before') === 'before'
    default:
      return false
  }
}

function keyOf(request: IncomingMessage, bytes: Buffer): string {
  const chosen = request.headers['x-sandbox-call']
  if (typeof chosen === 'string' && chosen !== '') return chosen
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16)
}

/** Counts how often a key comes; of very many, the one not seen for longest is forgotten. */
function attemptCounter(): (key: string) => number {
  const seen = new Map<string, number>()
  return key => {
    const attempt = (seen.get(key) ?? 0) + 1
    seen.delete(key)
    seen.set(key, attempt)
    const [oldest] = seen.keys()
    if (seen.size > MOST_KEYS && oldest !== undefined) seen.delete(oldest)
    return attempt
  }
}
