import { openAirXml, type RetryChoice, type Transport } from 'faultline/openair'
import { openAirSoap } from 'faultline/openair/soap'
import type { Sandbox } from 'faultline/sandbox'
import { laneClock, type Pace } from '../lane-clock.ts'
import { PATIENCE_MS } from '../mishap.ts'
import { type NotedTry, takeNotes } from '../notes.ts'
import type { Lane } from '../rounds.ts'
import type { Order } from '../scenario.ts'
import { type Heard, perform } from './deeds.ts'
import { mishaps } from './mishaps.ts'
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
  readonly pace: Pace
  readonly retry: RetryChoice | undefined
}

/**
 * Opens a lane: a client of each wire with a clock of their own, over XML with tokens, over SOAP with a session. What
 * strikes a request depends on the call and on how often it was sent alone, never on what other lanes do.
 */
export function openLane(number: number, { order, sandbox, transport, pace, retry }: Ground): Lane<Call, Played> {
  const { url, soapUrl, account, issueToken } = sandbox.openAir
  const { namespace, key, company, user, password } = account
  const notes = takeNotes({
    lane: number,
    seed: order.seed,
    mishaps,
    transport,
    isSignIn: body => body.includes('login_par'),
  })
  let isStale = false
  const accessToken = async () => {
    const lifetimeMs = isStale ? 0 : Number.POSITIVE_INFINITY
    isStale = false
    return issueToken(lifetimeMs)
  }
  const shared = {
    namespace,
    key,
    transport: notes.transport,
    timeouts: { connectMs: PATIENCE_MS / 3, headersMs: (PATIENCE_MS * 2) / 3 },
    clock: laneClock(pace, sandbox.time.now(), notes.doing),
    ...(retry === undefined ? {} : { retry }),
  }
  const xml = openAirXml({ ...shared, url, auth: { accessToken } })
  const soap = openAirSoap({ ...shared, url: soapUrl, auth: { company, user, password } })
  const observed = { retry: { observers: [{ onAttempt: notes.onAttempt }] } }
  return {
    warmUp: async () => {
      await xml.whoami()
      await soap.whoami()
    },
    play: async call => {
      isStale = call.isStale
      const tries = notes.begin(call.key)
      return { ...(await perform(call, call.wire === 'xml' ? xml : soap, observed)), call, tries }
    },
    close: async () => {
      await xml.close()
      await soap.close()
    },
  }
}
