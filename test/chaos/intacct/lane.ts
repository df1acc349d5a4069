import { type Intacct, intacct, type RetryChoice, type Transport } from 'faultline/intacct'
import type { Sandbox } from 'faultline/sandbox'
import { laneClock } from '../lane-clock.ts'
import { PATIENCE_MS } from '../mishap.ts'
import { type NotedTry, takeNotes } from '../notes.ts'
import { type Lane, PACE } from '../rounds.ts'
import type { Order } from '../scenario.ts'
import { type Heard, perform } from './deeds.ts'
import { mishaps } from './mishaps.ts'
import type { Call } from './plan.ts'

/** A call as its lane saw it. */
export interface Played {
  readonly call: Call
  /** What became of each of its functions. */
  readonly heard: readonly Heard[]
  /** An entry for each function in each try, in order: those that succeeded go first. */
  readonly noted: readonly NotedTry[]
  /** The places of the functions in each of its requests, by key. */
  readonly carried: ReadonlyMap<string, readonly number[]>
}

/** What all lanes share. */
export interface Ground {
  readonly order: Order
  readonly sandbox: Sandbox
  readonly transport: Transport
  readonly retry: RetryChoice | undefined
}

/**
 * Opens a lane: a client with a session and a clock of its own. What strikes a request depends on the call and on how
 * often it was sent alone, never on what other lanes do.
 */
export function openLane(number: number, { order, sandbox, transport, retry }: Ground): Lane<Call, Played> {
  let current: Call = { key: '', isTransaction: false, functions: [] }
  let carried = new Map<string, readonly number[]>()
  const notes = takeNotes({
    lane: number,
    seed: order.seed,
    mishaps,
    transport: request => {
      const key = new Headers(request.headers).get('x-sandbox-call') ?? ''
      carried.set(key, placesIn(String(request.body), current))
      return transport(request)
    },
    isSignIn: body => body.includes('<getAPISession'),
  })
  const api = openClient(number, notes.transport, sandbox, {
    clock: laneClock(PACE, sandbox.time.now(), notes.doing),
    ...(retry === undefined ? {} : { retry }),
  })
  const observed = { retry: { observers: [{ onAttempt: notes.onAttempt }] } }
  return {
    warmUp: async () => {
      await api.getAPISession()
    },
    play: async call => {
      current = call
      carried = new Map()
      const noted = notes.begin(call.key)
      return { call, heard: await perform(call, api, observed), noted, carried }
    },
    close: api.close,
  }
}

function openClient(
  lane: number,
  transport: Transport,
  { intacct: { url, account } }: Sandbox,
  options: Pick<Parameters<typeof intacct>[0], 'clock' | 'retry'>,
): Intacct {
  const { senderId, senderPassword, companyId, userId, userPassword } = account
  let ids = 0
  return intacct({
    ...options,
    url,
    sender: { id: senderId, password: senderPassword },
    credentials: { companyId, userId, userPassword },
    transport,
    timeouts: { connectMs: PATIENCE_MS / 3, headersMs: (PATIENCE_MS * 2) / 3 },
    newId: () => `lane-${lane}-${++ids}`,
  })
}

/** Which functions of a call stand in a request, in the order in which they do. */
function placesIn(body: string, { functions }: Call): readonly number[] {
  return [...body.matchAll(/<function .*?<\/function>/gs)].map(([text]) =>
    functions.findIndex(({ mark }) => text.includes(mark)),
  )
}
