import type { Idempotency } from 'faultline'
import type { Sandbox } from 'faultline/sandbox'
import { chanceOf, weighted } from '../draw.ts'
import type { Order } from '../scenario.ts'

/** What every call does, and how safe it is to do twice. */
export const OPERATIONS = {
  read: 'read',
  upsert: 'repeatable',
  modify: 'repeatable',
  delete: 'repeatable',
  add: 'once',
} as const satisfies Readonly<Record<string, Idempotency>>

/** One of them. */
export type OperationName = keyof typeof OPERATIONS

const WEIGHTS: Readonly<Record<OperationName, number>> = { read: 3, upsert: 2, modify: 2, delete: 1, add: 2 }
const SOAP_SHARE = 0.3
const STALE_SHARE = 0.02

/** One call, which has a record of its own, so that no other call can hide what became of it. */
export interface Call {
  /**
   * The name of the call, and the `code` of its record. Not the `externalid`: the account lets no two records have the
   * same, so that nothing could ever be done twice.
   */
  readonly key: string
  readonly operation: OperationName
  readonly wire: 'xml' | 'soap'
  /** The id of the record that is there before the call; empty where there is none. */
  readonly id: string
  /** Whether the token that the caller holds has expired. */
  readonly isStale: boolean
}

/** The name that the record of a call has before, and the one that the call gives it. */
export const nameBefore = (key: string) => `Before ${key}`
export const nameAfter = (key: string) => `After ${key}`

/** Draws the calls from some place on, and puts the records there that they need. Half of the upserts find theirs. */
export function plan({ seed }: Order, from: number, count: number, sandbox: Sandbox): readonly Call[] {
  return Array.from({ length: count }, (_, offset): Call => {
    const key = `call-${from + offset}`
    const chance = chanceOf('plan', seed, key)
    const operation = weighted(WEIGHTS, chance)
    const wire = chance() < SOAP_SHARE ? 'soap' : 'xml'
    const isThere = operation === 'upsert' ? chance() < 0.5 : operation !== 'add'
    const record = { code: key, name: nameBefore(key) }
    const id = isThere ? sandbox.openAir.put('Customer', record) : ''
    return { key, operation, wire, id, isStale: chance() < STALE_SHARE }
  })
}
