import type { Idempotency } from 'faultline'
import type { Sandbox } from 'faultline/sandbox'
import { chanceOf, weighted } from '../draw.ts'
import type { Order } from '../scenario.ts'

/**
 * What functions do, and how safe each is to do twice: `pair` makes two objects, so that its control ID guards it as a
 * whole only, and `misfit` makes one that the service refuses.
 */
export const KINDS = {
  create: 'keyed',
  update: 'keyed',
  delete: 'keyed',
  read: 'read',
  pair: 'once',
  misfit: 'keyed',
} as const satisfies Readonly<Record<string, Idempotency>>

/** One of them. */
export type Kind = keyof typeof KINDS

const WEIGHTS: Readonly<Record<Kind, number>> = { create: 8, update: 4, delete: 2, read: 4, pair: 1, misfit: 0.5 }
const TRANSACTION_SHARE = 0.2
const MOST_FUNCTIONS = 20

/** One function, which has a bill of its own, so that no other can hide what became of it. */
export interface Planned {
  /** Its name, its control ID where it writes, and the `RECORDID` of its bill, which the company lets several have. */
  readonly key: string
  readonly kind: Kind
  /** The RECORDNO of the bill that is there before; empty where there is none. */
  readonly id: string
  /** What stands in its XML and in that of no other, on every try. */
  readonly mark: string
  /** Whether the client looks for its key where the answer was lost. */
  readonly isSought: boolean
}

/** One request of 1 to 20 functions. */
export interface Call {
  readonly key: string
  readonly isTransaction: boolean
  readonly functions: readonly Planned[]
}

/** What the bill of a function says before, and what the function makes of it. */
export const textBefore = (key: string) => `Before ${key}`
export const textAfter = (key: string) => `After ${key}`

/** Whose bills they are. */
export const VENDOR = 'V-1'

/** Draws the calls from some place on, and puts the bills there that they need. A transaction is as safe as its functions. */
export function plan({ seed }: Order, from: number, count: number, sandbox: Sandbox): readonly Call[] {
  return Array.from({ length: count }, (_, offset): Call => {
    const key = `call-${from + offset}`
    const chance = chanceOf('plan', seed, key)
    const length = 1 + Math.floor(chance() * MOST_FUNCTIONS)
    const isTransaction = chance() < TRANSACTION_SHARE
    const weights = isTransaction ? { ...WEIGHTS, pair: 0, misfit: WEIGHTS.misfit / 4 } : WEIGHTS
    const functions = Array.from({ length }, (__, index) => planned(`${key}-${index}`, weights, chance, sandbox))
    return { key, isTransaction, functions }
  })
}

function planned(
  key: string,
  weights: Readonly<Record<Kind, number>>,
  chance: () => number,
  { intacct }: Sandbox,
): Planned {
  const kind = weighted(weights, chance)
  const isThere = kind === 'update' || kind === 'delete' || kind === 'read'
  const bill = { RECORDID: key, VENDORID: VENDOR, WHENCREATED: '02/28/2031', DESCRIPTION: textBefore(key) }
  const id = isThere ? intacct.put('APBILL', bill) : ''
  const marks: Readonly<Record<Kind, string>> = {
    create: `<RECORDID>${key}</RECORDID>`,
    pair: `<RECORDID>${key}</RECORDID>`,
    misfit: `<RECORDID>${key}</RECORDID>`,
    update: `<RECORDNO>${id}</RECORDNO>`,
    delete: `<keys>${id}</keys>`,
    read: `<keys>${id}</keys>`,
  }
  return { key, kind, id, mark: marks[kind], isSought: kind === 'create' && chance() < 0.2 }
}
