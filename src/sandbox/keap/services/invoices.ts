import { insertRecord } from '../records.ts'
import { idOf } from '../store.ts'
import { double, int, membersOf, numberOf, string, type Value } from '../value.ts'
import type { World } from '../world.ts'

/** A new order. */
export interface NewOrder {
  readonly contact: number
  readonly title: string
  readonly date: Value
  /** Further fields of its invoice. */
  readonly fields?: Readonly<Record<string, Value>>
}

/** Begins an order (a `Job`) and the invoice that belongs to it. */
export function openInvoice(
  { contact, title, date, fields = {} }: NewOrder,
  world: World,
): { readonly order: number; readonly invoice: number } {
  const order = {
    JobTitle: string(title),
    ContactId: int(contact),
    StartDate: date,
    DueDate: date,
    OrderStatus: int(0),
  }
  const job = insertRecord('Job', membersOf(order), world)
  const links = { ContactId: int(contact), JobId: int(job), Description: string(title), PayStatus: int(0) }
  const totals = { InvoiceTotal: double(0), TotalPaid: double(0), TotalDue: double(0) }
  const invoice = insertRecord('Invoice', membersOf({ ...links, ...totals, ...fields }), world)
  return { order: job, invoice }
}

/** One line of an order. */
export interface Line {
  readonly product: number
  readonly type: number
  readonly price: number
  readonly quantity: number
  readonly description: string
  readonly notes: string
}

/** Adds a line to the order of an invoice, and gives its id. */
export function addItem(invoice: number, line: Line, world: World): number {
  const order = numberOf(world.store.get('Invoice', invoice)?.get('JobId'))
  const words = {
    ItemName: string(line.description),
    ItemDescription: string(line.description),
    Notes: string(line.notes),
  }
  const numbers = {
    OrderId: int(order),
    ProductId: int(line.product),
    ItemType: int(line.type),
    Qty: int(line.quantity),
  }
  const item = insertRecord('OrderItem', membersOf({ ...words, ...numbers, PPU: double(line.price) }), world)
  const amount = double(cents(line.price * line.quantity))
  const billed = { InvoiceId: int(invoice), OrderItemId: int(item), InvoiceAmt: amount, Description: words.ItemName }
  insertRecord('InvoiceItem', membersOf(billed), world)
  addUp(invoice, world)
  return item
}

/** A payment of an invoice. */
export interface NewPayment {
  readonly amount: number
  readonly date: Value
  readonly type: string
  readonly note: string
}

/** Notes that something was paid, and gives the id of the payment. */
export function pay(invoice: number, { amount, date, type, note }: NewPayment, world: World): number {
  const contact = world.store.get('Invoice', invoice)?.get('ContactId') ?? int(0)
  const money = { InvoiceId: int(invoice), ContactId: contact, PayAmt: double(cents(amount)), PayDate: date }
  const fields = { ...money, PayType: string(type), PayNote: string(note) }
  const payment = insertRecord('Payment', membersOf(fields), world)
  const share = { InvoiceId: int(invoice), PaymentId: int(payment), Amt: double(cents(amount)), PayDate: date }
  insertRecord('InvoicePayment', membersOf({ ...share, PayStatus: string('Approved') }), world)
  addUp(invoice, world)
  return payment
}

/** What is still to be paid. */
export function amountDue(invoice: number, world: World): number {
  return numberOf(world.store.get('Invoice', invoice)?.get('TotalDue'))
}

/** Takes away an invoice with all that belongs to it. */
export function removeInvoice(invoice: number, world: World): void {
  const { store } = world
  const order = numberOf(store.get('Invoice', invoice)?.get('JobId'))
  for (const table of ['InvoiceItem', 'InvoicePayment', 'Payment', 'PayPlan'])
    for (const row of store.find(table, 'InvoiceId', String(invoice))) store.remove(table, idOf(row))
  for (const row of store.find('OrderItem', 'OrderId', String(order))) store.remove('OrderItem', idOf(row))
  store.remove('Job', order)
  store.remove('Invoice', invoice)
}

function addUp(invoice: number, { store }: World): void {
  const sum = (table: string, field: string) =>
    cents(store.find(table, 'InvoiceId', String(invoice)).reduce((total, row) => total + numberOf(row.get(field)), 0))
  const [total, paid] = [sum('InvoiceItem', 'InvoiceAmt'), sum('InvoicePayment', 'Amt')]
  const due = cents(total - paid)
  const totals = { InvoiceTotal: double(total), TotalPaid: double(paid), TotalDue: double(due) }
  store.change('Invoice', invoice, membersOf({ ...totals, PayStatus: int(due <= 0 ? 1 : 0) }))
}

/** An amount to the cent. */
function cents(amount: number): number {
  return Math.round(amount * 100) / 100
}
