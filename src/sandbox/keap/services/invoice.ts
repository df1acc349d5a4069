import { ok, type Result } from 'neverthrow'
import type { KeapFault } from '../fault.ts'
import type { Arguments, Done, Method } from '../method.ts'
import { findRecord } from '../record.ts'
import { insertRecord } from '../records.ts'
import { array, boolean, double, int, membersOf, string, structOf, type Value } from '../value.ts'
import type { World } from '../world.ts'
import { cardMethods } from './cards.ts'
import { addItem, amountDue, openInvoice, pay, removeInvoice } from './invoices.ts'
import { subscriptionMethods } from './subscriptions.ts'

/** Orders, their invoices, and what is paid for them. */
export const invoiceService: Readonly<Record<string, Method>> = {
  createBlankOrder: { takes: ['int', 'string', 'dateTime', 'int', 'int'], perform: createBlankOrder },
  addOrderItem: { takes: ['int', 'int', 'int', 'double', 'int', 'string', 'string'], perform: addOrderItem },
  addManualPayment: { takes: ['int', 'double', 'dateTime', 'string', 'string', 'boolean'], perform: addManualPayment },
  addPaymentPlan: {
    takes: ['int', 'boolean', 'int', 'int', 'int', 'int', 'double', 'dateTime', 'dateTime', 'int', 'int'],
    perform: addPaymentPlan,
  },
  calculateAmountOwed: { takes: ['int'], perform: calculateAmountOwed },
  getPayments: { takes: ['int'], perform: getPayments },
  recalculateTax: { takes: ['int'], perform: recalculateTax },
  deleteInvoice: { takes: ['int'], perform: deleteInvoice },
  getAllPaymentOptions: {
    takes: [],
    perform: () => ok({ value: array(['Cash', 'Check', 'Credit Card'].map(string)) }),
  },
  getAllShippingOptions: { takes: [], perform: () => ok({ value: array([]) }) },
  ...cardMethods,
  ...subscriptionMethods,
}

function createBlankOrder(args: Arguments, world: World): Result<Done, KeapFault> {
  return findRecord('Contact', args.number(0), world).map(() => {
    const affiliates = { LeadAffiliateId: int(args.number(3)), AffiliateId: int(args.number(4)) }
    const date = args.value(2) ?? string('')
    const { invoice } = openInvoice({ contact: args.number(0), title: args.text(1), date, fields: affiliates }, world)
    return { value: int(invoice), table: 'Invoice', id: invoice }
  })
}

/** A line about no product (tax, shipping, a discount) has 0 as its product. */
function addOrderItem(args: Arguments, world: World): Result<Done, KeapFault> {
  const [id, product] = [args.number(0), args.number(1)]
  return findRecord('Invoice', id, world)
    .andThen(() => (product === 0 ? ok() : findRecord('Product', product, world)))
    .map(() => {
      const line = { product, type: args.number(2), price: args.number(3), quantity: args.number(4) }
      const item = addItem(id, { ...line, description: args.text(5), notes: args.text(6) }, world)
      return { value: boolean(true), table: 'OrderItem', id: item }
    })
}

function addManualPayment(args: Arguments, world: World): Result<Done, KeapFault> {
  const id = args.number(0)
  return findRecord('Invoice', id, world).map(() => {
    const date = args.value(2) ?? string('')
    const payment = pay(id, { amount: args.number(1), date, type: args.text(3), note: args.text(4) }, world)
    return { value: boolean(true), table: 'Payment', id: payment }
  })
}

function addPaymentPlan(args: Arguments, world: World): Result<Done, KeapFault> {
  const id = args.number(0)
  return findRecord('Invoice', id, world).map(() => {
    const fields = { InvoiceId: int(id), Type: int(args.number(9)), FirstPayAmt: double(args.number(6)) }
    const plan = { ...fields, AmtDue: double(amountDue(id, world)), ...dates(args.value(7), args.value(8)) }
    const row = insertRecord('PayPlan', membersOf(plan), world)
    return { value: boolean(true), table: 'PayPlan', id: row }
  })
}

function dates(initial: Value | undefined, start: Value | undefined): Readonly<Record<string, Value>> {
  return { ...(initial && { InitDate: initial }), ...(start && { StartDate: start }) }
}

function calculateAmountOwed(args: Arguments, world: World): Result<Done, KeapFault> {
  const id = args.number(0)
  return findRecord('Invoice', id, world).map(() => ({ value: double(amountDue(id, world)), table: 'Invoice', id }))
}

function getPayments(args: Arguments, world: World): Result<Done, KeapFault> {
  const id = args.number(0)
  return findRecord('Invoice', id, world).map(() => {
    const payments = world.store.find('InvoicePayment', 'InvoiceId', String(id))
    return { value: array(payments.map(payment => structOf(payment))), table: 'InvoicePayment', id }
  })
}

/** Nothing is taxed here. */
function recalculateTax(args: Arguments, world: World): Result<Done, KeapFault> {
  const id = args.number(0)
  return findRecord('Invoice', id, world).map(() => ({ value: boolean(true), table: 'Invoice', id }))
}

function deleteInvoice(args: Arguments, world: World): Result<Done, KeapFault> {
  const id = args.number(0)
  return findRecord('Invoice', id, world).map(() => {
    removeInvoice(id, world)
    return { value: boolean(true), table: 'Invoice', id }
  })
}
