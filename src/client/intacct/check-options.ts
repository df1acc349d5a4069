import { present } from '../../core/present.ts'
import { type CheckedClientOptions, checkClientOptions } from '../call/check-client-options.ts'
import type { Secret } from '../call/credentials.ts'
import { type Checks, checksFor } from '../checks.ts'
import type { Timeouts } from '../transport/contract.ts'
import { TIMEOUTS } from '../transport/timeouts.ts'
import type { IntacctCredentials, IntacctOptions } from './options.ts'

/** What a program constructs the client with, checked and complete. */
export interface CheckedIntacctOptions extends CheckedClientOptions {
  readonly url: string
  readonly sender: { readonly id: string; readonly password: Secret }
  readonly auth: IntacctCredentials | { readonly sessionId: Secret }
  readonly concurrency: number
  readonly uniqueid: boolean
  readonly errorDetails: boolean
  readonly hosts: readonly string[]
  readonly newId: () => string
}

const GATEWAY = 'https://api.intacct.com/ia/xml/xmlgw.phtml'

/** The service may work for 15 minutes before it answers. A client that goes earlier makes an outcome unknown. */
const LONG: Timeouts = { ...TIMEOUTS, headersMs: 960_000, totalMs: 1_080_000 }

const OWN = [
  'url',
  'sender',
  'credentials',
  'sessionId',
  'concurrency',
  'uniqueid',
  'errorDetails',
  'hosts',
  'newId',
] as const satisfies readonly (keyof IntacctOptions)[]

/**
 * Checks them.
 *
 * @throws TypeError that names the option and never shows its value: a wrong construction is a bug in the program
 */
export function checkOptions(options: IntacctOptions): CheckedIntacctOptions {
  const checks = checksFor('intacct')
  const shared = checkClientOptions(checks, options, OWN, LONG)
  const { url = GATEWAY, sender, concurrency = 2, hosts = [], newId = () => crypto.randomUUID() } = options
  if (typeof sender !== 'object' || sender === null) throw checks.wrong('sender', 'is missing')
  checks.known(sender, ['id', 'password'])
  if (concurrency !== Number.POSITIVE_INFINITY && !(Number.isInteger(concurrency) && concurrency > 0)) {
    throw checks.wrong('concurrency', 'is not a whole number from 1 on')
  }
  if (typeof newId !== 'function') throw checks.wrong('newId', 'is not a function')
  return {
    ...shared,
    url: checks.url('url', url),
    sender: { id: checks.filled('sender.id', sender.id), password: secret(checks, 'sender.password', sender.password) },
    auth: checkAuth(checks, options),
    concurrency,
    uniqueid: flag(checks, 'uniqueid', options.uniqueid, true),
    errorDetails: flag(checks, 'errorDetails', options.errorDetails, false),
    hosts: checkHosts(checks, hosts),
    newId,
  }
}

function checkAuth(checks: Checks, { credentials, sessionId }: IntacctOptions): CheckedIntacctOptions['auth'] {
  if (credentials !== undefined && sessionId !== undefined) {
    throw checks.wrong('sessionId', 'stands beside `credentials`: give one of them')
  }
  if (sessionId !== undefined) return { sessionId: secret(checks, 'sessionId', sessionId) }
  if (typeof credentials !== 'object' || credentials === null) throw checks.wrong('credentials', 'are missing')
  checks.known(credentials, ['companyId', 'userId', 'userPassword', 'locationId', 'clientId'])
  const { companyId, userId, userPassword, locationId, clientId } = credentials
  const optional = (name: string, value: unknown) =>
    value === undefined ? undefined : checks.filled(`credentials.${name}`, value)
  return {
    companyId: checks.filled('credentials.companyId', companyId),
    userId: checks.filled('credentials.userId', userId),
    userPassword: secret(checks, 'credentials.userPassword', userPassword),
    ...present({ locationId: optional('locationId', locationId), clientId: optional('clientId', clientId) }),
  }
}

function secret(checks: Checks, name: string, value: unknown): Secret {
  return typeof value === 'function' ? (value as () => Promise<string>) : checks.filled(name, value)
}

function flag(checks: Checks, name: string, value: unknown, usual: boolean): boolean {
  if (value !== undefined && typeof value !== 'boolean') throw checks.wrong(name, 'is neither true nor false')
  return value ?? usual
}

/** Names of hosts, with a port where it is not that of the scheme: `eu.example.com`, `127.0.0.1:8080`. */
function checkHosts(checks: Checks, hosts: unknown): readonly string[] {
  if (!Array.isArray(hosts)) throw checks.wrong('hosts', 'is not a list')
  return hosts.map((host, index) => {
    const name = checks.filled(`hosts[${index}]`, host)
    const url = URL.canParse(`https://${name}`) ? new URL(`https://${name}`) : undefined
    if (url === undefined || url.host !== name.toLowerCase()) throw checks.wrong(`hosts[${index}]`, 'is no host')
    return url.host
  })
}
