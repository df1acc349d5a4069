import { err, ok, type Result, safeTry } from 'neverthrow'
import type { XmlElement } from '../../../xml/element.ts'
import { type Chance, shuffle } from '../../chance.ts'
import { textOf } from '../../data.ts'
import type { StoredRecord } from '../../store.ts'
import { fieldEmpty, filterUnknown, notQueryable, valueInvalid } from '../object-errors.ts'
import type { ObjectRule } from '../object-rules.ts'
import type { ServiceError } from '../service-error.ts'
import { type Deed, type Performer, refuse, type Scene, type World } from '../world.ts'
import { compare } from './comparison.ts'
import { readFilter } from './filter.ts'
import { page } from './page.ts'
import { textIn } from './texts.ts'
import { ruleFor } from './write-each.ts'

/** The most records on one page. */
const MOST = 2_000

/** `query`: the records that a filter lets pass, by the page. */
export const query: Performer = (asked, scene) =>
  answered(asked, scene).match(
    deed => deed,
    errors => refuse(...errors),
  )

function answered(asked: XmlElement, { world, chance }: Scene): Result<Deed, readonly ServiceError[]> {
  return safeTry(function* () {
    const rule = yield* ruleFor('read', textIn(asked, 'object'), world, 'Query Failed')
    const hasField = (field: string) => world.rules.hasField(rule, field)
    const fields = yield* selected(asked, hasField)
    const ignoresCase = asked.child('options')?.child('caseinsensitive')?.text.trim() === 'true'
    const holds = yield* readFilter(asked.child('filter'), hasField, ignoresCase).mapErr(error => [error])
    const order = yield* orderIn(asked, hasField)
    const size = yield* numberIn(asked, 'pagesize', { least: 1, most: MOST, otherwise: 100 })
    const offset = yield* numberIn(asked, 'offset', { least: 0, most: Number.MAX_SAFE_INTEGER, otherwise: 0 })
    const found = ordered(liveOf(rule, world).filter(holds), order, chance)
    const shown = found.slice(offset, offset + size)
    return ok(
      page(
        shown,
        { rule, fields, format: '' },
        {
          listtype: rule.name,
          totalcount: String(found.length),
          offset: String(offset),
          numremaining: String(Math.max(0, found.length - offset - shown.length)),
          resultId: '',
        },
      ),
    )
  })
}

/** The records of a kind that are not deleted, in the order in which they came. */
export function liveOf(rule: ObjectRule, { store }: World): readonly StoredRecord[] {
  return [...store.all(rule.name)].filter(record => !record.deleted)
}

/** A whole number of a child, within bounds. */
export function numberIn(
  asked: XmlElement,
  name: string,
  { least, most, otherwise }: { readonly least: number; readonly most: number; readonly otherwise: number },
): Result<number, readonly ServiceError[]> {
  const text = textIn(asked, name)
  if (text === '') return ok(otherwise)
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  return number >= least && number <= most ? ok(number) : err([valueInvalid(name)])
}

function selected(asked: XmlElement, hasField: (field: string) => boolean) {
  const names = (asked.child('select')?.all('field') ?? []).map(field => field.text.trim().toUpperCase())
  const unknown = names.filter(name => !hasField(name))
  if (names.length === 0) return err([fieldEmpty('select')])
  return unknown.length > 0 ? err([notQueryable(unknown)]) : ok(names)
}

type Order = (a: StoredRecord, b: StoredRecord) => number

function orderIn(asked: XmlElement, hasField: (field: string) => boolean): Result<Order | undefined, ServiceError[]> {
  const orders = (asked.child('orderby')?.all('order') ?? []).map(order => ({
    field: textIn(order, 'field').toUpperCase(),
    sign: order.child('descending') === undefined ? 1 : -1,
  }))
  const unknown = orders.find(({ field }) => !hasField(field))
  if (unknown !== undefined) return err([filterUnknown(unknown.field)])
  if (orders.length === 0) return ok(undefined)
  return ok((a, b) => {
    for (const { field, sign } of orders) {
      const difference = compare(textOf(a.fields, field), textOf(b.fields, field))
      if (difference !== 0) return sign * difference
    }
    return a.sequence - b.sequence
  })
}

/** Nothing is said of the order of records that nobody ordered: each page may have another, so that pages overlap. */
function ordered(records: readonly StoredRecord[], order: Order | undefined, chance: Chance | undefined) {
  if (order !== undefined) return records.toSorted(order)
  return chance === undefined ? records : shuffle(records, chance)
}
