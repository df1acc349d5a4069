import { addressFields } from './records.ts'

/** Where a field of an address stands in a record. */
interface AddressField {
  /** Such as `billingaddr`. */
  readonly holder: string
  /** Such as `city`. */
  readonly field: string
}

/** The addresses that every account has, as the flat names of SOAP begin. */
const PREFIXES: readonly string[] = ['addr', 'billing_addr', 'contact_addr']

const FLAT = /^((?:\w+?_)?addr)_(\w+)$/

/**
 * Takes the flat name of SOAP apart: `billing_addr_city` is `city` of `billingaddr`; undefined where it is no field of
 * an address.
 *
 * @param fields all fields of the type, where they are known: tells which other addresses it has, and which fields more
 */
export function addressFieldOf(name: string, fields?: ReadonlySet<string>): AddressField | undefined {
  const [, prefix = '', field = ''] = FLAT.exec(name) ?? []
  if (prefix === '' || field.endsWith('__c')) return undefined
  const isAddress = PREFIXES.includes(prefix) || fields?.has(`${prefix}_city`) === true
  const isField = addressFields.some(known => known === field) || fields?.has(name) === true
  return isAddress && isField ? { holder: prefix.replaceAll('_', ''), field } : undefined
}

/** How the flat names of an address begin: `billing_addr_` for `billingaddr`; undefined where it is the name of none. */
export function flatPrefix(holder: string): string | undefined {
  const stem = /^(\w*?)_?addr$/.exec(holder)?.[1]
  if (stem === undefined) return undefined
  return stem === '' ? 'addr_' : `${stem}_addr_`
}
