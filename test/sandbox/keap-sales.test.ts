import { describe, expect, test } from 'vitest'
import type { Sandbox } from '../../src/sandbox.ts'
import { date, double, numberFrom, open, outcome } from './keap-exchange.ts'

const YES = '<boolean>1</boolean>'
const TODAY = date('20310228T00:00:00')

interface Account {
  readonly sandbox: Sandbox
  readonly contact: number
  readonly product: number
  readonly card: number
}

async function account(): Promise<Account> {
  const sandbox = await open()
  const contact = sandbox.keap.put('Contact', { FirstName: 'Ada' })
  const product = sandbox.keap.put('Product', { ProductName: 'Rope', ProductPrice: 2.5 })
  const card = sandbox.keap.put('CreditCard', { ContactId: contact, CardNumber: '4111111111111111', Last4: '1111' })
  return { sandbox, contact, product, card }
}

/** An order of four ropes. */
async function order({ sandbox, contact, product }: Account): Promise<number> {
  const invoice = await numberFrom(sandbox, 'InvoiceService.createBlankOrder', contact, 'Ropes', TODAY, 0, 0)
  const item = ['InvoiceService.addOrderItem', invoice, product, 4, double(2.5), 4, 'Rope', ''] as const
  expect(await outcome(sandbox, ...item)).toBe(YES)
  return invoice
}

const owed = ({ sandbox }: Account, invoice: number) => outcome(sandbox, 'InvoiceService.calculateAmountOwed', invoice)

describe('an order', () => {
  test('adds up what is on it, and what was paid by hand', async () => {
    const shop = await account()
    const invoice = await order(shop)
    expect(await owed(shop, invoice)).toBe('<double>10</double>')
    const pay = ['InvoiceService.addManualPayment', invoice, double(4), TODAY, 'Cash', 'first', false] as const
    expect(await outcome(shop.sandbox, ...pay)).toBe(YES)
    expect(await owed(shop, invoice)).toBe('<double>6</double>')
    expect(await outcome(shop.sandbox, 'InvoiceService.getPayments', invoice)).toContain('<double>4</double>')
    expect(await outcome(shop.sandbox, 'InvoiceService.recalculateTax', invoice)).toBe(YES)
    expect(shop.sandbox.keap.records('Invoice')).toMatchObject([{ InvoiceTotal: 10, TotalPaid: 4, TotalDue: 6 }])
  })

  test('is deleted with all that belongs to it', async () => {
    const shop = await account()
    const invoice = await order(shop)
    const plan = [invoice, true, shop.card, 1, 3, 2, double(5), TODAY, TODAY, 2, 30] as const
    expect(await outcome(shop.sandbox, 'InvoiceService.addPaymentPlan', ...plan)).toBe(YES)
    expect(shop.sandbox.keap.records('PayPlan')).toMatchObject([{ InvoiceId: invoice, AmtDue: 10, FirstPayAmt: 5 }])
    expect(await outcome(shop.sandbox, 'InvoiceService.deleteInvoice', invoice)).toBe(YES)
    for (const table of ['Invoice', 'InvoiceItem', 'Job', 'OrderItem', 'PayPlan'])
      expect(shop.sandbox.keap.records(table)).toEqual([])
    expect(await outcome(shop.sandbox, 'InvoiceService.deleteInvoice', invoice)).toMatch(/^5 /)
  })

  test.each([
    ['without a card is not charged', false, '<double>5</double>'],
    ['with a card is charged', true, '<double>0</double>'],
  ])('placed at once %s', async (_what, isCharged, left) => {
    const shop = await account()
    const { sandbox, contact, product } = shop
    const card = isCharged ? shop.card : 0
    const told = await outcome(sandbox, 'OrderService.placeOrder', contact, card, 0, [product, product], [], false, [])
    expect(told).toContain('<name>Successful</name><value><boolean>1</boolean>')
    const [invoice] = sandbox.keap.records('Invoice')
    expect(told).toContain(`<name>InvoiceId</name><value><i4>${invoice?.Id}</i4>`)
    expect(await owed(shop, Number(invoice?.Id))).toBe(left)
  })

  test('of nothing is none', async () => {
    const { sandbox, contact } = await account()
    expect(await outcome(sandbox, 'OrderService.placeOrder', contact, 0, 0, [], [], false, [])).toMatch(/^12 /)
    expect(sandbox.keap.records('Invoice')).toEqual([])
  })
})

