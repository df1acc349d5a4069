import { ok, type Result } from 'neverthrow'
import type { KeapFault } from '../fault.ts'
import type { Arguments, Done, Method } from '../method.ts'
import { findRecord } from '../record.ts'
import { insertRecord } from '../records.ts'
import { idOf } from '../store.ts'
import { boolean, dateTime, double, int, membersOf, numberOf, string } from '../value.ts'
import type { World } from '../world.ts'
import { addItem, openInvoice } from './invoices.ts'

const TABLE = 'RecurringOrder'

/** The methods of InvoiceService that are about subscriptions. */
export const subscriptionMethods: Readonly<Record<string, Method>> = {
  addRecurringOrder: {
    takes: ['int', 'boolean', 'int', 'int', 'double', 'boolean', 'int', 'int', 'int', 'int'],
    perform: addRecurringOrder,
  },
  createInvoiceForRecurring: { takes: ['int'], perform: createInvoiceForRecurring },
  deleteSubscription: { takes: ['int'], perform: deleteSubscription },
  updateJobRecurringNextBillDate: { takes: ['int', 'dateTime'], perform: updateNextBillDate },
}

const DAY_MS = 86_400_000

/** Where no duplicate is allowed, the id of the subscription that is there is given. */
function addRecurringOrder(args: Arguments, world: World): Result<Done, KeapFault> {
  const [contact, program] = [args.number(0), args.number(2)]
  return findRecord('Contact', contact, world).map(() => {
    const known = world.store.find(TABLE, 'ContactId', String(contact))
    const same = known.find(row => numberOf(row.get('ProgramId')) === program)
    if (same !== undefined && !args.flag(1)) return { value: int(idOf(same)), table: TABLE, id: idOf(same) }
    const now = world.time.now()
    const terms = { ProgramId: int(program), Qty: int(args.number(3)), BillingAmt: double(args.number(4)) }
    const ids = { ContactId: int(contact), MerchantAccountId: int(args.number(6)), CC1: int(args.number(7)) }
    const next = dateTime(now + args.number(9) * DAY_MS)
    const state = { Status: string('Active'), StartDate: dateTime(now), NextBillDate: next }
    const fields = { ...terms, ...ids, ...state, AffiliateId: int(args.number(8)) }
    const id = insertRecord(TABLE, membersOf(fields), world)
    return { value: int(id), table: TABLE, id }
  })
}

/** Gives the id of the invoice. */
function createInvoiceForRecurring(args: Arguments, world: World): Result<Done, KeapFault> {
  return findRecord(TABLE, args.number(0), world).map(subscription => {
    const title = 'Subscription'
    const contact = numberOf(subscription.get('ContactId'))
    const { invoice } = openInvoice({ contact, title, date: dateTime(world.time.now()) }, world)
    const line = { product: 0, type: 9, price: numberOf(subscription.get('BillingAmt')), description: title, notes: '' }
    addItem(invoice, { ...line, quantity: numberOf(subscription.get('Qty')) }, world)
    return { value: int(invoice), table: 'Invoice', id: invoice }
  })
}

function deleteSubscription(args: Arguments, world: World): Result<Done, KeapFault> {
  const id = args.number(0)
  return findRecord(TABLE, id, world).map(() => ({ value: boolean(world.store.remove(TABLE, id)), table: TABLE, id }))
}

function updateNextBillDate(args: Arguments, world: World): Result<Done, KeapFault> {
  const id = args.number(0)
  return findRecord(TABLE, id, world).andThen(() => {
    world.store.change(TABLE, id, new Map([['NextBillDate', args.value(1) ?? string('')]]))
    return ok({ value: boolean(true), table: TABLE, id })
  })
}
