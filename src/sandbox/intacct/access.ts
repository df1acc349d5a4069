import { err, ok, type Result } from 'neverthrow'
import { secretOf } from '../secret.ts'
import type { SandboxTime } from '../time.ts'
import type { Control, Login } from './request.ts'
import type { ServiceError } from './service-error.ts'
import type { Session } from './session.ts'
import { openSessions, type Sessions } from './sessions.ts'
import type { IntacctCredentials, IntacctSettings } from './settings.ts'
import { lockedOut, senderNotAllowed, sessionInvalid, signInWrong } from './sign-in-errors.ts'

/** Why an operation is refused, and what of its login is told back. */
export interface SignInRefusal extends Pick<Session, 'userId' | 'companyId'> {
  readonly errors: readonly ServiceError[]
  /** Whether user, company, password or entity is wrong. */
  readonly isWrong?: boolean
}

/** The door of the company. */
export interface Access {
  readonly credentials: IntacctCredentials
  readonly sessions: Sessions
  /** Whether the request comes from the sender, with its password. */
  readonly isSender: (control: Control) => boolean
  /** Whether the company has expired. */
  readonly isExpired: () => boolean
  /** @param isEndpoint whether the request came to the address where sessions live */
  readonly signIn: (login: Login, isEndpoint: boolean) => Result<Session, SignInRefusal>
  readonly expireCompany: (expired: boolean) => void
  readonly lockUser: (locked: boolean) => void
  readonly forbidSender: (forbidden: boolean) => void
}

const OWNER = {
  senderId: 'harbor-sender',
  companyId: 'harbor-co',
  userId: 'mara',
  locationId: 'pier-1',
  policyId: 'harbor-queue',
} as const

/** Opens the door with fresh credentials for one sender and one user. */
export function openAccess(seed: number, time: SandboxTime, settings: IntacctSettings): Access {
  const secret = (name: string) => secretOf(seed, `intacct-${name}`)
  const credentials = { ...OWNER, senderPassword: secret('sender'), userPassword: secret('user') }
  const sessions = openSessions(secret, time, settings.sessionMs)
  const door: Door = { credentials, sessions, isExpired: false, isLocked: false, isForbidden: false }
  return {
    credentials,
    sessions,
    isSender: ({ senderId, password }) => senderId === credentials.senderId && password === credentials.senderPassword,
    isExpired: () => door.isExpired,
    signIn: (login, isEndpoint) => signIn(login, isEndpoint, door),
    expireCompany: expired => {
      door.isExpired = expired
    },
    lockUser: locked => {
      door.isLocked = locked
    },
    forbidSender: forbidden => {
      door.isForbidden = forbidden
    },
  }
}

interface Door {
  readonly credentials: IntacctCredentials
  readonly sessions: Sessions
  isExpired: boolean
  isLocked: boolean
  isForbidden: boolean
}

function signIn(login: Login, isEndpoint: boolean, door: Door): Result<Session, SignInRefusal> {
  const { credentials, sessions } = door
  if (login.sessionId !== undefined) {
    const session = isEndpoint ? sessions.use(login.sessionId) : undefined
    return session === undefined
      ? err({ userId: '', companyId: '', errors: [sessionInvalid()] })
      : allowed(session, door)
  }
  const { userId, companyId, password, locationId } = login
  const isRight = userId === credentials.userId && companyId === credentials.companyId
  const isEntity = locationId === '' || locationId === credentials.locationId
  if (!isRight || password !== credentials.userPassword || !isEntity)
    return err({ userId, companyId, errors: [signInWrong()], isWrong: true })
  if (door.isLocked) return err({ userId, companyId, errors: [lockedOut(userId), signInWrong()] })
  return allowed({ userId, companyId, locationId }, door)
}

function allowed(session: Session, { credentials, isForbidden }: Door): Result<Session, SignInRefusal> {
  const { userId, companyId } = session
  return isForbidden ? err({ userId, companyId, errors: [senderNotAllowed(credentials.senderId)] }) : ok(session)
}
