import type { SandboxTime } from '../time.ts'

/** An access token. `seenUpTo` is the last record that its filter cache knows of. */
export interface Token {
  readonly expiresAt: number
  readonly nickname: string
  seenUpTo: number
}

/** The access tokens of the account. */
export interface Tokens {
  /** Makes a token for a user that lasts so many milliseconds of sandbox time. */
  readonly issue: (nickname: string, lifetimeMs: number, seenUpTo: number) => string
  /** The token of that text, unless it is unknown or has expired. */
  readonly find: (text: string) => Token | undefined
  /** Makes all of them unknown. */
  readonly expire: () => void
}

/** Starts without any token. `secret` makes the text of each from a name of its own. */
export function openTokens(secret: (name: string) => string, time: SandboxTime): Tokens {
  const tokens = new Map<string, Token>()
  let issued = 0
  return {
    issue: (nickname, lifetimeMs, seenUpTo) => {
      issued += 1
      const text = secret(`token${issued}`)
      tokens.set(text, { expiresAt: time.now() + lifetimeMs, nickname, seenUpTo })
      return text
    },
    find: text => {
      const token = tokens.get(text)
      return token === undefined || token.expiresAt <= time.now() ? undefined : token
    },
    expire: () => tokens.clear(),
  }
}
