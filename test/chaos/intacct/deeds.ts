import type { CallOptions, Command, Intacct } from 'faultline/intacct'
import type { Told } from '../story.ts'
import { type Call, type Planned, textAfter, VENDOR } from './plan.ts'

/** What became of one function for its caller, and what was told of it. */
export interface Heard {
  readonly told: Told
  /** The key of what was made, or the texts that were read. */
  readonly words?: readonly string[]
}

/** Makes the call, and gives what became of each of its functions. */
export async function perform(
  { functions, isTransaction: transaction }: Call,
  api: Intacct,
  options: CallOptions,
): Promise<readonly Heard[]> {
  const results = await api.execute(
    functions.map(one => commandFor(one, api)),
    { ...options, transaction },
  )
  if (results.isErr()) return functions.map(() => ({ told: { done: false, fault: results.error } }))
  return functions.map((_, index): Heard => {
    const result = results.value[index]
    if (result === undefined) throw new Error('a function has no result')
    return result.match(
      value => ({ told: { done: true }, words: wordsIn(value) }),
      fault => ({ told: { done: false, fault } }),
    )
  })
}

function commandFor({ key, kind, id, isSought }: Planned, { functions }: Intacct): Command {
  const bill = { RECORDID: key, VENDORID: VENDOR, WHENCREATED: '02/28/2031', DESCRIPTION: textAfter(key) }
  const own = { controlId: key }
  switch (kind) {
    case 'create':
      return functions.create('APBILL', bill, { ...own, ...(isSought ? { findBy: ['RECORDID'] } : {}) })
    case 'misfit':
      return functions.create('APBILL', { RECORDID: key }, own)
    case 'update':
      return functions.update('APBILL', { RECORDNO: id, DESCRIPTION: textAfter(key) }, own)
    case 'delete':
      return functions.delete('APBILL', id, own)
    case 'read':
      return functions.read({ object: 'APBILL', keys: [id], fields: ['RECORDNO', 'DESCRIPTION'] })
    case 'pair': {
      const fields = Object.entries(bill).map(([name, text]) => ({ name, children: [text] }))
      const object = { name: 'APBILL', children: fields }
      const other = { name: 'VENDOR', children: ['VENDORID', 'NAME'].map(name => ({ name, children: [key] })) }
      return functions.custom({ name: 'create', content: [object, other], idempotency: 'once', objects: 2, ...own })
    }
  }
}

function wordsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(record => String(record.DESCRIPTION))
  const { key } = value as { readonly key?: string }
  return key === undefined ? [] : [key]
}
