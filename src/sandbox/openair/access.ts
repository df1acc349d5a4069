import type { XmlElement } from '../../xml/element.ts'
import { hash } from '../chance.ts'
import type { SandboxTime } from '../time.ts'
import type { OpenAirCredentials, OpenAirSettings } from './settings.ts'
import type { Store, StoredRecord } from './store.ts'

/** Who sent the request. */
export interface Session {
  readonly user: StoredRecord
  readonly token?: Token
}

/** An access token. `seenUpTo` is the last record that its filter cache knows of. */
export interface Token {
  readonly expiresAt: number
  readonly nickname: string
  seenUpTo: number
}

/** What became of a sign-in; code `0` lets the session in. */
export type SignIn =
  | { readonly code: '0'; readonly session: Session }
  | { readonly code: string; readonly text?: string; readonly session?: undefined }

/** The door of the account: keys, passwords, tokens, locks. */
export interface Access {
  readonly credentials: OpenAirCredentials
  /** The code that refuses the namespace and key of a request; undefined lets it pass. */
  readonly refusedKey: (request: XmlElement) => string | undefined
  readonly signIn: (login: XmlElement | undefined) => SignIn
  readonly setPassword: (nickname: string, password: string) => void
  readonly issueToken: (lifetimeMs: number) => string
  readonly expireTokens: () => void
  readonly lock: (nickname: string) => void
  readonly unlock: (nickname: string) => void
  /** Every sign-in gets this code from now on; undefined ends it. */
  readonly refuse: (code: string | undefined) => void
  readonly disableKey: (disabled: boolean) => void
}

/** Opens the door with fresh credentials for the first user. */
export function openAccess(seed: number, store: Store, time: SandboxTime, settings: OpenAirSettings): Access {
  const passwords = new Map<string, string>()
  const failures = new Map<string, number>()
  const tokens = new Map<string, Token>()
  const secret = (name: string) =>
    `${name}-${hash(`${seed} ${name} 1`).toString(36)}${hash(`${name} ${seed} 2`).toString(36)}`
  const owner = { namespace: 'sandbox', company: 'harbor', user: 'mara' }
  const key = secret('key')
  let issued = 0
  let refusal: string | undefined
  let keyDisabled = false

  const issueToken = (lifetimeMs: number) => {
    issued += 1
    const token = secret(`token${issued}`)
    tokens.set(token, { expiresAt: time.now() + lifetimeMs, nickname: owner.user, seenUpTo: store.sequence() })
    return token
  }
  const userOf = (nickname: string) => store.find('User', 'nickname', nickname)[0]
  const locked = (nickname: string) => (failures.get(nickname) ?? 0) >= settings.limits.failuresBeforeLock

  const byToken = (text: string): SignIn => {
    const token = tokens.get(text)
    const user = token === undefined ? undefined : userOf(token.nickname)
    if (token === undefined || user === undefined || token.expiresAt <= time.now()) {
      return { code: settings.tokenRefusal, text: 'invalid access token' }
    }
    return locked(token.nickname) ? { code: '416' } : { code: '0', session: { user, token } }
  }
  const byPassword = (company: string, nickname: string, password: string): SignIn => {
    if (company === '') return { code: '403' }
    if (nickname === '') return { code: '404' }
    if (password === '') return { code: '405' }
    const user = userOf(nickname)
    if (company !== owner.company || user === undefined) return { code: '401' }
    if (locked(nickname)) return { code: '416' }
    if (passwords.get(nickname) !== password) {
      failures.set(nickname, (failures.get(nickname) ?? 0) + 1)
      return { code: '401' }
    }
    failures.delete(nickname)
    return { code: '0', session: { user } }
  }

  passwords.set(owner.user, secret('password'))
  return {
    credentials: {
      ...owner,
      key,
      password: passwords.get(owner.user) ?? '',
      accessToken: issueToken(Number.POSITIVE_INFINITY),
    },
    refusedKey: request => {
      const [namespace, given] = [request.attribute('namespace') ?? '', request.attribute('key') ?? '']
      if (given === '') return '503'
      if (namespace === '') return '504'
      const known = [namespace === owner.namespace, given === key]
      if (known.every(Boolean)) return keyDisabled ? '506' : undefined
      return known.some(Boolean) ? '505' : '502'
    },
    signIn: login => {
      const field = (name: string) => login?.child(name)?.text.trim() ?? ''
      if (refusal !== undefined) return { code: refusal }
      // A bad token is never rescued by a good password beside it.
      if (login?.child('access_token') !== undefined) return byToken(field('access_token'))
      return byPassword(field('company'), field('user'), login?.child('password')?.text ?? '')
    },
    setPassword: (nickname, password) => {
      passwords.set(nickname, password)
    },
    issueToken,
    expireTokens: () => tokens.clear(),
    lock: nickname => {
      failures.set(nickname, Number.POSITIVE_INFINITY)
    },
    unlock: nickname => {
      failures.delete(nickname)
    },
    refuse: code => {
      refusal = code
    },
    disableKey: disabled => {
      keyDisabled = disabled
    },
  }
}
