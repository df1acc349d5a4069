import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody, textOfBody } from './body.ts'
import { seedChance } from './chance.ts'
import { deliver, send, sendPage } from './deliver.ts'
import type { Journal } from './journal.ts'
import type { PerformedCommand } from './openair/openair.ts'
import { respond } from './openair/respond.ts'
import type { World } from './openair/world.ts'
import type { SandboxCall } from './options.ts'
import type { SandboxTime } from './time.ts'
import type { PageTrouble, TroubleOnce } from './trouble.ts'
import type { TroublePlan } from './trouble-plan.ts'

/** What the server needs to answer. */
export interface Desk {
  readonly world: World
  readonly seed: number
  readonly habits: boolean
  readonly time: SandboxTime
  readonly trouble: TroublePlan
  readonly bodyBytes: number
  readonly performed: Journal<PerformedCommand>
  readonly calls: Journal<SandboxCall>
}

const MOST_KEYS = 100_000

/** Answers HTTP: the API under `/api.pl`, a 404 or 405 elsewhere. */
export function serveApi(desk: Desk): (request: IncomingMessage, response: ServerResponse) => void {
  const attempts = attemptCounter()
  let calls = 0
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readBody(request, desk.bodyBytes)
    if (body.problem === 'cut-off') return
    if (body.problem === 'too-large') {
      send(response, 413, 'text/plain', 'Request Entity Too Large', { connection: 'close' })
      return
    }
    calls += 1
    const key = keyOf(request, body.bytes)
    await exchange(desk, body.bytes, { call: calls, key, attempt: attempts(key) }, response)
  }
  return (request, response) => {
    const page = misdirected(request)
    if (page !== undefined) sendPage(response, page)
    // Nothing is known that gets here; a fault of the sandbox itself must not end the program around it.
    else serve(request, response).catch(() => response.destroy())
  }
}

/** The page for what is not a request to the API. */
function misdirected({ url = '', method }: IncomingMessage): PageTrouble | undefined {
  if (url.split('?')[0] !== '/api.pl') return { kind: 'html', status: 404, body: '<html><h1>Not Found</h1></html>' }
  if (method === 'POST' || method === 'PUT') return undefined
  return { kind: 'html', status: 405, headers: { allow: 'POST, PUT' }, body: '<html><h1>POST or PUT</h1></html>' }
}

async function exchange(
  desk: Desk,
  bytes: Buffer,
  { call, key, attempt }: Omit<SandboxCall, 'trouble'>,
  response: ServerResponse,
): Promise<void> {
  const trouble = desk.trouble.strike(key, attempt)
  desk.calls.write({ call, key, attempt, trouble: trouble.kind })
  if (strikesBefore(trouble)) return deliver(response, '', trouble)
  if (trouble.kind === 'slow' && trouble.when === 'before' && (await desk.time.wait(trouble.delayMs)) === 'stopped')
    return
  const xml = respond(textOfBody(bytes), desk.world, {
    trouble,
    ...(desk.habits && { chance: seedChance('habits', desk.seed, key, attempt) }),
    onPerformed: (index, { localName }, { status, type, id }) =>
      desk.performed.write({
        call,
        index,
        command: localName,
        ...(type !== undefined && { type }),
        ...(id !== undefined && { id }),
        status,
      }),
  })
  if (trouble.kind === 'slow' && trouble.when !== 'before' && (await desk.time.wait(trouble.delayMs)) === 'stopped')
    return
  deliver(response, xml, trouble)
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
