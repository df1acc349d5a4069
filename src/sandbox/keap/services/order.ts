import { err, ok, Result } from 'neverthrow'
import { fault, type KeapFault } from '../fault.ts'
import type { Arguments, Done, Kind, Method } from '../method.ts'
import { findRecord } from '../record.ts'
import { dateTime, int, type Members, numberOf, string, struct, textOf, type Value } from '../value.ts'
import type { World } from '../world.ts'
import { charge } from './cards.ts'
import { addItem, openInvoice } from './invoices.ts'

const TAKES: readonly Kind[] = ['int', 'int', 'int', 'array', 'array', 'boolean', 'array']

/** Whole orders at once. The ids of affiliates may be left out. */
export const orderService: Readonly<Record<string, Method>> = {
  placeOrder: { takes: [...TAKES, 'int', 'int'], or: [TAKES], perform: placeOrder },
}

/** Without a card (0) nothing is charged; what `Code` says then is a guess. */
function placeOrder(args: Arguments, world: World): Result<Done, KeapFault> {
  const [contact, card] = [args.number(0), args.number(1)]
  return findRecord('Contact', contact, world)
    .andThen(() => (card === 0 ? ok() : findRecord('CreditCard', card, world)))
    .andThen(() => lines(args, world))
    .map(found => {
      const order = { contact, title: 'Online order', date: dateTime(world.time.now()) }
      const placed = openInvoice(order, world)
      for (const line of found) addItem(placed.invoice, line, world)
      const ids = { OrderId: int(placed.order), InvoiceId: int(placed.invoice) }
      const charged = card === 0 ? NO_CHARGE : charge({ invoice: placed.invoice, card, note: order.title }, world)
      return { value: struct({ ...charged, ...ids }), table: 'Invoice', id: placed.invoice }
    })
}

const NO_CHARGE: Readonly<Record<string, Value>> = {
  Successful: { type: 'boolean', value: true },
  Code: string('None'),
  RefNum: string(''),
  Message: string('None'),
}

function lines(args: Arguments, world: World) {
  const [products, plans] = [args.items(3), args.items(4)]
  if (products.length + plans.length === 0)
    return err(fault('InvalidParameter', 'An order needs a product or a subscription plan'))
  const bought = products.map(id => findRecord('Product', numberOf(id), world).map(productLine))
  const planned = plans.map(id => findRecord('SubscriptionPlan', numberOf(id), world).map(planLine))
  return Result.combine([...bought, ...planned])
}

const ONE = { quantity: 1, notes: '' } as const

function productLine(product: Members) {
  const [id, description] = [numberOf(product.get('Id')), textOf(product.get('ProductName'))]
  return { ...ONE, product: id, type: 4, price: numberOf(product.get('ProductPrice')), description }
}

function planLine(plan: Members) {
  const product = numberOf(plan.get('ProductId'))
  return { ...ONE, product, type: 9, price: numberOf(plan.get('PlanPrice')), description: 'Subscription' }
}
