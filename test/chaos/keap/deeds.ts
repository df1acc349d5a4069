import type { Answered, CallOptions, Keap } from 'faultline/keap'
import type { Told } from '../story.ts'
import { addressOf, type Call, nameAfter, type OperationName } from './plan.ts'

/** What became of a call for its caller, and for a read the names that came. */
export interface Heard {
  readonly told: Told
  readonly names?: readonly string[]
}

/** Makes the call. */
export function perform(call: Call, api: Keap, options: CallOptions): Promise<Heard> {
  return DEEDS[call.operation](call, api, options)
}

type Deed = (call: Call, api: Keap, options: CallOptions) => Promise<Heard>

const MERCHANT = 1

const DEEDS: Readonly<Record<OperationName, Deed>> = {
  read: async ({ key }, api, options) => {
    const names: string[] = []
    const all = { match: { Email: addressOf(key) }, fields: ['FirstName'], limit: 2 } as const
    for await (const row of api.query('Contact', all, options)) {
      if (row.isErr()) return { told: { done: false, fault: row.error } }
      names.push(String(row.value.FirstName))
    }
    return { told: { done: true }, names }
  },
  upsert: ({ key }, { ContactService }, options) =>
    heard(ContactService.addWithDupCheck({ Email: addressOf(key), FirstName: nameAfter(key) }, 'Email', options)),
  update: ({ key, contact }, { ContactService }, options) =>
    heard(ContactService.update(contact, { FirstName: nameAfter(key) }, options)),
  tag: ({ contact, tag }, { ContactService }, options) => heard(ContactService.addToGroup(contact, tag, options)),
  delete: ({ contact }, { DataService }, options) => heard(DataService.delete('Contact', contact, options)),
  add: ({ key }, { ContactService }, options) =>
    heard(ContactService.add({ Email: addressOf(key), FirstName: nameAfter(key) }, options)),
  send: ({ key, contact }, { APIEmailService }, options) =>
    heard(
      APIEmailService.sendEmail(
        [contact],
        'quay@harbor.example',
        '~Contact.Email~',
        '',
        '',
        'Text',
        key,
        '',
        'high at noon',
        options,
      ),
    ),
  charge: ({ key, invoice, card }, { InvoiceService }, options) =>
    heard(InvoiceService.chargeInvoice(invoice, key, card, MERCHANT, false, options)),
}

async function heard(answer: Answered<unknown>): Promise<Heard> {
  return (await answer).match<Heard>(
    () => ({ told: { done: true } }),
    fault => ({ told: { done: false, fault } }),
  )
}
