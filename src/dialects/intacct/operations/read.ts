import { z } from 'zod'
import type { XmlElement } from '../../../xml/element.ts'
import type { XmlNode } from '../../../xml/node.ts'
import type { Operation } from '../../operation.ts'
import { elementName, keyInput, text } from '../record-input.ts'
import { anyRecord, keyOf, recordsIn } from '../record-output.ts'
import { element, parent } from '../writer.ts'

/** One page of records. */
export interface Page<Row = unknown> {
  readonly records: readonly Row[]
  /** The record number of each, where it came with one. */
  readonly keys: readonly (string | undefined)[]
  /** How many match in all, where the service tells. */
  readonly total?: number
  /** How many come after this page, where the service tells. */
  readonly remaining?: number
  /** Where the page begins, for a `query`. */
  readonly offset?: number
  /** The mark for `readMore`, for a `readByQuery` that has more. Used up by every use, and expires. */
  readonly resultId?: string
}

/** What all reads that give records have in common. */
export function reading<Input, Output>(
  own: Pick<Operation<Input, Output>, 'name' | 'input' | 'output' | 'write' | 'read'>,
): Operation<Input, Output> {
  return { ...own, idempotency: 'read', objects: 0, content: true }
}

const fieldNames = z.array(text.refine(name => /^[^\s,]+$/.test(name), { error: 'Must be the name of a field' })).min(1)

const byKeys = z.strictObject({
  object: elementName,
  keys: z.array(keyInput).min(1, { error: 'Must name at least one record' }),
  fields: fieldNames.optional(),
})

type ByKeys = z.output<typeof byKeys>

/** Reads records by their record numbers. Those that are not there are left out by the service, or refused. */
export function read(schema?: z.ZodType): Operation<ByKeys, unknown[]> {
  return keyed('read', schema)
}

/** Reads records by their names, as each object has one (`VENDORID`, `CUSTOMERID`). */
export function readByName(schema?: z.ZodType): Operation<ByKeys, unknown[]> {
  return keyed('readByName', schema)
}

function keyed(name: string, schema: z.ZodType = anyRecord): Operation<ByKeys, unknown[]> {
  return reading({
    name,
    input: byKeys,
    output: z.array(schema),
    write: ({ object, keys, fields }) =>
      parent(name, [element('object', object), element('keys', keys.join(',')), fieldList(fields)]),
    read: payload => pageIn(payload).records,
  })
}

const byQuery = z.strictObject({
  object: elementName,
  query: text.default(''),
  fields: fieldNames.optional(),
  pageSize: z.int().min(1).max(1000).default(1000),
})

/** Reads the first page of what an SQL-like condition matches. An empty one matches all. */
export function readByQuery(schema?: z.ZodType): Operation<z.output<typeof byQuery>, Page> {
  return reading({
    name: 'readByQuery',
    input: byQuery as z.ZodType<z.output<typeof byQuery>>,
    output: pageOutput(schema),
    write: ({ object, query, fields, pageSize }) =>
      parent('readByQuery', [
        element('object', object),
        fieldList(fields),
        element('query', query),
        element('pagesize', String(pageSize)),
      ]),
    read: pageIn,
  })
}

const byResultId = z.strictObject({ resultId: text.refine(value => value !== '', { error: 'Must not be empty' }) })

/**
 * Reads the next page. The service remembers where it is, so that a second try gives the page after: never repeated
 * after an outcome that is unknown.
 */
export function readMore(schema?: z.ZodType): Operation<z.output<typeof byResultId>, Page> {
  return {
    ...reading({
      name: 'readMore',
      input: byResultId,
      output: pageOutput(schema),
      write: ({ resultId }) => parent('readMore', [element('resultId', resultId)]),
      read: pageIn,
    }),
    idempotency: 'once',
  }
}

/** All fields where none are named. */
function fieldList(fields: readonly string[] | undefined): XmlNode {
  return element('fields', fields === undefined ? '*' : fields.join(','))
}

/** What the data of a result holds and says of itself. */
export function pageIn(payload: XmlElement) {
  const data = payload.child('data')
  const count = (name: string) => numberIn(data?.attribute(name))
  const records = recordsIn(payload)
  return {
    records,
    keys: records.map(keyOf),
    count: count('count'),
    total: count('totalcount'),
    remaining: count('numremaining'),
    offset: count('offset'),
    resultId: data?.attribute('resultId') || undefined,
  }
}

function numberIn(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,15}$/.test(value.trim()) ? Number(value) : undefined
}

/** A page that holds fewer records than it says has lost some on the way. */
export function pageOutput(schema: z.ZodType = anyRecord): z.ZodType<Page> {
  return z
    .object({
      records: z.array(schema),
      keys: z.array(z.string().optional()),
      count: z.number().optional(),
      total: z.number().optional(),
      remaining: z.number().optional(),
      offset: z.number().optional(),
      resultId: z.string().optional(),
    })
    .refine(({ count, records }) => count === undefined || count === records.length, {
      path: ['count'],
      error: 'Must be the number of records that came',
    })
    .transform(({ count: _, ...page }) => page as Page)
}
