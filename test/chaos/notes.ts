import type { AttemptEvent } from 'faultline'
import type { Transport } from 'faultline/openair'
import type { Doing } from './lane-clock.ts'
import type { Mishap, Mishaps } from './mishap.ts'

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
  /**
   * Starts over with the next call; what is noted of it comes into the list that this gives.
   *
   * @param meets which mishaps its requests may meet; default all
   */
  readonly begin: (call: string, meets?: Meets) => readonly NotedTry[]
}

type Meets = (mishap: Mishap) => boolean

/** Whose notes are taken. */
interface Writer {
  readonly lane: number
  readonly seed: number
  readonly mishaps: Mishaps
  readonly transport: Transport
  /** Whether a request signs in; default none does. It has a key of its own, for it is of no single call. */
  readonly isSignIn?: (body: string) => boolean
}

/** Starts the notes of one lane. */
export function takeNotes({ lane, seed, mishaps, transport, isSignIn = () => false }: Writer): Notes {
  let call = { name: `lane-${lane}`, meets: (_: Mishap) => true }
  let requests = 0
  let signIns = 0
  let doing: Doing = 'nothing'
  let sent: string[] = []
  let tries: NotedTry[] = []
  const keyOf = (body: string) => {
    if (isSignIn(body)) return fitting(`sign-in-${lane}-${++signIns}`, ({ asks }) => asks !== 'sign-in')
    return fitting(`${call.name}.${++requests}`, call.meets)
  }
  /** Of the keys that a request may have, the first with nothing but what it may meet. */
  const fitting = (name: string, meets: Meets) => {
    for (let variant = 0; ; variant += 1) {
      const key = variant === 0 ? name : `${name}.${variant}`
      const struck = mishaps.strikeOf(seed, key)
      if (struck === undefined || meets(struck)) return key
    }
  }
  return {
    transport: async request => {
      const key = keyOf(String(request.body))
      sent.push(key)
      doing = (mishaps.strikeOf(seed, key)?.tookMs ?? 0) > 0 ? 'held' : 'asking'
      return transport({ ...request, headers: { ...request.headers, 'x-sandbox-call': key } })
    },
    onAttempt: ({ fault }) => {
      tries.push({ sent, ...(fault === undefined ? {} : { fault }) })
      doing = 'nothing'
      sent = []
    },
    doing: () => doing,
    begin: (name, meets = () => true) => {
      call = { name, meets }
      requests = 0
      doing = 'nothing'
      sent = []
      tries = []
      return tries
    },
  }
}
