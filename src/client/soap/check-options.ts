import type { SoapOptions } from './options.ts'

const OPTIONS: ReadonlySet<string> = new Set<keyof SoapOptions>([
  'transport',
  'timeouts',
  'maxBytes',
  'signal',
  'clock',
  'service',
  'port',
  'idempotency',
  'faults',
  'dialect',
  'secrets',
  'hooks',
  'endpoint',
  'wsdlHeaders',
  'soap',
])

const LIMITS: ReadonlySet<string> = new Set(['connectMs', 'headersMs', 'bodyMs', 'totalMs'])
const IDEMPOTENCIES: ReadonlySet<unknown> = new Set(['read', 'repeatable', 'keyed', 'once'])
const CLARK = /^(?:\{[^{}]+\})?[^\s{}]+$/

/**
 * Checks what a program makes a client with.
 *
 * @throws TypeError that names the option and never shows its value: a wrong construction is a bug in the program
 */
export function checkOptions(options: SoapOptions): void {
  if (typeof options !== 'object' || options === null) throw new TypeError('soapClient: the options are no object')
  for (const name of Object.keys(options)) {
    if (!OPTIONS.has(name)) throw wrong(name, `is none of ${[...OPTIONS].join(', ')}`)
  }
  const { transport, timeouts = {}, maxBytes, endpoint, idempotency = {}, faults = {}, secrets = [] } = options
  if (transport !== undefined && typeof transport !== 'function') throw wrong('transport', 'is not a function')
  if (maxBytes !== undefined && !isPositive(maxBytes)) throw wrong('maxBytes', 'is not a positive number')
  for (const [name, value] of Object.entries(timeouts)) {
    if (!LIMITS.has(name)) throw wrong(`timeouts.${name}`, `is none of ${[...LIMITS].join(', ')}`)
    if (!isPositive(value)) throw wrong(`timeouts.${name}`, 'is not a positive number')
  }
  if (endpoint !== undefined && !isAddress(endpoint)) throw wrong('endpoint', 'is not an http(s) address')
  for (const [name, value] of Object.entries(idempotency)) {
    if (!IDEMPOTENCIES.has(value)) throw wrong(`idempotency.${name}`, 'is none of read, repeatable, keyed, once')
  }
  for (const [name, schema] of Object.entries(faults)) {
    if (!CLARK.test(name)) throw wrong(`faults["${name}"]`, 'is no name of the form {namespace}localName')
    if (typeof schema?.safeParse !== 'function') throw wrong(`faults["${name}"]`, 'has no safeParse')
  }
  if (!Array.isArray(secrets) || secrets.some(one => typeof one !== 'string')) {
    throw wrong('secrets', 'is not a list of texts')
  }
}

function isPositive(value: unknown): boolean {
  return typeof value === 'number' && value > 0
}

function isAddress(value: unknown): boolean {
  return typeof value === 'string' && /^https?:$/.test(URL.canParse(value) ? new URL(value).protocol : '')
}

function wrong(name: string, what: string): TypeError {
  return new TypeError(`soapClient: \`${name}\` ${what}`)
}
