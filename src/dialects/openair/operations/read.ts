import { z } from 'zod'
import type { XmlElement } from '../../../xml/element.ts'
import type { XmlNode } from '../../../xml/node.ts'
import type { Operation } from '../../operation.ts'
import { encodeDate } from '../dates.ts'
import { decodeRecord, encodeRecord } from '../fields.ts'
import { recordOutput } from '../record-schema.ts'
import { element, tag } from '../writer.ts'
import { isNameOfType, isOfType } from './parts.ts'
import { comparedType, type ReadInput, type ReadMethod, type ReadSwitch, readInput, switches } from './read-input.ts'

/** Reads records of a type. Nothing found is an empty list, whichever of its two ways the service says it in. */
export function read(type: string): Operation<ReadInput, unknown[]> {
  return {
    name: 'Read',
    idempotency: 'read',
    objects: 0,
    content: false,
    input: readInput(type),
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
interface ReadChoice {
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
