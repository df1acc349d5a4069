import { z } from 'zod'
import { dateTime, double, int, type XmlRpcInput } from '../../wire/xmlrpc-input.ts'
import { recordInput } from './record-schema.ts'
import type { FieldInput, Id, InputOf, Time } from './tables.ts'

/** What makes a value to be sent of a parameter. */
export type Param<Input> = z.ZodType<XmlRpcInput | undefined, Input>

/** An id, as the int that the service wants; that it is one the writer sees to. */
export const id: Param<Id> = z.union([z.number(), z.string()], { error: 'Must be an id' }).transform(int)
export const whole: Param<number> = z.number().transform(int)
export const amount: Param<number> = z.number().transform(double)
export const text: Param<string> = z.string()
export const flag: Param<boolean> = z.boolean()
export const time: Param<Time> = z
  .union([z.string(), z.date()], { error: 'Must be a time such as 20240229T07:05:09, or a Date' })
  .transform(value => (typeof value === 'string' ? dateTime(value) : value))
export const ids: Param<readonly Id[]> = z.array(id).transform(list => list as XmlRpcInput)
export const texts: Param<readonly string[]> = z.array(z.string())
/** Names of fields to be given back. */
export const fields: Param<readonly string[]> = z.array(z.string()).min(1, { error: 'Must name at least one field' })
/** Named values that are no record of a table. */
export const values: Param<Readonly<Record<string, FieldInput>>> = z
  .record(z.string(), z.custom<FieldInput>())
  .transform(record => record as XmlRpcInput)
/** The record of a contact. */
export const contact = recordInput('Contact') as unknown as Param<InputOf<'Contact'>>
