import { z } from 'zod'
import type { XmlElement } from '../../../xml/element.ts'
import type { XmlNode } from '../../../xml/node.ts'
import type { Operation } from '../../operation.ts'
import { encodeDate, isDate, NO_DATE } from '../dates.ts'
import { decodeRecord, encodeRecord } from '../fields.ts'
import { fieldName, recordInput, recordOutput } from '../record-schema.ts'
import { element, tag } from '../writer.ts'
import { checkType, identity, isNameOfType, isOfType, perType, typeName } from './parts.ts'

/** The most records that one request may ask for. An account may have less: code 605. */
export const PAGE = 1000

/**
 * How the records are chosen. `user` and `project` give what belongs to the user or project in `match`,
 * `not exported` what no export to the application in `match` has had.
 */
export const methods = [
  'all',
  'equal to',
  'not equal to',
  'custom equal to',
  'user',
  'project',
  'not exported',
] as const
/** A way to choose records; without one, `match` decides between `equal to` and `all`. */
export type ReadMethod = (typeof methods)[number]

/** Filters that need no date. */
const namedFilters = [
  'open-envelopes',
  'approved-envelopes',
  'rejected-envelopes',
  'submitted-envelopes',
  'nonreimbursed-envelopes',
  'reimbursable-envelopes',
  'open-slips',
  'approved-slips',
  'open-timesheets',
  'approved-timesheets',
  'rejected-timesheets',
  'submitted-timesheets',
  'not-exported',
  'approved-revenue-recognition-transactions',
] as const
/** A filter that goes by its name alone, such as `open-timesheets`. */
export type NamedFilter = (typeof namedFilters)[number]

/** The switches of a read and the attributes that they become. */
export const switches = {
  deleted: 'deleted',
  includeNondeleted: 'include_nondeleted',
  includeFlags: 'include_flags',
  excludeFlags: 'exclude_flags',
  baseCurrency: 'base_currency',
  generic: 'generic',
  enableCustom: 'enable_custom',
  withProjectOnly: 'with_project_only',
  emptyIsNil: 'empty_is_nil',
  clearFilterCache: 'clear_filter_cache',
} as const
/** A switch of a read, on or off. */
export type ReadSwitch = keyof typeof switches

const switchSchemas = Object.fromEntries(Object.keys(switches).map(name => [name, z.boolean().optional()])) as Readonly<
  Record<ReadSwitch, z.ZodOptional<z.ZodBoolean>>
>

const identities = z.array(identity).min(1)

const dateFilter = z.strictObject({
  filter: z.enum(['newer-than', 'older-than']),
  field: fieldName,
  date: z.string().refine(isDate, { error: NO_DATE }),
})

const NEEDS_MATCH: readonly (ReadMethod | undefined)[] = [
  'equal to',
  'not equal to',
  'custom equal to',
  'user',
  'project',
]

const inputOf = perType((type: string) => {
  const input = z
    .strictObject({
      ...switchSchemas,
      method: z.enum(methods).optional(),
      match: z.unknown().optional(),
      ids: identities.optional(),
      idsOf: z.record(typeName, identities).optional(),
      limit: z.int().min(1).max(PAGE).default(PAGE),
      offset: z.int().min(0).optional(),
      fields: z.array(fieldName).min(1).optional(),
      order: z.strictObject({ field: fieldName, direction: z.enum(['asc', 'desc']).default('asc') }).optional(),
      filters: z.array(dateFilter).min(1).optional(),
      named: z.array(z.enum(namedFilters)).min(1).optional(),
    })
    .superRefine((input, context) => {
      if (NEEDS_MATCH.includes(input.method) && input.match === undefined) {
        context.addIssue({ code: 'custom', path: ['match'], message: `The method "${input.method}" compares with it` })
      }
      if (input.method === 'all' && input.match !== undefined) {
        context.addIssue({ code: 'custom', path: ['match'], message: 'The method "all" compares with nothing' })
      }
      if (input.match === undefined) return
      const judged = recordInput(comparedType(type, input.method)).safeParse(input.match)
      for (const { path, message } of judged.error?.issues ?? []) {
        context.addIssue({ code: 'custom', path: ['match', ...path], message })
      }
    })
  return checkType(type, input)
})

