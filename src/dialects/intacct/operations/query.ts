import { z } from 'zod'
import type { Operation } from '../../operation.ts'
import { elementName } from '../record-input.ts'
import { element, parent } from '../writer.ts'
import { type Filter, fieldPath, filterElement, filterInput } from './filter.ts'
import { type Page, pageIn, pageOutput, reading } from './read.ts'

/** The most records that one page of a query may have. */
export const MOST_ON_A_PAGE = 2000

const order = z.strictObject({ field: fieldPath, direction: z.enum(['ascending', 'descending']).default('ascending') })

const queryInput = z.strictObject({
  object: elementName,
  select: z.array(fieldPath).min(1, { error: 'Must name at least one field' }),
  filter: filterInput.optional(),
  orderBy: z.array(order).default([]),
  caseInsensitive: z.boolean().default(false),
  showPrivate: z.boolean().default(false),
  pageSize: z.int().min(1).max(MOST_ON_A_PAGE).default(1000),
  offset: z.int().min(0).default(0),
})

type QueryInput = z.output<typeof queryInput>

/** Reads one page of the records that a filter matches. */
export function query(schema?: z.ZodType): Operation<QueryInput, Page> {
  return {
    ...reading({
      name: 'query',
      input: queryInput as z.ZodType<QueryInput>,
      output: pageOutput(schema),
      write,
      read: pageIn,
    }),
    mismatch: (payload, { offset }) => {
      const said = pageIn(payload).offset
      const message = 'Must be the offset that was asked for'
      return said === undefined || said === offset ? undefined : { path: ['offset'], message }
    },
  }
}

function write({ object, select, filter, orderBy, caseInsensitive, showPrivate, pageSize, offset }: QueryInput) {
  const options = [
    caseInsensitive ? element('caseinsensitive', 'true') : undefined,
    showPrivate ? element('showprivate', 'true') : undefined,
  ].filter(one => one !== undefined)
  return parent('query', [
    element('object', object),
    parent(
      'select',
      select.map(field => element('field', field)),
    ),
    filter === undefined ? undefined : parent('filter', [filterElement(filter as Filter)]),
    orderBy.length === 0 ? undefined : parent('orderby', orderBy.map(orderElement)),
    options.length === 0 ? undefined : parent('options', options),
    element('pagesize', String(pageSize)),
    element('offset', String(offset)),
  ])
}

function orderElement({ field, direction }: z.output<typeof order>) {
  return parent('order', [element('field', field), { name: direction }])
}
