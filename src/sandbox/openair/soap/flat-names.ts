import { declaredFieldsOf } from '../schema.ts'

/** Where the XML API keeps what SOAP names in one word: `addr_city` is `city` in the Address of `addr`. */
export interface Place {
  readonly field: string
  readonly member: string
}

/** The longer prefixes first, for `billing_addr_` ends like `addr_`. The second field of each is another spelling. */
const ADDRESSES = [
  { prefix: 'billing_addr_', fields: ['billingaddr', 'billing_addr'] },
  { prefix: 'contact_addr_', fields: ['contactaddr', 'contact_addr'] },
  { prefix: 'addr_', fields: ['addr'] },
] as const

const MEMBERS: ReadonlySet<string> = new Set(
  (
    'id contact_id salutation first middle last addr1 addr2 addr3 addr4 city state zip country phone fax mobile ' +
    'email'
  ).split(' '),
)

/** The place that a flat name of SOAP means in a record of the type; undefined for any other name. */
export function placeOf(type: string, name: string): Place | undefined {
  const address = ADDRESSES.find(({ prefix }) => name.startsWith(prefix))
  if (address === undefined) return undefined
  const [field] = address.fields
  const member = name.slice(address.prefix.length)
  const isDeclared = declaredFieldsOf(type)?.has(field) ?? true
  return isDeclared && MEMBERS.has(member) ? { field, member } : undefined
}

/** What goes before the members of an address in flat names; undefined for a field that holds none. */
export function prefixOf(field: string): string | undefined {
  return ADDRESSES.find(({ fields }) => fields.some(name => name === field))?.prefix
}