/** What a read takes, after its schema. */
export type ReadInput = z.infer<ReturnType<typeof inputOf>>

/** Reads records of a type. Nothing found is an empty list, whichever of its two ways the service says it in. */
export function read(type: string): Operation<ReadInput, unknown[]> {
  return {
    name: 'Read',
    idempotency: 'read',
    objects: 0,
    content: false,
    input: inputOf(type),
    output: z.array(recordOutput(type)),
    write: input => write(type, input),
    read: readRecords,
    each: {
      records: 'response/Read/*',
      isRecord: name => isNameOfType(name, type),
      read: decodeRecord,
      output: recordOutput(type),
    },
    mismatch: payload => {
      const stranger = payload.children.find(child => child.localName !== 'errors' && !isOfType(child, type))
      return stranger && { path: [], message: `Must hold no record but those of ${type}` }
    },
  }
}

/** The records that stand side by side in a result. */
export function readRecords(payload: XmlElement): unknown[] {
  return payload.children.filter(({ localName }) => localName !== 'errors').map(decodeRecord)
}

/** How the service is told which records to give, whichever wire carries it. */
export interface ReadChoice {
  readonly method: ReadMethod
  /** The type of the object in `match`. */
  readonly compared: string
  /** By name; those that are undefined are left out. */
  readonly attributes: Readonly<Record<string, string | undefined>>
}

/** Puts a read into the service's own words. */
export function choiceOf(type: string, input: ReadInput): ReadChoice {
  const { match, filters = [], named = [], limit, offset, order } = input
  const names = [...filters.map(({ filter }) => filter), ...named]
  const flags = Object.entries(switches).map(([name, attribute]) => [attribute, isOn(input, name as ReadSwitch)])
  return {
    method: input.method ?? (match === undefined ? 'all' : 'equal to'),
    compared: comparedType(type, input.method),
    attributes: {
      limit: offset === undefined ? String(limit) : `${offset},${limit}`,
      filter: names.length === 0 ? undefined : names.join(','),
      field: filters.length === 0 ? undefined : filters.map(({ field }) => field).join(','),
      order: order === undefined ? undefined : `${order.field},${order.direction}`,
      ...Object.fromEntries(flags),
    },
  }
}

function write(type: string, input: ReadInput): XmlNode {
  const { match, filters = [] } = input
  const { method, compared, attributes } = choiceOf(type, input)
  return tag('Read', { type, method, ...attributes }, [
    match === undefined ? undefined : encodeRecord(compared, match as Readonly<Record<string, unknown>>),
    input.ids === undefined ? undefined : idList(type, input.ids),
    ...Object.entries(input.idsOf ?? {}).map(([other, ids]) => idList(other, ids)),
    ...filters.map(({ date }) => encodeDate(date)),
    input.fields === undefined ? undefined : fieldList(input.fields),
  ])
}

/** Custom fields come only where they are asked for; naming one asks. */
function isOn(input: ReadInput, name: ReadSwitch): string | undefined {
  const value = input[name]
  if (value !== undefined) return value ? '1' : undefined
  if (name !== 'enableCustom') return undefined
  const named = [...(input.fields ?? []), ...Object.keys(input.match ?? {})]
  return named.some(field => field.endsWith('__c')) ? '1' : undefined
}

/** Some methods compare with an object of another type. */
function comparedType(type: string, method: ReadMethod | undefined): string {
  if (method === 'user') return 'User'
  if (method === 'not exported') return 'ImportExport'
  return method === 'project' ? 'Project' : type
}

function idList(type: string, ids: readonly string[]): XmlNode {
  return tag(
    'Filter',
    { type: type.toLowerCase() },
    ids.map(id => element('id', id)),
  )
}

function fieldList(fields: readonly string[]): XmlNode {
  return { name: '_Return', children: fields.map(name => ({ name })) }
}
