import { keap, type RetryChoice, type Transport } from 'faultline/keap'
import type { Sandbox } from 'faultline/sandbox'
import { laneClock } from '../lane-clock.ts'
import { PATIENCE_MS } from '../mishap.ts'
import { type NotedTry, takeNotes } from '../notes.ts'
import { type Lane, PACE } from '../rounds.ts'
import type { Order } from '../scenario.ts'
import { type Heard, perform } from './deeds.ts'
import { meets, mishaps } from './mishaps.ts'
import type { Call } from './plan.ts'

/** A call as its lane saw it. */
export interface Played extends Heard {
  readonly call: Call
  readonly tries: readonly NotedTry[]
}

/** What all lanes share. */
export interface Ground {
  readonly order: Order
  readonly sandbox: Sandbox
  readonly transport: Transport
  readonly retry: RetryChoice | undefined
}

/**
 * Opens a lane: two clients with a clock of their own, one with tokens and one with the legacy key. What strikes a
 * request depends on the call and on how often it was sent alone, never on what other lanes do.
 */
export function openLane(number: number, { order, sandbox, transport, retry }: Ground): Lane<Call, Played> {
  const { url, account, issueToken } = sandbox.keap
  const notes = takeNotes({ lane: number, seed: order.seed, mishaps, transport })
  let isStale = false
  const accessToken = async () => {
    const lifetimeMs = isStale ? 0 : Number.POSITIVE_INFINITY
    isStale = false
    return issueToken(lifetimeMs)
  }
  const shared = {
    url,
    transport: notes.transport,
    timeouts: { connectMs: PATIENCE_MS / 3, headersMs: (PATIENCE_MS * 2) / 3 },
    clock: laneClock(PACE, sandbox.time.now(), notes.doing),
    ...(retry === undefined ? {} : { retry }),
  }
  const apis = {
    token: keap({ ...shared, auth: { accessToken } }),
    key: keap({ ...shared, auth: { apiKey: account.apiKey } }),
  }
  const observed = { retry: { observers: [{ onAttempt: notes.onAttempt }] } }
  return {
    warmUp: async () => {
      await apis.token.DataService.echo('ahoy')
      await apis.key.DataService.echo('ahoy')
    },
    play: async call => {
      isStale = call.isStale
      const tries = notes.begin(call.key, mishap => meets(call.credential, mishap))
      return { ...(await perform(call, apis[call.credential], observed)), call, tries }
    },
    close: async () => {
      await apis.token.close()
      await apis.key.close()
    },
  }
}
