import { checkRetry } from '../../retry/check-options.ts'
import { checkHooks } from '../call/check-hooks.ts'
import { type Checks, checksFor } from '../checks.ts'
import { TIMEOUT_NAMES } from '../transport/timeouts.ts'
import type { SoapCallerOptions, SoapOptions, SoapTransportOptions } from './options.ts'

const TRANSPORT = [
  'transport',
  'timeouts',
  'maxBytes',
  'signal',
  'clock',
] as const satisfies readonly (keyof SoapTransportOptions)[]
const CALLER = [
  ...TRANSPORT,
  'service',
  'port',
  'idempotency',
  'faults',
  'dialect',
  'secrets',
  'hooks',
  'retry',
] as const satisfies readonly (keyof SoapCallerOptions)[]
const LOADING = [
  ...CALLER,
  'endpoint',
  'wsdlHeaders',
  'wsdlLimits',
  'soap',
] as const satisfies readonly (keyof SoapOptions)[]

const IDEMPOTENCIES: ReadonlySet<unknown> = new Set(['read', 'repeatable', 'keyed', 'once'])
const CLARK = /^(?:\{[^{}]+\})?[^\s{}]+$/

/**
 * Checks what a program gives `httpClient`.
 *
 * @throws TypeError that names the option and never shows its value: a wrong construction is a bug in the program
 */
export function checkTransportOptions(options: SoapTransportOptions): void {
  checkTravel(checksFor('httpClient'), options, TRANSPORT)
}

/** The same for `fromSoapClient`. */
export function checkCallerOptions(options: SoapCallerOptions): void {
  const checks = checksFor('fromSoapClient')
  checkTravel(checks, options, CALLER)
  checkCalling(checks, options)
}

/** The same for `soapClient`, and its WSDL. */
export function checkSoapOptions(wsdl: string, options: SoapOptions): void {
  const checks = checksFor('soapClient')
  checkTravel(checks, options, LOADING)
  checkCalling(checks, options)
  const { endpoint, wsdlHeaders, wsdlLimits, soap } = options
  if (typeof wsdl !== 'string' || wsdl.trim() === '') throw checks.wrong('wsdl', 'is missing or not a text')
  if (endpoint !== undefined) checks.url('endpoint', endpoint)
  checkObject(checks, 'wsdlHeaders', wsdlHeaders)
  if (wsdlHeaders !== undefined && !/^\s*https?:/i.test(wsdl)) {
    throw checks.wrong('wsdlHeaders', 'is for a WSDL at an http(s) address: there is no server to send them to')
  }
  checks.numbers('wsdlLimits', wsdlLimits, ['totalMs', 'maxDocuments', 'maxBytes'], checks.positive)
  checkNodeSoap(checks, soap)
}

/** Options of node-soap that would send past the transport, keep documents for others, or that have a name of their own here. */
const TAKEN: Readonly<Record<string, string>> = {
  httpClient: 'give a `transport`',
  request: 'give a `transport`',
  stream: 'faultline reads the reply',
  returnSaxStream: 'faultline reads the reply',
  endpoint: 'give `endpoint` itself',
  wsdl_headers: 'give `wsdlHeaders`',
  wsdlCache: 'a WSDL is loaded for one client',
}

const LOADING_OPTIONS: ReadonlySet<string> = new Set(['fixedPath', 'overrideImportLocation'])

function checkNodeSoap(checks: Checks, soap: SoapOptions['soap']): void {
  checkObject(checks, 'soap', soap)
  for (const name of Object.keys(soap ?? {})) {
    const instead = Object.hasOwn(TAKEN, name) ? TAKEN[name] : undefined
    if (instead !== undefined) throw checks.wrong(`soap.${name}`, `cannot be given: ${instead}`)
  }
  checkObject(checks, 'soap.wsdl_options', soap?.wsdl_options)
  const unknown = Object.keys(soap?.wsdl_options ?? {}).find(name => !LOADING_OPTIONS.has(name))
  if (unknown !== undefined) {
    throw checks.wrong(`soap.wsdl_options.${unknown}`, `is none of ${[...LOADING_OPTIONS].join(', ')}`)
  }
}

function checkTravel(checks: Checks, options: SoapTransportOptions, names: readonly string[]): void {
  if (typeof options !== 'object' || options === null) throw checks.wrong('options', 'are no object')
  checks.known(options, names)
  const { transport, timeouts, maxBytes, signal, clock } = options
  if (transport !== undefined && typeof transport !== 'function') throw checks.wrong('transport', 'is not a function')
  checks.numbers('timeouts', timeouts, TIMEOUT_NAMES, checks.positive)
  if (maxBytes !== undefined) checks.positive('maxBytes', maxBytes)
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') {
    throw checks.wrong('signal', 'is not an AbortSignal')
  }
  if (clock !== undefined && typeof clock?.after !== 'function') throw checks.wrong('clock', 'is not a clock')
}

function checkCalling(checks: Checks, options: SoapCallerOptions): void {
  const { idempotency, faults, secrets = [], dialect, hooks, retry } = options
  checkRetry(retry, checks.wrong)
  checkHooks(checks, hooks)
  checkObject(checks, 'idempotency', idempotency)
  checkObject(checks, 'faults', faults)
  if (dialect !== undefined && typeof dialect?.read !== 'function') throw checks.wrong('dialect', 'is not a dialect')
  for (const [name, value] of Object.entries(idempotency ?? {})) {
    if (!IDEMPOTENCIES.has(value)) throw checks.wrong(`idempotency.${name}`, 'is none of read, repeatable, keyed, once')
  }
  for (const [name, schema] of Object.entries(faults ?? {})) {
    if (!CLARK.test(name)) throw checks.wrong(`faults["${name}"]`, 'is no name of the form {namespace}localName')
    if (typeof schema?.safeParse !== 'function') throw checks.wrong(`faults["${name}"]`, 'has no safeParse')
  }
  if (!Array.isArray(secrets) || secrets.some(one => typeof one !== 'string' || one.trim() === '')) {
    throw checks.wrong('secrets', 'is not a list of texts that are not blank')
  }
}

function checkObject(checks: Checks, name: string, value: unknown): void {
  if (value !== undefined && (typeof value !== 'object' || value === null)) throw checks.wrong(name, 'is not an object')
}
