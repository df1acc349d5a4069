import type { RetryObserver } from 'faultline'
import { openAirXml, type RetryChoice, type Transport } from 'faultline/openair'
import { openAirSoap } from 'faultline/openair/soap'
import type { Sandbox } from 'faultline/sandbox'
import type { Order } from '../scenario.ts'
import { type Heard, perform } from './deeds.ts'
import { type Doing, laneClock, type Pace } from './lane-clock.ts'
import { mishapOf, PATIENCE_MS, signInKey } from './mishaps.ts'
import type { Call } from './plan.ts'

/** A call as its lane saw it. */
export interface Played extends Heard {
  readonly call: Call
  /** The keys of the requests of each try, by which the sandbox knows them, and what it was given up for. */
  readonly tries: readonly { readonly sent: readonly string[]; readonly fault?: Event['fault'] }[]
}

type Event = Parameters<NonNullable<RetryObserver['onAttempt']>>[0]

/** Makes one call after the other. Many lanes side by side make the load. */
export interface Lane {
  /** Opens the connections and signs in, before there is trouble. */
  readonly warmUp: () => Promise<void>
  readonly play: (call: Call) => Promise<Played>
  readonly close: () => Promise<void>
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
export function openLane(number: number, { order, sandbox, transport, pace, retry }: Ground): Lane {
  const { url, soapUrl, account, issueToken } = sandbox.openAir
  const { namespace, key, company, user, password } = account
  let call = `lane-${number}`
  let requests = 0
  let signIns = 0
  let doing: Doing = 'nothing'
  let sent: string[] = []
  let tries: Played['tries'][number][] = []
  let isStale = false

  const marked: Transport = async request => {
    const isSignIn = typeof request.body === 'string' && request.body.includes('login_par')
    if (isSignIn) signIns += 1
    else requests += 1
    const mark = isSignIn ? signInKey(order.seed, `sign-in-${number}-${signIns}`) : `${call}.${requests}`
    sent.push(mark)
    doing = (mishapOf(order.seed, mark)?.tookMs ?? 0) > 0 ? 'held' : 'asking'
    return transport({ ...request, headers: { ...request.headers, 'x-sandbox-call': mark } })
  }
  const token = async () => {
    const lifetimeMs = isStale ? 0 : Number.POSITIVE_INFINITY
    isStale = false
    return issueToken(lifetimeMs)
  }
  const onAttempt = ({ fault }: Event) => {
    doing = 'nothing'
    tries.push({ sent, ...(fault === undefined ? {} : { fault }) })
    sent = []
  }

  const shared = {
    namespace,
    key,
    transport: marked,
    timeouts: { connectMs: PATIENCE_MS / 3, headersMs: (PATIENCE_MS * 2) / 3 },
    clock: laneClock(pace, sandbox.time.now(), () => doing),
    ...(retry === undefined ? {} : { retry }),
  }
  const xml = openAirXml({ ...shared, url, auth: { accessToken: token } })
  const soap = openAirSoap({ ...shared, url: soapUrl, auth: { company, user, password } })
  return {
    warmUp: async () => {
      await xml.whoami()
      await soap.whoami()
    },
    play: async one => {
      call = one.key
      isStale = one.isStale
      requests = 0
      doing = 'nothing'
      sent = []
      tries = []
      const heard = await perform(one, one.wire === 'xml' ? xml : soap, { retry: { observers: [{ onAttempt }] } })
      return { ...heard, call: one, tries }
    },
    close: async () => {
      await xml.close()
      await soap.close()
    },
  }
}
