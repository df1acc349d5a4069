import { ok, type Result } from 'neverthrow'
import type { ChargeCode, ChargeOutcome } from '../charges.ts'
import type { KeapFault } from '../fault.ts'
import type { Arguments, Done, Method } from '../method.ts'
import { findRecord } from '../record.ts'
import { idOf } from '../store.ts'
import { boolean, dateTime, int, string, struct, textOf, type Value } from '../value.ts'
import type { World } from '../world.ts'
import { amountDue, pay } from './invoices.ts'

/** The methods of InvoiceService that are about cards. */
export const cardMethods: Readonly<Record<string, Method>> = {
  chargeInvoice: { takes: ['int', 'string', 'int', 'int', 'boolean'], perform: chargeInvoice },
  locateExistingCard: { takes: ['int', 'string'], perform: locateExistingCard },
  validateCreditCard: { takes: ['int'], or: [['struct']], perform: validateCreditCard },
}

function chargeInvoice(args: Arguments, world: World): Result<Done, KeapFault> {
  const [id, card] = [args.number(0), args.number(2)]
  return findRecord('Invoice', id, world)
    .andThen(() => findRecord('CreditCard', card, world))
    .map(() => ({ value: struct(charge({ invoice: id, card, note: args.text(1) }, world)), table: 'Invoice', id }))
}

const MESSAGES: Readonly<Record<ChargeCode, string>> = {
  APPROVED: 'The card was charged',
  DECLINED: 'The bank declined the charge',
  ERROR: 'The processor gave no answer',
  SKIPPED: 'There is nothing to be charged',
}

/** One charge of a card. */
export interface Charge {
  readonly invoice: number
  readonly card: number
  readonly note: string
}

/** Charges what is due on an invoice, and tells how that ended: a no is a result like any other. */
export function charge({ invoice, card, note }: Charge, world: World): Readonly<Record<string, Value>> {
  const amount = amountDue(invoice, world)
  const { code, charged = code === 'APPROVED', message } = amount > 0 ? world.charges.draw(card) : NOTHING_DUE
  const date = dateTime(world.time.now())
  const payment = charged ? pay(invoice, { amount, date, type: 'Credit Card', note }, world) : undefined
  return {
    Successful: boolean(code === 'APPROVED'),
    Code: string(code),
    RefNum: string(payment === undefined || code !== 'APPROVED' ? '' : `R${payment}`),
    Message: string(message ?? MESSAGES[code]),
  }
}

const NOTHING_DUE: ChargeOutcome = { code: 'SKIPPED' }

/** The id of the card, 0 where the contact has none with these last digits. */
function locateExistingCard(args: Arguments, world: World): Result<Done, KeapFault> {
  const cards = world.store.find('CreditCard', 'ContactId', String(args.number(0)))
  const card = cards.find(one => textOf(one.get('Last4')) === args.text(1))
  const about = card === undefined ? {} : { id: idOf(card) }
  return ok({ value: int(about.id ?? 0), table: 'CreditCard', ...about })
}

/** A card is valid where its digits have the sum that they must have. The members of the result are a guess. */
function validateCreditCard(args: Arguments, world: World): Result<Done, KeapFault> {
  const sent = args.value(0)
  const card = sent?.type === 'struct' ? ok(sent.value) : findRecord('CreditCard', args.number(0), world)
  return card.map(fields => {
    const isValid = addsUp(textOf(fields.get('CardNumber')))
    const message = isValid ? '' : 'The number of the card is not valid'
    return { value: struct({ Valid: string(String(isValid)), Message: string(message) }), table: 'CreditCard' }
  })
}

function addsUp(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false
  const digits = Array.from(number, Number).reverse()
  const sum = digits.reduce((total, digit, place) => total + (place % 2 === 0 ? digit : crossSum(digit * 2)), 0)
  return sum % 10 === 0
}

const crossSum = (number: number) => (number > 9 ? number - 9 : number)
