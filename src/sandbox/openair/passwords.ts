/** The passwords of the account's users, and who has tried too many wrong ones. */
export interface Passwords {
  readonly set: (nickname: string, password: string) => void
  /** Whether it is the user's password. A wrong one counts towards the lock, a right one ends the count. */
  readonly check: (nickname: string, password: string) => boolean
  readonly isLocked: (nickname: string) => boolean
  readonly lock: (nickname: string) => void
  readonly unlock: (nickname: string) => void
}

/** Starts without any password. A user is locked out after so many wrong ones in a row. */
export function openPasswords(failuresBeforeLock: number): Passwords {
  const passwords = new Map<string, string>()
  const failures = new Map<string, number>()
  const failuresOf = (nickname: string) => failures.get(nickname) ?? 0
  return {
    set: (nickname, password) => {
      passwords.set(nickname, password)
    },
    check: (nickname, password) => {
      const right = passwords.get(nickname) === password
      if (right) failures.delete(nickname)
      else failures.set(nickname, failuresOf(nickname) + 1)
      return right
    },
    isLocked: nickname => failuresOf(nickname) >= failuresBeforeLock,
    lock: nickname => {
      failures.set(nickname, Number.POSITIVE_INFINITY)
    },
    unlock: nickname => {
      failures.delete(nickname)
    },
  }
}
