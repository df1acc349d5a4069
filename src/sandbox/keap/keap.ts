import type { SandboxTime } from '../time.ts'
import { openAccess } from './access.ts'
import { type Bucket, openBucket } from './bucket.ts'
import { type ChargeOutcome, openCharges } from './charges.ts'
import { type Gateway, openGateway } from './gateway.ts'
import { type KeapRecord, plainRecord, typedRecord } from './plain.ts'
import { insertRecord } from './records.ts'
import type { KeapCredentials, KeapSettings } from './settings.ts'
import { openStore } from './store.ts'
import type { FieldType } from './table.ts'
import { membersOf, string } from './value.ts'
import type { World } from './world.ts'

/** A call that was really carried out, whether it succeeded or not. */
export interface PerformedCall {
  /** The request it came in; counts from 1 over all requests of the sandbox. */
  readonly call: number
  /** As `ContactService.add`. */
  readonly method: string
  /** The record that it was about. */
  readonly table?: string
  readonly id?: number
  /** The code of the fault that it ended in; absent where it succeeded. */
  readonly fault?: string
}

/** The Keap account inside a sandbox. */
export interface KeapSandbox {
  /** Where XML-RPC is answered: POST only. */
  readonly url: string
  /** Credentials that work. */
  readonly account: KeapCredentials
  /** Copies of the records of a table, in the order of their ids; a date as the service writes it. */
  readonly records: (table: string) => readonly KeapRecord[]
  /** Stores a record as it is, without the checks of a call, and gives its id; an `Id` among its fields is taken. */
  readonly put: (table: string, record: KeapRecord) => number
  /** What was really carried out, in order: the last 100,000 calls. */
  readonly performed: readonly PerformedCall[]
  /** A new access token; `lifetimeMs` counts sandbox time, default without end. */
  readonly issueToken: (lifetimeMs?: number) => string
  /** Every access token issued so far is refused from now on: HTTP 401. */
  readonly expireTokens: () => void
  /** Whether the user's password has expired (15). */
  readonly expirePassword: (expired?: boolean) => void
  /** Adds a field to a table; its name begins with `_`. */
  readonly customField: (table: string, name: string, type?: FieldType) => void
  /**
   * Forbids a table (`Contact`: 7), a field (`Contact.Email`: 8) or a method (`ContactService.add`: 14), or allows
   * it again.
   */
  readonly forbid: (name: string, forbidden?: boolean) => void
  /** How the next charges end, in order, whatever their card; all others are approved. */
  readonly nextCharges: (...outcomes: readonly ChargeOutcome[]) => void
  /** How all charges of a card end, where `nextCharges` says nothing else. */
  readonly chargesOf: (card: number, outcome: ChargeOutcome) => void
  /** Calls that the bucket of the legacy key would still let in at once. */
  readonly tokensLeft: () => number
  /** Begins or ends a brownout: every call is answered by a page. */
  readonly brownOut: (on?: boolean) => void
}

/** The account from the inside. */
export interface OpenedKeap {
  readonly world: World
  readonly gateway: Gateway
  readonly bucket: Bucket
  readonly sandbox: KeapSandbox
}

/** Opens the account: one user, nothing else. */
export function openKeap(
  base: string,
  seed: number,
  time: SandboxTime,
  settings: KeapSettings,
  performed: readonly PerformedCall[],
): OpenedKeap {
  const access = openAccess(seed, time, settings)
  const world: World = {
    url: `${base}/crm/xmlrpc/v1`,
    time,
    settings,
    store: openStore(seed),
    access,
    charges: openCharges(),
    customFields: new Map(),
    forbidden: new Set(),
    brownout: false,
  }
  const user = { FirstName: string('Mara'), LastName: string('Quay'), Email: string(access.credentials.user) }
  insertRecord('User', membersOf(user), world, access.userId)
  const bucket = openBucket(settings.limits.bucket, time)
  return { world, gateway: openGateway(access, settings), bucket, sandbox: switches(world, bucket, performed) }
}

function switches(world: World, bucket: Bucket, performed: readonly PerformedCall[]): KeapSandbox {
  const { access, charges, store } = world
  return {
    url: world.url,
    account: access.credentials,
    performed,
    records: table => store.all(table).map(plainRecord),
    put: (table, record) => put(world, table, record),
    issueToken: (lifetimeMs = Number.POSITIVE_INFINITY) => access.issueToken(lifetimeMs),
    expireTokens: access.expireTokens,
    expirePassword: (expired = true) => access.expirePassword(expired),
    customField: (table, name, type = 'string') => {
      if (!name.startsWith('_')) throw new TypeError('the name of a custom field begins with _')
      const fields = world.customFields.get(table) ?? new Map()
      world.customFields.set(table, new Map([...fields, [name, { type, writable: true }]]))
    },
    forbid: (name, forbidden = true) => {
      if (forbidden) world.forbidden.add(name)
      else world.forbidden.delete(name)
    },
    nextCharges: charges.next,
    chargesOf: charges.ofCard,
    tokensLeft: bucket.tokens,
    brownOut: (on = true) => {
      world.brownout = on
    },
  }
}

function put(world: World, table: string, record: KeapRecord): number {
  const fields = typedRecord(table, record, world)
  const id = record.Id
  return insertRecord(table, fields, world, typeof id === 'number' ? id : undefined)
}
