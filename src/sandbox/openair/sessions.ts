import type { SandboxTime } from '../time.ts'

interface Use {
  readonly nickname: string
  lastAt: number
}

/** The sessions that `login` of the SOAP API began. */
export interface Sessions {
  /** Begins a session of a user and returns its id. */
  readonly begin: (nickname: string) => string
  /** Whose session it is, unless it is unknown or has ended; asking counts as use. */
  readonly use: (id: string) => string | undefined
  readonly end: (id: string) => void
  /** Ends all of them. */
  readonly expire: () => void
}

/** Starts without any session. One that nobody uses for `idleMs` of sandbox time has ended. */
export function openSessions(secret: (name: string) => string, time: SandboxTime, idleMs: number): Sessions {
  const sessions = new Map<string, Use>()
  let begun = 0
  return {
    begin: nickname => {
      begun += 1
      const id = secret(`session${begun}`)
      sessions.set(id, { nickname, lastAt: time.now() })
      return id
    },
    use: id => {
      const now = time.now()
      const session = sessions.get(id)
      if (session === undefined) return undefined
      if (now - session.lastAt >= idleMs) {
        sessions.delete(id)
        return undefined
      }
      session.lastAt = now
      return session.nickname
    },
    end: id => {
      sessions.delete(id)
    },
    expire: () => sessions.clear(),
  }
}