describe('a charge', () => {
  test.each([
    ['APPROVED', undefined, 1, 10],
    ['DECLINED', undefined, 0, 0],
    ['SKIPPED', undefined, 0, 0],
    ['ERROR', undefined, 0, 0],
    ['ERROR', true, 0, 10],
  ] as const)('that ends %s (charged: %s) is a result like any other', async (code, charged, successful, paid) => {
    const shop = await account()
    const invoice = await order(shop)
    shop.sandbox.keap.nextCharges({ code, ...(charged !== undefined && { charged }) })
    const told = await outcome(shop.sandbox, 'InvoiceService.chargeInvoice', invoice, 'now', shop.card, 1, false)
    expect(told).toContain(`<name>Successful</name><value><boolean>${successful}</boolean></value>`)
    expect(told).toContain(`<name>Code</name><value>${code}</value>`)
    expect(shop.sandbox.keap.records('Payment').reduce((sum, { PayAmt }) => sum + Number(PayAmt), 0)).toBe(paid)
  })

  test('of what is paid already is skipped', async () => {
    const shop = await account()
    const invoice = await order(shop)
    const charge = () => outcome(shop.sandbox, 'InvoiceService.chargeInvoice', invoice, 'now', shop.card, 1, false)
    expect(await charge()).toContain('APPROVED')
    expect(await charge()).toContain('SKIPPED')
    expect(shop.sandbox.keap.records('Payment')).toHaveLength(1)
  })

  test('ends as its card does, where no script says otherwise', async () => {
    const shop = await account()
    const invoice = await order(shop)
    shop.sandbox.keap.chargesOf(shop.card, { code: 'DECLINED' })
    shop.sandbox.keap.nextCharges({ code: 'ERROR' })
    const charge = () => outcome(shop.sandbox, 'InvoiceService.chargeInvoice', invoice, 'now', shop.card, 1, false)
    expect([await charge(), await charge(), await charge()]).toEqual([
      expect.stringContaining('ERROR'),
      expect.stringContaining('DECLINED'),
      expect.stringContaining('DECLINED'),
    ])
  })

  test('that moves money and says that it did not is a wrong script', async () => {
    const { sandbox } = await account()
    expect(() => sandbox.keap.nextCharges({ code: 'DECLINED', charged: true })).toThrow(TypeError)
  })
})

test('a card is found by its last digits, checked and deactivated', async () => {
  const { sandbox, contact, card } = await account()
  expect(await numberFrom(sandbox, 'InvoiceService.locateExistingCard', contact, '1111')).toBe(card)
  expect(await numberFrom(sandbox, 'InvoiceService.locateExistingCard', contact, '2222')).toBe(0)
  expect(await outcome(sandbox, 'InvoiceService.validateCreditCard', card)).toContain('true')
  const other = { CardNumber: '4111111111111112' }
  expect(await outcome(sandbox, 'InvoiceService.validateCreditCard', other)).toContain('false')
  expect(await outcome(sandbox, 'ProductService.deactivateCreditCard', card)).toBe(YES)
  expect(sandbox.keap.records('CreditCard')).toMatchObject([{ Status: 4 }])
})

test('a subscription is added, billed, moved and deleted', async () => {
  const shop = await account()
  const { sandbox, contact, card } = shop
  const add = (isTwice: boolean) => {
    const terms = [contact, isTwice, 7, 1, double(9), false, 1, card, 0, 3] as const
    return numberFrom(sandbox, 'InvoiceService.addRecurringOrder', ...terms)
  }
  const id = await add(false)
  expect(await add(false)).toBe(id)
  expect(await add(true)).not.toBe(id)
  const invoice = await numberFrom(sandbox, 'InvoiceService.createInvoiceForRecurring', id)
  expect(await owed(shop, invoice)).toBe('<double>9</double>')
  expect(await outcome(sandbox, 'InvoiceService.updateJobRecurringNextBillDate', id, TODAY)).toBe(YES)
  expect(sandbox.keap.records('RecurringOrder')).toMatchObject([{ NextBillDate: '20310228T00:00:00' }, {}])
  expect(await outcome(sandbox, 'InvoiceService.deleteSubscription', id)).toBe(YES)
  expect(sandbox.keap.records('RecurringOrder')).toHaveLength(1)
})

test('the stock of a product goes up and down', async () => {
  const { sandbox, product } = await account()
  const moves = [
    ['incrementInventory'],
    ['increaseInventory', 5],
    ['decrementInventory'],
    ['decreaseInventory', 2],
  ] as const
  for (const [method, ...quantity] of moves)
    expect(await outcome(sandbox, `ProductService.${method}`, product, ...quantity)).toBe(YES)
  expect(await numberFrom(sandbox, 'ProductService.getInventory', product)).toBe(3)
})

test.each([
  ['InvoiceService.createBlankOrder', 9, 'Ropes', TODAY, 0, 0],
  ['InvoiceService.addOrderItem', 9, 0, 4, double(1), 1, '', ''],
  ['InvoiceService.chargeInvoice', 9, '', 9, 1, false],
  ['InvoiceService.getPayments', 9],
  ['InvoiceService.createInvoiceForRecurring', 9],
  ['OrderService.placeOrder', 9, 0, 0, [9], [], false, []],
  ['ProductService.getInventory', 9],
] as const)('%s of what is not there is fault 5', async (method, ...params) => {
  expect(await outcome(await open(), method, ...params)).toMatch(/^5 \[RecordNotFound\]/)
})
