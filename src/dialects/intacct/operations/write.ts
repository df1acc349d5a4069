import { z } from 'zod'
import type { XmlElement } from '../../../xml/element.ts'
import type { Operation } from '../../operation.ts'
import { elementName, fieldElements, keyInput, type RecordInput, recordInput } from '../record-input.ts'
import { anyRecord, type IntacctRecord, keyOf, recordsIn } from '../record-output.ts'
import { element, parent } from '../writer.ts'

/** What became of a function that writes: what the service told of it, or that an earlier try had done it already. */
export type Written = Told | Replayed

/** The service carried it out, and told. */
export interface Told {
  /** Its record number, where the service named one. */
  readonly key?: string
  /** The fields that came back, which may be few. */
  readonly record: IntacctRecord
  readonly replayed?: never
}

/**
 * It was carried out by an earlier try whose answer was lost. The service does not repeat that answer, so that neither the
 * key nor any field is known: look the record up by a number of the business.
 */
export interface Replayed {
  readonly replayed: true
  /** Found by a read afterwards, where one was asked for and found it. */
  readonly key?: string
  /**
   * The service refused the repeat with a result that says neither yes nor no. One integration reports that as the form
   * of "already recorded"; no document does.
   */
  readonly assumed?: true
  readonly record?: never
}

/** An object and a record of it. */
interface OneRecord {
  readonly object: string
  readonly record: RecordInput
}

const oneRecord = (schema: z.ZodType | undefined) =>
  z.strictObject({
    object: elementName,
    record: (schema === undefined ? recordInput : schema.pipe(recordInput)) as z.ZodType<RecordInput>,
  })

/**
 * Makes a record.
 *
 * @param schema judges the record before anything is sent
 */
export function create(schema?: z.ZodType): Operation<OneRecord, Written> {
  return {
    ...writing('create', schema),
    content: true,
  }
}

/** Changes the fields given of the record whose key stands among them (`RECORDNO`, or what the object is known by). */
export function update(schema?: z.ZodType): Operation<OneRecord, Written> {
  return writing('update', schema)
}

function writing(name: 'create' | 'update', schema: z.ZodType | undefined): Operation<OneRecord, Written> {
  return {
    name,
    idempotency: 'keyed',
    objects: 1,
    content: false,
    input: oneRecord(schema),
    output: z.custom<Written>(value => anyRecord.safeParse((value as Told).record).success, {
      error: 'Must hold the record that was written',
    }),
    write: ({ object, record }) => parent(name, [{ name: object, children: fieldElements(record) }]),
    read: toldBy,
    mismatch: strangerIn,
    done: { codes: [], output: () => ({ replayed: true }) },
  }
}

function toldBy(payload: XmlElement): Told {
  const [record = {}] = recordsIn(payload) as readonly IntacctRecord[]
  const key = keyOf(record) ?? (payload.child('key')?.text.trim() || undefined)
  return { record, ...(key === undefined ? {} : { key }) }
}

/** Of a function with one object there is one record. */
function strangerIn(payload: XmlElement) {
  const records = payload.child('data')?.children ?? []
  return records.length > 1 ? { path: ['data'], message: 'Must hold one record' } : undefined
}

const oneKey = z.strictObject({ object: elementName, key: keyInput })

/** Deletes the record with this record number. */
export const remove: Operation<z.output<typeof oneKey>, Deleted> = {
  name: 'delete',
  idempotency: 'keyed',
  objects: 1,
  content: false,
  input: oneKey,
  output: z.strictObject({ key: z.string() }),
  write: ({ object, key }) => parent('delete', [element('object', object), element('keys', key)]),
  read: (_, { key }) => ({ key }),
  done: { codes: [], output: ({ key }) => ({ key, replayed: true }) },
}

/** What a deletion gives. */
export interface Deleted {
  readonly key: string
  /** An earlier try whose answer was lost had done it. */
  readonly replayed?: true
  /** As in `Replayed`. */
  readonly assumed?: true
}
