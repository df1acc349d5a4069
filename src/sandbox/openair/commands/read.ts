import { err, ok, type Result, safeTry } from 'neverthrow'
import { writeRecord } from '../../data.ts'
import type { StoredRecord } from '../../store.ts'
import type { CommandElement } from '../command-element.ts'
import { momentOf } from '../dates.ts'
import { typeExists } from '../subject.ts'
import { type Deed, type Performer, refuse, type Scene } from '../world.ts'
import { type Criterion, criterionOf, isMethod, narrow } from './read-criteria.ts'
import { dateFiltersOf, idFilterOf, namedFiltersOf } from './read-filters.ts'
import { type Page, pageOf } from './read-page.ts'
import { isFieldKnown, projectionOf } from './read-projection.ts'
import { readRateLimit } from './read-rate-limit.ts'

/** Read of records. The Error type is not here: it needs no sign-in. */
export const read: Performer = (command, scene) => {
  const type = command.attribute('type') ?? ''
  if (type === 'RateLimit') return readRateLimit(command, scene.world)
  if (!typeExists(type, scene.world.store) || !isMethod(command.attribute('method'))) return refuse('603')
  const outcome = pageOf(command, scene.world.settings.limits.recordsPerRead).andThen(page =>
    queryOf(command, type, scene).map(query => select(type, query, page, command, scene)),
  )
  return outcome.match(
    deed => deed,
    code => refuse(code, undefined, { type }),
  )
}

interface Query {
  readonly criteria: readonly Criterion[]
  readonly order: (a: StoredRecord, b: StoredRecord) => number
  readonly show: (record: StoredRecord) => StoredRecord['fields']
}

function queryOf(command: CommandElement, type: string, scene: Scene): Result<Query, string> {
  return safeTry(function* () {
    const criteria = [
      yield* criterionOf(command, type, scene),
      yield* dateFiltersOf(command, type, scene.world),
      yield* namedFiltersOf(command, type, scene.world),
      idFilterOf(command, type),
      visible(command, scene),
    ]
    const order = yield* orderOf(command, type, scene)
    return ok({ criteria, order, show: yield* projectionOf(command, type, scene.world) })
  })
}

function select(type: string, query: Query, page: Page, command: CommandElement, scene: Scene): Deed {
  const candidates = narrow(command, type, scene.world)
  const found = candidates.filter(record => query.criteria.every(holds => holds(record)))
  const ordered = command.attribute('order') === undefined ? found : found.sort(query.order)
  const records = ordered.slice(page.offset, page.offset + page.size)
  if (records.length === 0) return { status: scene.world.nothingFound === '601' ? '601' : '0', type }
  return { status: '0', type, content: records.map(record => writeRecord(type, query.show(record), scene.chance)) }
}

/** `deleted` shows deleted records alone, `include_nondeleted` the others with them. */
function visible(command: CommandElement, { session, world }: Scene): Criterion {
  const on = (name: string) => command.attribute(name) === '1'
  const token = world.settings.filterCache ? session.token : undefined
  if (token !== undefined && on('clear_filter_cache')) token.seenUpTo = world.store.sequence()
  return record => {
    if (token !== undefined && record.sequence > token.seenUpTo) return false
    return record.deleted ? on('deleted') : !on('deleted') || on('include_nondeleted')
  }
}

function orderOf(command: CommandElement, type: string, { world }: Scene): Result<Query['order'], string> {
  const order = command.attribute('order')
  if (order === undefined) return ok((a, b) => a.sequence - b.sequence)
  const [field = '', direction = 'asc'] = order.split(',').map(part => part.trim())
  if (!isFieldKnown(command, type, field, world)) return err('602')
  if (direction !== 'asc' && direction !== 'desc') return err('2001')
  const sign = direction === 'asc' ? 1 : -1
  return ok((a, b) => sign * compare(sortKey(a, field), sortKey(b, field)) || a.sequence - b.sequence)
}

function sortKey(record: StoredRecord, field: string): string | number {
  const value = record.fields.get(field)
  const moment = momentOf(value)
  if (moment !== undefined) return moment
  const text = typeof value === 'string' ? value : ''
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [left, right] = [String(a), String(b)]
  return left < right ? -1 : left > right ? 1 : 0
}
