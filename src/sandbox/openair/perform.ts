import type { Session } from './access.ts'
import type { CommandElement } from './command-element.ts'
import { remoteAuth, report, time, version, whoami } from './commands/account.ts'
import { add } from './commands/add.ts'
import { approve, reject, submit, unapprove } from './commands/approvals.ts'
import { createUser } from './commands/create-user.ts'
import { remove } from './commands/delete.ts'
import { makeUrl } from './commands/make-url.ts'
import { modify, modifyOnCondition } from './commands/modify.ts'
import { read } from './commands/read.ts'
import { readError } from './commands/read-error.ts'
import { type Deed, type OpenScene, type Performer, refuse } from './world.ts'

const PERFORMERS: ReadonlyMap<string, Performer> = new Map(
  Object.entries<Performer>({
    Read: read,
    Add: add,
    Modify: modify,
    ModifyOnCondition: modifyOnCondition,
    Delete: remove,
    Submit: submit,
    Approve: approve,
    Reject: reject,
    Unapprove: unapprove,
    CreateUser: createUser,
    CreateAccount: () => refuse('304'),
    MakeURL: makeUrl,
    Report: report,
    Whoami: whoami,
    Version: version,
    RemoteAuth: remoteAuth,
  }),
)

/** Carries out one command. `performed` is false where nothing was tried: not signed in, or not a command. */
export function perform(
  command: CommandElement,
  session: Session | undefined,
  scene: OpenScene,
): { readonly deed: Deed; readonly performed: boolean } {
  if (command.localName === 'Time') return { deed: time(command, scene), performed: true }
  if (isErrorRead(command)) return { deed: readError(command, scene), performed: true }
  const performer = PERFORMERS.get(command.localName)
  if (session === undefined) return { deed: refuse('2'), performed: false }
  if (performer === undefined) return { deed: refuse('5'), performed: false }
  return { deed: performer(command, { ...scene, session }), performed: true }
}

function isErrorRead(command: CommandElement): boolean {
  return command.localName === 'Read' && command.attribute('type') === 'Error'
}
