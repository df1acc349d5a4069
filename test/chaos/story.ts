import type { Fault, Idempotency } from 'faultline'

/** What a caller was told in the end. */
export type Told = { readonly done: true } | { readonly done: false; readonly fault: Fault }

/** One request of a call, as the sandbox knows it. A sign-in that the call needed is one of its requests. */
export interface Knock {
  /** The key of the request, where several calls may have gone out with it: its trouble counts once. */
  readonly request?: string
  /** What struck it, by the name that the scenario gives it; `none` for nothing. */
  readonly trouble: string
  /** Whether its answer was of no use, so that the call failed or had to be tried again. */
  readonly failed: boolean
  /** Whether the answer alone proves that nothing was done: no other request is ever answered like this. */
  readonly clear: boolean
  /** Whether it is the service's last word, such as a declined card: no repeat would end otherwise. */
  readonly final: boolean
  /** Whether the work of the call was carried out for it, were it only after the caller had given up. */
  readonly worked: boolean
  /** What the service asks for: to wait until its limit allows more, or to sign in anew. Neither uses up a try. */
  readonly asks?: 'rate-limit' | 'sign-in'
  /** How long it takes until it has failed, in the clients' time. */
  readonly tookMs: number
  /** How long the service asks to wait after it. */
  readonly pauseMs: number
}

/** One try, as an observer of the client saw it. */
export interface Attempted {
  /** What it was given up for; absent where it succeeded. */
  readonly fault?: Fault
  readonly knocks: readonly Knock[]
}

/** How long the client of a scenario goes on; where it is not said, by the defaults of most. */
export interface Room {
  readonly deadlineMs: number
  /** The longest wait between two tries where the service asks for none. */
  readonly backoffMs: number
}

/** One call from both sides. */
export interface Story {
  readonly call: string
  readonly operation: string
  readonly idempotency: Idempotency
  /** The caller's side. */
  readonly told: Told
  readonly attempts: readonly Attempted[]
  /** The sandbox's side, after all is over: how often the work is found done. A read is done when it was answered. */
  readonly found: number
  /** Whether what the caller was told of the result (the record that was read) is what the sandbox has. */
  readonly agrees: boolean
  readonly room?: Room
}
