import { z } from 'zod'
import type { XmlElement } from '../../../xml/element.ts'
import type { Operation } from '../../operation.ts'
import { encodeDate, isDate, NO_DATE } from '../dates.ts'
import { encodeRecord } from '../fields.ts'
import { fieldName, recordInput, recordOutput } from '../record-schema.ts'
import { hasId } from '../records.ts'
import { tag } from '../writer.ts'
import { checkType, identity, perType, recordIn, strangerIn } from './parts.ts'

type Fields = Readonly<Record<string, unknown>>

/** Inserts a record. Not safe to repeat: a second try makes a second record. */
export const add = perType(
  (type): Operation<Fields, unknown> => ({
    name: 'Add',
    idempotency: 'once',
    objects: 1,
    content: true,
    input: checkType(type, recordInput(type)),
    output: addedOutput(type),
    write: record => tag('Add', { type, ...customSwitch(record) }, [encodeRecord(type, record)]),
    read: payload => recordIn(payload, type),
    mismatch: payload => strangerIn(payload, type, {}),
  }),
)

/**
 * Updates the one record whose `lookup` field has the same value, and inserts where none has. Safe to repeat
 * while the field is unique; what the service does with several matches is not documented.
 */
export function upsert(type: string, lookup: unknown): Operation<Fields, unknown> {
  return {
    ...add(type),
    idempotency: 'repeatable',
    input: upsertInput(`${type}\n${typeof lookup === 'string' ? lookup : ''}`),
    write: record =>
      tag('Add', { type, lookup: String(lookup), ...customSwitch(record) }, [encodeRecord(type, record)]),
    mismatch: (payload, record) => strangerIn(payload, type, { [String(lookup)]: record[String(lookup)] }),
  }
}

/** Changes the fields given of the record with this `id`. */
export const modify = perType(
  (type): Operation<Fields, unknown> => ({
    name: 'Modify',
    idempotency: 'repeatable',
    objects: 1,
    content: false,
    input: identifiedInput(type),
    output: recordOutput(type),
    write: record => tag('Modify', { type, ...customSwitch(record) }, [encodeRecord(type, record)]),
    read: (payload, record) => withId(payload, type, record),
    mismatch: (payload, { id }) => strangerIn(payload, type, { id }),
  }),
)

/**
 * Changes the record unless it was updated after the given time; code 1200 where it was: read it again, merge
 * and try once more.
 */
export function modifyOnCondition(type: string, ifNotUpdatedSince: unknown): Operation<Fields, unknown> {
  const date = typeof ifNotUpdatedSince === 'string' ? encodeDate(ifNotUpdatedSince) : undefined
  return {
    ...modify(type),
    name: 'ModifyOnCondition',
    input: identifiedInput(type).superRefine((_, context) => {
      if (typeof ifNotUpdatedSince === 'string' && isDate(ifNotUpdatedSince)) return
      context.addIssue({ code: 'custom', path: ['ifNotUpdatedSince'], message: NO_DATE })
    }),
    write: record =>
      tag('ModifyOnCondition', { type, condition: 'if-not-updated', ...customSwitch(record) }, [
        encodeRecord(type, record),
        date,
      ]),
  }
}

/** What a deletion gives. */
export interface Deleted {
  readonly id: string
  /** The record was gone already on a repeat after an unknown outcome: the first try had worked. */
  readonly replayed?: true
}

/** Deletes the record with this `id`. On a repeat, 601 means that the first try did it. */
export const remove = perType(
  (type): Operation<{ id: string }, Deleted> => ({
    name: 'Delete',
    idempotency: 'repeatable',
    objects: 1,
    content: false,
    input: checkType(type, z.strictObject({ id: identity })),
    output: z.strictObject({ id: z.string() }),
    write: ({ id }) => tag('Delete', { type }, [encodeRecord(type, { id })]),
    read: (_, { id }) => ({ id }),
    mismatch: (payload, { id }) => strangerIn(payload, type, { id }),
    done: { codes: ['601'], output: ({ id }) => ({ id, replayed: true }) },
  }),
)

/** Mails a report of the record with this `id` as a PDF. A second try mails it again. */
export const report = perType(
  (type): Operation<{ id: string }, { id: string }> => ({
    name: 'Report',
    idempotency: 'once',
    objects: 1,
    content: false,
    input: checkType(type, z.strictObject({ id: identity })),
    output: z.strictObject({ id: z.string() }),
    write: ({ id }) => tag('Report', { type }, [encodeRecord(type, { id })]),
    read: (_, { id }) => ({ id }),
    mismatch: (payload, { id }) => strangerIn(payload, type, { id }),
  }),
)

/** By type and, on a second line, the field to look up by. */
const upsertInput = perType((key): z.ZodType<Fields> => {
  const [type = '', lookup] = key.split('\n', 2)
  const field = fieldName.safeParse(lookup)
  const message = field.success ? 'The lookup compares with it' : 'Must be the name of a field'
  const path = field.success ? field.data : 'lookup'
  return checkType(type, recordInput(type)).superRefine((record, context) => {
    if (!field.success || isBlank(record[field.data])) context.addIssue({ code: 'custom', path: [path], message })
  })
})

function identifiedInput(type: string): z.ZodType<Fields> {
  return checkType(type, recordInput(type)).superRefine((record, context) => {
    if (identity.safeParse(record.id).success) return
    context.addIssue({ code: 'custom', path: ['id'], message: 'Must be the id of a record' })
  })
}

function addedOutput(type: string): z.ZodType {
  const record = recordOutput(type)
  if (!hasId(type)) return record
  return record.refine(output => identity.safeParse((output as Fields).id).success, {
    path: ['id'],
    error: 'Must be the id of the new record',
  })
}

/** The service may answer with the record or with nothing; the caller gets at least the `id`. */
function withId(payload: XmlElement, type: string, record: Fields): unknown {
  return { id: String(record.id), ...recordIn(payload, type) }
}

/** Custom fields are written only where the request says so. */
export function customSwitch(record: Fields): { enable_custom?: string } {
  return Object.keys(record).some(name => name.endsWith('__c')) ? { enable_custom: '1' } : {}
}

function isBlank(value: unknown): boolean {
  return value === undefined || String(value).trim() === ''
}
