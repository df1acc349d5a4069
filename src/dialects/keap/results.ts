import { z } from 'zod'
import type { XmlRpcData } from '../../wire/xmlrpc-value.ts'
import { recordOutput } from './record-schema.ts'

/** Any value: the method's page says no more. */
export const data = z.custom<XmlRpcData>(value => value !== undefined)
export const text = z.string()
export const amount = z.number()
export const whole = z.int()
export const list: z.ZodType<readonly XmlRpcData[]> = z.array(data)
export const struct: z.ZodType<Readonly<Record<string, XmlRpcData>>> = z.record(z.string(), data)

/** The id of a record, which is never 0. Some methods give it as a text. */
export const id = z
  .union([z.int(), z.string().regex(/^\d{1,15}$/)], { error: 'Must be an id' })
  .transform(Number)
  .refine(value => value > 0, { error: 'Must be an id' })

/** A yes or no, here and there sent as a number. `false` is an answer, not a failure. */
export const flag = z
  .union([z.boolean(), z.literal([0, 1])], { error: 'Must be a boolean' })
  .transform(value => value === true || value === 1)

/** Records of a table. */
export function records(table: string): z.ZodType<readonly Readonly<Record<string, unknown>>[]> {
  return z.array(recordOutput(table))
}

export const contact = recordOutput('Contact')
export const contacts = records('Contact')

/** What became of a record that was to be gone. */
export interface Removed {
  /** What the service answered. */
  readonly done: boolean
  /** The record was gone already on a repeat after an unknown outcome: the first try had worked. */
  readonly replayed?: true
}

export const removed: z.ZodType<Removed> = flag.transform(done => ({ done }))
export const removedBefore: Removed = { done: true, replayed: true }

/** What a charge gives that went through; any other result of it is a fault. */
export interface Charge {
  readonly Successful: boolean
  readonly Code: string
  readonly RefNum?: string | undefined
  readonly Message?: string | undefined
}

export const charge: z.ZodType<Charge> = z.looseObject({
  Successful: flag,
  Code: z.string(),
  RefNum: z.union([z.string(), z.number().transform(String)]).optional(),
  Message: z.string().optional(),
})
