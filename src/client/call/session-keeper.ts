import { err, ok, type Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import type { Clock } from '../../retry/sleep.ts'
import { abortable } from './abortable.ts'

/** What a sign-in gives, at the least. */
export interface Signed {
  readonly sessionId: string
}

/** Keeps the session of one client. Of several who need one at the same time one signs in, and all wait for it. */
export interface SessionKeeper<Session extends Signed> {
  /** The session to be used, after signing in where there is none. The signal calls off this wait only. */
  readonly current: (signal?: AbortSignal) => Promise<Result<Session, Fault>>
  /** Signs in anew, also after a refusal. */
  readonly login: (signal?: AbortSignal) => Promise<Result<Session, Fault>>
  /** The session that is held now. */
  readonly held: () => string | undefined
  /** Forgets a session that has ended, if it is still the one that is held. */
  readonly drop: (sessionId: string) => void
}

/**
 * Makes the keeper.
 *
 * A refusal of the credentials is remembered: who needs a session gets it, and nothing is sent again until `login`, for
 * a wrong password that is repeated locks the user. A sign-in that was lost is tried again by the next call.
 */
export function sessionKeeper<Session extends Signed>(
  signIn: () => Promise<Result<Session, Fault>>,
  clock: Clock,
): SessionKeeper<Session> {
  const known: Known<Session> = { session: undefined, refusal: undefined, running: undefined }
  const shared = () => {
    known.running ??= begin(known, signIn)
    return known.running
  }
  return {
    current: async signal => {
      if (known.session !== undefined) return ok(known.session)
      if (known.refusal !== undefined) return err(known.refusal)
      return (await abortable(shared(), signal, clock)).mapErr(unsent)
    },
    login: signal => {
      known.refusal = undefined
      return abortable(shared(), signal, clock)
    },
    held: () => known.session?.sessionId,
    drop: sessionId => {
      if (known.session?.sessionId === sessionId) known.session = undefined
    },
  }
}

/** What a keeper knows. */
interface Known<Session> {
  session: Session | undefined
  refusal: Fault | undefined
  running: Promise<Result<Session, Fault>> | undefined
}

async function begin<Session extends Signed>(
  known: Known<Session>,
  signIn: () => Promise<Result<Session, Fault>>,
): Promise<Result<Session, Fault>> {
  const answer = await signIn()
  known.running = undefined
  if (answer.isOk()) known.session = answer.value
  else if (answer.error.category === 'authentication') known.refusal = answer.error
  return answer
}

/** Whatever became of the sign-in: of the call that waited for it nothing was sent. */
function unsent(fault: Fault): Fault {
  return { ...fault, applied: 'no', remedy: fault.remedy === 'reconcile' ? 'wait' : fault.remedy }
}
