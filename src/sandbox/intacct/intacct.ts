import { copyFields, type RecordData } from '../data.ts'
import { openRateWindow } from '../rate-window.ts'
import { secretOf } from '../secret.ts'
import { openStore } from '../store.ts'
import type { SandboxTime } from '../time.ts'
import { openAccess } from './access.ts'
import { openControlLog } from './control-log.ts'
import { openCursors } from './cursors.ts'
import { openObjectRules } from './object-rules.ts'
import type { PerformedFunction } from './performed-function.ts'
import type { IntacctCredentials, IntacctSettings } from './settings.ts'
import { openTurns } from './turns.ts'
import type { World } from './world.ts'

/** The Intacct company inside a sandbox. */
export interface IntacctSandbox {
  /** Where one signs in: POST only. Sessions are unknown here. */
  readonly url: string
  /** Where sessions live, as `getAPISession` tells it: POST only. */
  readonly endpoint: string
  /** Credentials that work. */
  readonly account: IntacctCredentials
  /** Copies of the records of an object, deleted ones left out, in the order in which they came. */
  readonly records: (object: string) => readonly RecordData[]
  /** Stores a record as it is, without the checks of `create`; gives its RECORDNO. An object nobody knows comes into being. */
  readonly put: (object: string, record: RecordData) => string
  /** What was really carried out, in order: the last 100,000 functions. */
  readonly performed: readonly PerformedFunction[]
  /** Every session that has begun ends. */
  readonly expireSessions: () => void
  /** Every `resultId` expires. */
  readonly expireCursors: () => void
  /** Whether the company has expired: refused at control. */
  readonly expireCompany: (expired?: boolean) => void
  /** Whether the user is locked out of signing in; sessions that have begun go on. */
  readonly lockUser: (locked?: boolean) => void
  /** Whether the company has taken the sender off its list. */
  readonly forbidSender: (forbidden?: boolean) => void
  /** Forbids the user an operation (`create`, `update`, `delete`, `read`) on an object, or allows it again. */
  readonly forbid: (operation: string, object: string, forbidden?: boolean) => void
  /** Forgets which control IDs have succeeded: how long the service remembers them is not known. */
  readonly forgetControlIds: () => void
}

/** The company from the inside. */
export interface OpenedIntacct {
  readonly world: World
  readonly sandbox: IntacctSandbox
}

export const SIGN_IN_PATH = '/ia/xml/xmlgw.phtml'
export const ENDPOINT_PATH = '/ia7/xml/xmlgw.phtml'

/** Opens the company: one sender, one user, no records. */
export function openIntacct(
  base: string,
  seed: number,
  time: SandboxTime,
  settings: IntacctSettings,
  performed: readonly PerformedFunction[],
): OpenedIntacct {
  const { limits } = settings
  const store = openStore(seed, 'RECORDNO')
  const world: World = {
    url: base + SIGN_IN_PATH,
    endpoint: base + ENDPOINT_PATH,
    time,
    settings,
    store,
    access: openAccess(seed, time, settings),
    rules: openObjectRules(store),
    log: openControlLog(),
    cursors: openCursors(name => secretOf(seed, `intacct-${name}`), time, settings.cursorMs),
    rates: openRateWindow(limits.perMinute, Number.POSITIVE_INFINITY),
    turns: openTurns(limits.parallel, limits.queueMs, time),
  }
  return { world, sandbox: switches(world, performed) }
}

function switches(world: World, performed: readonly PerformedFunction[]): IntacctSandbox {
  const { access, cursors, log, rules, store } = world
  return {
    url: world.url,
    endpoint: world.endpoint,
    account: access.credentials,
    performed,
    records: object => [...store.all(object)].filter(({ deleted }) => !deleted).map(({ fields }) => copyFields(fields)),
    put: (object, record) => {
      const fields = new Map(Object.entries(structuredClone(record)))
      const id = fields.get('RECORDNO')
      return store.insert(object, fields, typeof id === 'string' ? { id } : undefined).id
    },
    expireSessions: access.sessions.expire,
    expireCursors: cursors.expire,
    expireCompany: (expired = true) => access.expireCompany(expired),
    lockUser: (locked = true) => access.lockUser(locked),
    forbidSender: (forbidden = true) => access.forbidSender(forbidden),
    forbid: (operation, object, forbidden = true) => rules.forbid(operation, object, forbidden),
    forgetControlIds: log.forget,
  }
}
