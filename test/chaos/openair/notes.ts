import type { AttemptEvent } from 'faultline'
import type { Transport } from 'faultline/openair'
import type { Doing } from './lane-clock.ts'
import { mishapOf, signInKey } from './mishaps.ts'

/** One try of a call: the keys of its requests, by which the sandbox knows them, and what it was given up for. */
export interface NotedTry {
  readonly sent: readonly string[]
  readonly fault?: AttemptEvent['fault']
}

/** What a lane writes down of its calls, which are made one after the other. */
export interface Notes {
  /** Sends each request under a key of its own. */
  readonly transport: Transport
  readonly onAttempt: (event: AttemptEvent) => void
  readonly doing: () => Doing
  /** Starts over with the next call; what is noted of it comes into the list that this gives. */
  readonly begin: (call: string) => readonly NotedTry[]
}

/** Starts the notes of one lane. A sign-in has a key of its own: it is of no single call. */
export function takeNotes(lane: number, seed: number, transport: Transport): Notes {
  let call = `lane-${lane}`
  let requests = 0
  let signIns = 0
  let doing: Doing = 'nothing'
  let sent: string[] = []
  let tries: NotedTry[] = []
  const keyOf = (isSignIn: boolean) => {
    if (!isSignIn) return `${call}.${++requests}`
    return signInKey(seed, `sign-in-${lane}-${++signIns}`)
  }
  return {
    transport: async request => {
      const key = keyOf(typeof request.body === 'string' && request.body.includes('login_par'))
      sent.push(key)
      doing = (mishapOf(seed, key)?.tookMs ?? 0) > 0 ? 'held' : 'asking'
      return transport({ ...request, headers: { ...request.headers, 'x-sandbox-call': key } })
    },
    onAttempt: ({ fault }) => {
      tries.push({ sent, ...(fault === undefined ? {} : { fault }) })
      doing = 'nothing'
      sent = []
    },
    doing: () => doing,
    begin: name => {
      call = name
      requests = 0
      doing = 'nothing'
      sent = []
      tries = []
      return tries
    },
  }
}
