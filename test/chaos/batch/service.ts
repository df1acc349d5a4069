import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Knock } from '../story.ts'
import type { Gate } from './gate.ts'
import { idempotencyOf, type Strike, strikeOf } from './rows.ts'

/** How the service is today. */
export interface Weather {
  /** What befalls a call, counted for each row from 0. Default: `strikeOf`. */
  readonly strikes?: (row: number, call: number) => Strike
  readonly gate?: Gate
}

/** A service that takes rows by POST, and remembers what it did. */
export interface RowService {
  readonly url: string
  /** The calls of each row, in order. */
  readonly knocks: ReadonlyMap<number, readonly Knock[]>
  /** How often the work of a row was done. */
  readonly done: ReadonlyMap<number, number>
  /** Resolves once so many calls have come. */
  readonly reached: (calls: number) => Promise<void>
  readonly close: () => Promise<void>
}

const CLEAR: ReadonlySet<Strike> = new Set(['refused', 'limit', 'closed'])

/** Starts the service on a free port. A row that is `keyed` is done once for each key, a `repeatable` one stays as it is. */
export async function startRowService(
  seed: number,
  { strikes = (row, call) => strikeOf(seed, row, call), gate }: Weather = {},
): Promise<RowService> {
  const knocks = new Map<number, Knock[]>()
  const done = new Map<number, number>()
  const keys = new Set<string>()
  const waiting = new Set<{ readonly calls: number; readonly resolve: () => void }>()
  let calls = 0

  const work = (row: number, key: string) => {
    const before = done.get(row) ?? 0
    const isAgain =
      idempotencyOf(seed, row) === 'once' ? false : keys.has(key) || idempotencyOf(seed, row) === 'repeatable'
    keys.add(key)
    done.set(row, isAgain && before > 0 ? before : before + 1)
  }
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { row } = JSON.parse(await textOf(request)) as { readonly row: number }
    calls += 1
    for (const one of waiting) if (calls >= one.calls) one.resolve()
    const before = knocks.get(row) ?? []
    const strike = gate?.isClosed()
      ? 'closed'
      : strikes(row, before.filter(({ trouble }) => trouble !== 'closed').length)
    const worked = strike === 'none' || strike.endsWith('after')
    if (worked) work(row, String(request.headers['idempotency-key']))
    knocks.set(row, [...before, knockOf(strike, worked, gate)])
    respond(response, strike, row, gate)
  }
  const server = createServer((request, response) => {
    // A caller that was killed in the middle of a request has asked for nothing.
    answer(request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    knocks,
    done,
    reached: awaited =>
      new Promise(resolve => {
        if (calls >= awaited) resolve()
        else waiting.add({ calls: awaited, resolve })
      }),
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function knockOf(strike: Strike, worked: boolean, gate: Gate | undefined): Knock {
  const isLimit = strike === 'limit' || strike === 'closed'
  return {
    trouble: strike,
    failed: strike !== 'none',
    clear: CLEAR.has(strike),
    final: strike === 'refused',
    worked,
    tookMs: 0,
    pauseMs: strike === 'closed' && gate !== undefined ? gate.windowMs : 0,
    ...(isLimit ? { asks: 'rate-limit' as const } : {}),
  }
}

function respond(response: ServerResponse, strike: Strike, row: number, gate: Gate | undefined): void {
  if (strike === 'closed') response.setHeader('retry-after', String(Math.ceil((gate?.windowMs ?? 0) / 1_000)))
  if (strike.startsWith('reset')) response.destroy()
  else if (strike.startsWith('page')) response.writeHead(502, { 'content-type': 'text/html' }).end('<p>Bad gateway</p>')
  else if (strike === 'limit' || strike === 'closed') json(response, 429, { code: 'busy', message: 'too many calls' })
  else if (strike === 'refused') json(response, 422, { code: 'odd', message: `row ${row} is odd` })
  else json(response, 200, { row })
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of request.setEncoding('utf8')) text += piece
  return text
}
