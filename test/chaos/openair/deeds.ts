import type { OpenAirSoap } from 'faultline/openair/soap'
import type { Told } from '../story.ts'
import { type Call, nameAfter, type OperationName } from './plan.ts'

/** What both wires can do. */
export type Api = Pick<OpenAirSoap<object>, 'read' | 'add' | 'modify' | 'upsert' | 'delete'>

/** What became of a call for its caller, and for a read the names that came. */
export interface Heard {
  readonly told: Told
  readonly names?: readonly string[]
}

/** Makes the call over one of the wires. */
export function perform(call: Call, api: Api, options: Options): Promise<Heard> {
  return DEEDS[call.operation](call, api, options)
}

type Options = Parameters<Api['modify']>[2]
type Deed = (call: Call, api: Api, options: Options) => Promise<Heard>

const DEEDS: Readonly<Record<OperationName, Deed>> = {
  read: async ({ key }, api, options) => {
    const result = await api.read('Customer', { match: { code: key } }, options)
    return result.match(
      customers => ({ told: { done: true }, names: customers.map(({ name }) => String(name)) }),
      fault => ({ told: { done: false, fault } }),
    )
  },
  add: ({ key }, api, options) => heard(api.add('Customer', { code: key, name: nameAfter(key) }, options)),
  upsert: ({ key }, api, options) =>
    heard(api.upsert('Customer', { code: key, name: nameAfter(key) }, { lookup: 'code' }, options)),
  modify: ({ key, id }, api, options) => heard(api.modify('Customer', { id, name: nameAfter(key) }, options)),
  delete: ({ id }, api, options) => heard(api.delete('Customer', id, options)),
}

async function heard(answer: ReturnType<Api['delete']> | ReturnType<Api['modify']>): Promise<Heard> {
  return (await answer).match<Heard>(
    () => ({ told: { done: true } }),
    fault => ({ told: { done: false, fault } }),
  )
}
