import { z } from 'zod'
import type { XmlNode } from '../../../xml/node.ts'
import type { Operation } from '../../operation.ts'
import { createUser } from '../operations/account.ts'
import { add, customSwitch, type Deleted, modify, remove, upsert } from '../operations/change.ts'
import { filled, perType } from '../operations/parts.ts'
import type { AddedId } from '../records.ts'
import { encodeSoapRecord } from '../soap-fields.ts'
import { attributeList, list, operationElement } from '../soap-writer.ts'
import { idIn, otherId } from './parts.ts'

type Fields = Readonly<Record<string, unknown>>

/** Inserts a record; the service answers with its `id` alone. Not safe to repeat. */
export const soapAdd = perType((type): Operation<Fields, unknown> => {
  const { mismatch: _, ...xml } = add(type)
  return {
    ...xml,
    name: 'add',
    write: record => operationElement('add', [objects(type, record)]),
    read: idIn,
  }
})

/** Updates the one record whose `lookup` field has the same value, or inserts; the service answers with its `id` alone. */
export function soapUpsert(type: string, lookup: unknown): Operation<Fields, unknown> {
  const { mismatch: _, ...xml } = upsert(type, lookup)
  return {
    ...xml,
    name: 'upsert',
    write: record => operationElement('upsert', [switches(record, { lookup: String(lookup) }), objects(type, record)]),
    read: idIn,
  }
}

/** Changes the fields given of the record with this `id`. */
export const soapModify = perType(
  (type): Operation<Fields, unknown> => ({
    ...modify(type),
    name: 'modify',
    write: record => operationElement('modify', [switches(record), objects(type, record)]),
    read: (result, record) => ({ id: String(record.id), ...idIn(result) }),
    mismatch: (result, record) => otherId(result, record.id),
  }),
)

/** Deletes the record with this `id`. On a repeat, 601 means that the first try did it. */
export const soapRemove = perType(
  (type): Operation<{ id: string }, Deleted> => ({
    ...remove(type),
    name: 'delete',
    write: ({ id }) => operationElement('delete', [objects(type, { id })]),
    mismatch: (result, { id }) => otherId(result, id),
  }),
)

/** Makes a user, which `add` cannot; the service answers with the `id` alone. */
export const soapCreateUser: Operation<z.infer<typeof createUser.input>, AddedId<'User'>> = {
  name: 'createUser',
  idempotency: createUser.idempotency,
  objects: createUser.objects,
  content: true,
  input: createUser.input,
  output: z.object({ id: filled }),
  write: ({ user, company }) =>
    operationElement('createUser', [
      encodeSoapRecord('User', user, 'user'),
      encodeSoapRecord('Company', company, 'company'),
    ]),
  read: idIn,
}

function objects(type: string, record: Fields): XmlNode {
  return list('objects', 'oaBase', [encodeSoapRecord(type, record)])
}

function switches(record: Fields, others: Readonly<Record<string, string>> = {}): XmlNode {
  const { enable_custom } = customSwitch(record)
  return attributeList({ ...others, update_custom: enable_custom })
}
