import { err, ok, type Result } from 'neverthrow'
import { fault, type KeapFault } from '../fault.ts'
import type { Arguments, Done } from '../method.ts'
import { int, string, struct } from '../value.ts'
import type { World } from '../world.ts'

/** Checks a user by the MD5 of the password, and gives the user's id. */
export function authenticateUser(args: Arguments, world: World): Result<Done, KeapFault> {
  return signIn(args.text(0), args.text(1), world).map(id => ({ value: int(id), table: 'User', id }))
}

/** Gives a legacy key that works for an hour. */
export function getTemporaryKey(args: Arguments, world: World): Result<Done, KeapFault> {
  if (args.text(0) !== world.access.credentials.vendorKey)
    return err(fault('InvalidKey', 'The vendor key is not known'))
  return signIn(args.text(1), args.text(2), world).map(() => ({ value: string(world.access.issueKey(HOUR_MS)) }))
}

const HOUR_MS = 3_600_000

function signIn(user: string, passwordHash: string, world: World): Result<number, KeapFault> {
  const known = world.access.checkPassword(user, passwordHash)
  if (known === 'wrong') return err(fault('FailedLoginAttempt', 'The user name or the password is wrong'))
  if (known === 'expired') return err(fault('FailedLoginAttemptPasswordExpired', 'The password has expired'))
  return ok(world.access.userId)
}

/** Tells whose credential it is. Its members are a guess. */
export function getUserInfo(_args: Arguments, world: World): Result<Done, KeapFault> {
  const { user } = world.access.credentials
  const info = { globalUserId: int(world.access.userId), casUsername: string(user), displayName: string('Mara Quay') }
  return ok({ value: struct(info), table: 'User', id: world.access.userId })
}
