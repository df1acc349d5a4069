import { secretOf } from '../secret.ts'
import type { Store, StoredRecord } from '../store.ts'
import type { SandboxTime } from '../time.ts'
import type { CommandElement } from './command-element.ts'
import { openPasswords, type Passwords } from './passwords.ts'
import { openSessions, type Sessions } from './sessions.ts'
import type { OpenAirCredentials, OpenAirSettings } from './settings.ts'
import { openTokens, type Token, type Tokens } from './tokens.ts'

/** Who sent the request. */
export interface Session {
  readonly user: StoredRecord
  readonly token?: Token
}

/** What became of a sign-in; code `0` lets the session in. */
export type SignIn =
  | { readonly code: '0'; readonly session: Session }
  | { readonly code: string; readonly text?: string; readonly session?: undefined }

/** What the `SessionHeader` of a SOAP request holds. */
export interface SessionKey {
  readonly sessionId?: string
  readonly accessToken?: string
}

/** The door of the account: keys, passwords, tokens, sessions, locks. */
export interface Access {
  readonly credentials: OpenAirCredentials
  readonly sessions: Sessions
  /** The code that refuses the namespace and key of a request; undefined lets it pass. */
  readonly refusedKey: (request: CommandElement) => string | undefined
  readonly signIn: (login: CommandElement | undefined) => SignIn
  /**
   * Lets in who began a session or has a token; 9 for all others. A token counts as a sign-in, a session has
   * been signed in already: neither a lock nor `refuse` ends it (unverified).
   */
  readonly resume: (key: SessionKey) => SignIn
  readonly setPassword: (nickname: string, password: string) => void
  readonly issueToken: (lifetimeMs: number) => string
  readonly expireTokens: () => void
  readonly lock: (nickname: string) => void
  readonly unlock: (nickname: string) => void
  /** Every sign-in gets this code from now on; undefined ends it. */
  readonly refuse: (code?: string) => void
  readonly disableKey: (disabled: boolean) => void
}

/** Opens the door with fresh credentials for the first user. */
export function openAccess(seed: number, store: Store, time: SandboxTime, settings: OpenAirSettings): Access {
  const secret = (name: string) => secretOf(seed, name)
  const tokens = openTokens(secret, time)
  const passwords = openPasswords(settings.limits.failuresBeforeLock)
  const sessions = openSessions(secret, time, settings.sessionIdleMs)
  const issueToken = (lifetimeMs: number) => tokens.issue(OWNER.user, lifetimeMs, store.sequence())
  const accessToken = issueToken(Number.POSITIVE_INFINITY)
  const credentials = { ...OWNER, key: secret('key'), password: secret('password'), accessToken }
  passwords.set(credentials.user, credentials.password)
  const door: Door = { store, tokens, passwords, tokenRefusal: settings.tokenRefusal, company: OWNER.company }
  let refusal: string | undefined
  let keyDisabled = false
  return {
    credentials,
    sessions,
    refusedKey: request => refusedKey(request, credentials, keyDisabled),
    signIn: login => (refusal === undefined ? signIn(login, door) : { code: refusal }),
    resume: ({ sessionId, accessToken }) => {
      if (accessToken === undefined) return bySession(sessionId ?? '', sessions, store)
      return refusal === undefined ? byToken(accessToken, { ...door, tokenRefusal: '9' }) : { code: refusal }
    },
    setPassword: passwords.set,
    issueToken,
    expireTokens: tokens.expire,
    lock: passwords.lock,
    unlock: passwords.unlock,
    refuse: code => {
      refusal = code
    },
    disableKey: disabled => {
      keyDisabled = disabled
    },
  }
}

const OWNER = { namespace: 'sandbox', company: 'harbor', user: 'mara' } as const

function refusedKey(
  request: CommandElement,
  { namespace, key }: OpenAirCredentials,
  disabled: boolean,
): string | undefined {
  const given = { namespace: request.attribute('namespace') ?? '', key: request.attribute('key') ?? '' }
  if (given.key === '') return '503'
  if (given.namespace === '') return '504'
  const known = [given.namespace === namespace, given.key === key]
  if (known.every(Boolean)) return disabled ? '506' : undefined
  return known.some(Boolean) ? '505' : '502'
}

interface Door extends Pick<OpenAirSettings, 'tokenRefusal'> {
  readonly store: Store
  readonly tokens: Tokens
  readonly passwords: Passwords
  readonly company: string
}

function signIn(login: CommandElement | undefined, door: Door): SignIn {
  const field = (name: string) => login?.child(name)?.text.trim() ?? ''
  // A bad token is never rescued by a good password beside it.
  if (login?.child('access_token') !== undefined) return byToken(field('access_token'), door)
  return byPassword(field('company'), field('user'), login?.child('password')?.text ?? '', door)
}

function byToken(text: string, { store, tokens, passwords, tokenRefusal }: Door): SignIn {
  const token = tokens.find(text)
  const user = token === undefined ? undefined : userOf(token.nickname, store)
  if (token === undefined || user === undefined) return { code: tokenRefusal, text: 'invalid access token' }
  return passwords.isLocked(token.nickname) ? { code: '416' } : { code: '0', session: { user, token } }
}

function bySession(id: string, sessions: Sessions, store: Store): SignIn {
  const nickname = sessions.use(id)
  const user = nickname === undefined ? undefined : userOf(nickname, store)
  return user === undefined ? { code: '9' } : { code: '0', session: { user } }
}

function byPassword(company: string, nickname: string, password: string, door: Door): SignIn {
  if (company === '') return { code: '403' }
  if (nickname === '') return { code: '404' }
  if (password === '') return { code: '405' }
  const user = userOf(nickname, door.store)
  if (company !== door.company || user === undefined) return { code: '401' }
  if (door.passwords.isLocked(nickname)) return { code: '416' }
  return door.passwords.check(nickname, password) ? { code: '0', session: { user } } : { code: '401' }
}

function userOf(nickname: string, store: Store): StoredRecord | undefined {
  return store.find('User', 'nickname', nickname)[0]
}
