import type { SandboxTime } from '../time.ts'
import type { Session } from './session.ts'

interface Use {
  readonly session: Session & { readonly id: string }
  lastAt: number
}

/** The sessions that `getAPISession` began. */
export interface Sessions {
  /** Begins a session like this one, under an id of its own. */
  readonly begin: (session: Session) => string
  /** The session of that id, unless it is unknown or has ended; asking counts as use. */
  readonly use: (id: string) => Session | undefined
  /** Ends all of them. */
  readonly expire: () => void
}

/** Starts without any session. One that nobody uses for `idleMs` of sandbox time has ended. */
export function openSessions(secret: (name: string) => string, time: SandboxTime, idleMs: number): Sessions {
  const sessions = new Map<string, Use>()
  let begun = 0
  return {
    begin: session => {
      begun += 1
      const id = secret(`session${begun}`)
      sessions.set(id, { session: { ...session, id }, lastAt: time.now() })
      return id
    },
    use: id => {
      const use = sessions.get(id)
      if (use === undefined || time.now() - use.lastAt >= idleMs) return undefined
      use.lastAt = time.now()
      return use.session
    },
    expire: () => sessions.clear(),
  }
}
