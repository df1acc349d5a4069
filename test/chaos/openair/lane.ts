import type { RetryObserver } from 'faultline'
import { openAirXml, type RetryChoice, type Transport } from 'faultline/openair'
import { openAirSoap } from 'faultline/openair/soap'
import type { Sandbox } from 'faultline/sandbox'
import type { Order } from '../scenario.ts'
import { type Heard, perform } from './deeds.ts'
import { laneClock } from './lane-clock.ts'
import { PATIENCE_MS, signInKey } from './mishaps.ts'
import type { Call } from './plan.ts'

/** A request that a lane sent, by which the sandbox knows it. */
export interface Sent {
  readonly key: string
  readonly attempt: number
}

/** A call as its lane saw it. */
export interface Played extends Heard {
  readonly call: Call
  /** The requests of each try, and what it was given up for. */
  readonly tries: readonly { readonly sent: readonly Sent[]; readonly fault?: Event['fault'] }[]
}

type Event = Parameters<NonNullable<RetryObserver['onAttempt']>>[0]

/** Makes one call after the other. Many lanes side by side make the load. */
export interface Lane {
  readonly play: (call: Call) => Promise<Played>
  readonly close: () => Promise<void>
}

/** What all lanes share. */
export interface Ground {
  readonly order: Order
  readonly sandbox: Sandbox
  readonly transport: Transport
  readonly speed: number
  readonly retry: RetryChoice | undefined
}

/**
 * Opens a lane: a client of each wire with a clock of their own, over XML with tokens, over SOAP with a session. What
 * strikes a request depends on the call and on how often it was sent alone, never on what other lanes do.
 */
export function openLane(number: number, { order, sandbox, transport, speed, retry }: Ground): Lane {
  const { url, soapUrl, account, issueToken } = sandbox.openAir
  const { namespace, key, company, user, password } = account
  let current: Call | undefined
  let signIns = 0
  let sent: Sent[] = []
  let tries: Played['tries'][number][] = []
  let isStale = false

  const counts = new Map<string, number>()
  const marked: Transport = request => {
    const isSignIn = typeof request.body === 'string' && request.body.includes('login_par')
    if (isSignIn) signIns += 1
    const mark = isSignIn ? signInKey(order.seed, `sign-in-${number}-${signIns}`) : (current?.key ?? '')
    const attempt = (counts.get(mark) ?? 0) + 1
    counts.set(mark, attempt)
    sent.push({ key: mark, attempt })
    return transport({ ...request, headers: { ...request.headers, 'x-sandbox-call': mark } })
  }
  const token = async () => {
    const lifetimeMs = isStale ? 0 : Number.POSITIVE_INFINITY
    isStale = false
    return issueToken(lifetimeMs)
  }
  const onAttempt = ({ fault }: Event) => {
    tries.push({ sent, ...(fault === undefined ? {} : { fault }) })
    sent = []
  }

  const shared = {
    namespace,
    key,
    transport: marked,
    timeouts: { connectMs: PATIENCE_MS / 3, headersMs: (PATIENCE_MS * 2) / 3 },
    clock: laneClock(speed, sandbox.time.now()),
    ...(retry === undefined ? {} : { retry }),
  }
  const xml = openAirXml({ ...shared, url, auth: { accessToken: token } })
  const soap = openAirSoap({ ...shared, url: soapUrl, auth: { company, user, password } })
  return {
    play: async call => {
      current = call
      isStale = call.isStale
      tries = []
      counts.clear()
      const heard = await perform(call, call.wire === 'xml' ? xml : soap, { retry: { observers: [{ onAttempt }] } })
      return { ...heard, call, tries }
    },
    close: async () => {
      await xml.close()
      await soap.close()
    },
  }
}
