import type { Idempotency } from 'faultline'
import type { ChargeOutcome, Sandbox } from 'faultline/sandbox'
import { chanceOf, weighted } from '../draw.ts'
import type { Order } from '../scenario.ts'

/** What every call does, and how safe it is to do twice. */
export const OPERATIONS = {
  read: 'read',
  upsert: 'repeatable',
  update: 'repeatable',
  tag: 'repeatable',
  delete: 'repeatable',
  add: 'once',
  send: 'once',
  charge: 'once',
} as const satisfies Readonly<Record<string, Idempotency>>

/** One of them. */
export type OperationName = keyof typeof OPERATIONS

const WEIGHTS: Readonly<Record<OperationName, number>> = {
  read: 4,
  upsert: 3,
  update: 2,
  tag: 1,
  delete: 1,
  add: 1,
  send: 1,
  charge: 2,
}
const KEY_SHARE = 0.3
const STALE_SHARE = 0.02

/** How a charge ends; of an error nobody knows whether it moved money. */
const ENDS = {
  approved: { code: 'APPROVED' },
  declined: { code: 'DECLINED' },
  skipped: { code: 'SKIPPED' },
  'broken-before': { code: 'ERROR' },
  'broken-after': { code: 'ERROR', charged: true },
} as const satisfies Readonly<Record<string, ChargeOutcome>>
const END_WEIGHTS: Readonly<Record<keyof typeof ENDS, number>> = {
  approved: 6,
  declined: 2,
  skipped: 1,
  'broken-before': 1,
  'broken-after': 1,
}

/** One call, which has a contact of its own, so that no other call can hide what became of it. */
export interface Call {
  /** The name of the call, and the beginning of its contact's address. */
  readonly key: string
  readonly operation: OperationName
  readonly credential: 'token' | 'key'
  /** The id of the contact that is there before the call; 0 where there is none. */
  readonly contact: number
  /** What the contact is given or charged with, by id; 0 where that is nothing. */
  readonly tag: number
  readonly invoice: number
  readonly card: number
  readonly end: keyof typeof ENDS
  /** Whether the token that the caller holds has expired. */
  readonly isStale: boolean
}

/** The name that the contact of a call has before, and the one that the call gives it. */
export const nameBefore = (key: string) => `Before ${key}`
export const nameAfter = (key: string) => `After ${key}`
export const addressOf = (key: string) => `${key}@harbor.example`

/** Draws the calls from some place on, and puts the records there that they need. Half of the upserts find theirs. */
export function plan({ seed }: Order, from: number, count: number, { keap }: Sandbox): readonly Call[] {
  const tag = keap.put('ContactGroup', { GroupName: 'Crew' })
  return Array.from({ length: count }, (_, offset): Call => {
    const key = `call-${from + offset}`
    const chance = chanceOf('keap', seed, key)
    const operation = weighted(WEIGHTS, chance)
    const credential = chance() < KEY_SHARE ? 'key' : 'token'
    const isThere = operation === 'upsert' ? chance() < 0.5 : operation !== 'add'
    const contact = isThere ? keap.put('Contact', { Email: addressOf(key), FirstName: nameBefore(key) }) : 0
    const end = weighted(END_WEIGHTS, chance)
    const bill = operation === 'charge' ? billed(contact, end, keap) : { invoice: 0, card: 0 }
    return { key, operation, credential, contact, tag, ...bill, end, isStale: chance() < STALE_SHARE }
  })
}

function billed(ContactId: number, end: Call['end'], keap: Sandbox['keap']): Pick<Call, 'invoice' | 'card'> {
  const invoice = keap.put('Invoice', { ContactId, TotalDue: 10 })
  keap.put('InvoiceItem', { InvoiceId: invoice, InvoiceAmt: 10 })
  const card = keap.put('CreditCard', { ContactId })
  keap.chargesOf(card, ENDS[end])
  return { invoice, card }
}
