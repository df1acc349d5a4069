import { checkCode } from '../check-code.ts'
import { copyFields, type RecordData } from '../data.ts'
import { openRateWindow } from '../rate-window.ts'
import { openStore, type Store } from '../store.ts'
import type { SandboxTime } from '../time.ts'
import { openAccess } from './access.ts'
import { insertRecord } from './commands/insert.ts'
import type { CustomFieldRule, Obstacles, OpenAirCredentials, OpenAirSettings } from './settings.ts'
import type { World } from './world.ts'

/** A command that was really carried out, whether it succeeded or not. */
export interface PerformedCommand {
  /** The request it came in; counts from 1 over all requests of the sandbox. */
  readonly call: number
  /** Its place among the commands or objects of that request, `Auth` not counted. */
  readonly index: number
  /** As the XML API calls it, whatever the wire; `login` and `logout` are of the SOAP API alone. */
  readonly command: string
  /** What it was called over SOAP, such as `upsert`; absent over XML. */
  readonly operation?: string
  readonly type?: string
  readonly id?: string
  readonly status: string
}

/** The OpenAir account inside a sandbox. */
export interface OpenAirSandbox {
  /** Where the XML API answers POST and PUT. */
  readonly url: string
  /** Where the SOAP API answers POST: the same account, the same records, the same limits. */
  readonly soapUrl: string
  /** Credentials that work. */
  readonly account: OpenAirCredentials
  /** Copies of the records of a type, deleted ones left out, in the order in which they came. */
  readonly records: (type: string) => readonly RecordData[]
  /** Stores a record as it is, without the checks of Add; returns its id. A type nobody knows comes into being. */
  readonly put: (type: string, record: RecordData) => string
  /** What was really carried out, in order: the last 100,000 commands. */
  readonly performed: readonly PerformedCommand[]
  /** A new access token; `lifetimeMs` counts sandbox time, default without end. */
  readonly issueToken: (lifetimeMs?: number) => string
  /** Every token issued so far is refused from now on. */
  readonly expireTokens: () => void
  /** Every session that SOAP's `login` began has ended: the next call with it gets Fault 9. */
  readonly expireSessions: () => void
  /** Locks a user out (416), by default the account's own; `unlockUser` lets them in again. */
  readonly lockUser: (nickname?: string) => void
  readonly unlockUser: (nickname?: string) => void
  /** Every sign-in gets this code (413, 414, 415, 417, ...) until it is called without one. */
  readonly refuseSignIn: (code?: string) => void
  /** Whether the namespace's key is disabled (506). */
  readonly disableKey: (disabled?: boolean) => void
  /** How a Read that finds nothing answers. */
  readonly answerNothingFound: (how: '601' | 'empty') => void
  /** Makes a rule for a custom field; `name` ends in `__c`. */
  readonly customField: (type: string, name: string, rule: CustomFieldRule) => void
  /** Puts errors (1002) or warnings (1003) in the way of a record's approval; none clears the way. */
  readonly obstruct: (type: string, id: string, obstacles?: Obstacles) => void
  /** What the Error record of a code says instead of the catalog's words; `{}` leaves it without any. */
  readonly describe: (code: string, words: { readonly text?: string; readonly comment?: string }) => void
}

/** Opens the account: one company, one user, nothing else. */
export function openAccount(
  base: string,
  seed: number,
  time: SandboxTime,
  settings: OpenAirSettings,
  performed: readonly PerformedCommand[],
): { readonly world: World; readonly sandbox: OpenAirSandbox } {
  const store = openStore(seed, 'id')
  const access = openAccess(seed, store, time, settings)
  const { limits } = settings
  const world: World = {
    url: `${base}/api.pl`,
    soapUrl: `${base}/soap`,
    time,
    settings,
    store,
    access,
    rates: openRateWindow(limits.perMinute, limits.perDay),
    customFields: new Map(),
    obstacles: new Map(),
    errorWords: new Map(),
    nothingFound: settings.nothingFound,
  }
  const { company, user } = access.credentials
  insertRecord(world, 'Company', new Map([['nickname', company]]))
  insertRecord(world, 'User', new Map(Object.entries({ nickname: user, name: 'Quay, Mara', active: '1' })))
  return { world, sandbox: switches(world, performed) }
}

function switches(world: World, performed: readonly PerformedCommand[]): OpenAirSandbox {
  const { access, store } = world
  const { user } = access.credentials
  return {
    url: world.url,
    soapUrl: world.soapUrl,
    account: access.credentials,
    performed,
    records: type => copies(store, type),
    put: (type, record) => put(world, type, record),
    issueToken: (lifetimeMs = Number.POSITIVE_INFINITY) => access.issueToken(lifetimeMs),
    expireTokens: access.expireTokens,
    expireSessions: access.sessions.expire,
    lockUser: (nickname = user) => access.lock(nickname),
    unlockUser: (nickname = user) => access.unlock(nickname),
    refuseSignIn: code => {
      if (code !== undefined) checkCode(code)
      access.refuse(code)
    },
    disableKey: (disabled = true) => access.disableKey(disabled),
    answerNothingFound: how => {
      world.nothingFound = how
    },
    customField: (type, name, rule) => {
      if (!name.endsWith('__c')) throw new TypeError('the name of a custom field ends in __c')
      world.customFields.set(`${type}.${name}`, rule)
    },
    obstruct: (type, id, obstacles = {}) => {
      world.obstacles.set(`${type} ${id}`, obstacles)
    },
    describe: (code, words) => {
      checkCode(code)
      world.errorWords.set(code, words)
    },
  }
}

function copies(store: Store, type: string): readonly RecordData[] {
  return [...store.all(type)].filter(record => !record.deleted).map(record => copyFields(record.fields))
}

function put(world: World, type: string, record: RecordData): string {
  const fields = new Map(Object.entries(structuredClone(record)))
  const id = fields.get('id')
  return insertRecord(world, type, fields, typeof id === 'string' ? id : undefined).id
}
