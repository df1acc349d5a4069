import { createHash } from 'node:crypto'
import { hash } from '../chance.ts'
import { secretOf } from '../secret.ts'
import type { SandboxTime } from '../time.ts'
import type { KeapCredentials, KeapSettings } from './settings.ts'

/** What came of a user name and the MD5 of a password. */
export type PasswordCheck = 'right' | 'wrong' | 'expired'

/** The door of the account: keys, tokens, the password of its user. */
export interface Access {
  readonly credentials: KeapCredentials
  /** The id of its user. */
  readonly userId: number
  /** Whether a legacy key, or a temporary one, works now. */
  readonly isKey: (text: string) => boolean
  /** Whether an access token works now. */
  readonly isToken: (text: string) => boolean
  /** A new temporary key that lasts so many milliseconds of sandbox time. */
  readonly issueKey: (lifetimeMs: number) => string
  /** A new access token that lasts so many milliseconds of sandbox time. */
  readonly issueToken: (lifetimeMs: number) => string
  /** Every token issued so far is refused from now on. */
  readonly expireTokens: () => void
  readonly checkPassword: (user: string, md5: string) => PasswordCheck
  /** Whether a person has to set a new password first. */
  readonly expirePassword: (expired: boolean) => void
}

/** Opens the door with fresh credentials for one user. */
export function openAccess(seed: number, time: SandboxTime, settings: KeapSettings): Access {
  const tokens = openPasses(time, number => secretOf(seed, `keap-token-${number}`))
  const keys = openPasses(time, number => secretOf(seed, `keap-temporary-${number}`))
  const credentials: KeapCredentials = {
    apiKey: secretOf(seed, 'keap-api'),
    accessToken: tokens.issue(Number.POSITIVE_INFINITY),
    serviceKey: `KeapAK-${secretOf(seed, 'service')}`,
    vendorKey: secretOf(seed, 'keap-vendor'),
    user: 'mara@harbor.example',
    password: secretOf(seed, 'keap-password'),
  }
  const md5 = createHash('md5').update(credentials.password).digest('hex')
  let isExpired = false
  return {
    credentials,
    userId: 1 + (hash(`${seed} keap user`) % 99),
    isKey: text => settings.legacyKeys === 'live' && (text === credentials.apiKey || keys.isLive(text)),
    isToken: tokens.isLive,
    issueKey: keys.issue,
    issueToken: tokens.issue,
    expireTokens: tokens.expire,
    checkPassword: (user, given) => {
      if (user !== credentials.user || given.toLowerCase() !== md5) return 'wrong'
      return isExpired ? 'expired' : 'right'
    },
    expirePassword: expired => {
      isExpired = expired
    },
  }
}

interface Passes {
  readonly issue: (lifetimeMs: number) => string
  readonly isLive: (text: string) => boolean
  readonly expire: () => void
}

function openPasses(time: SandboxTime, secret: (number: number) => string): Passes {
  const ends = new Map<string, number>()
  let issued = 0
  return {
    issue: lifetimeMs => {
      issued += 1
      const text = secret(issued)
      ends.set(text, time.now() + lifetimeMs)
      return text
    },
    isLive: text => (ends.get(text) ?? 0) > time.now(),
    expire: () => ends.clear(),
  }
}
