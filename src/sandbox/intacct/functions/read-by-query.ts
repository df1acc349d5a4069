import { err, ok, type Result, safeTry } from 'neverthrow'
import type { XmlElement } from '../../../xml/element.ts'
import type { StoredRecord } from '../../store.ts'
import { cursorInvalid, objectUnknown, queryFailed, UNKNOWN_IN_READ } from '../object-errors.ts'
import type { ServiceError } from '../service-error.ts'
import { type Deed, type Performer, refuse, type World } from '../world.ts'
import { readCondition } from './condition.ts'
import { page } from './page.ts'
import { liveOf, numberIn } from './query.ts'
import { showOf } from './read.ts'
import { textIn } from './texts.ts'

/** The most records on one page. */
const MOST = 1_000

/** `readByQuery`: the first page of the records that a condition lets pass, and a mark for the rest. */
export const readByQuery: Performer = (asked, { world }) =>
  firstPage(asked, world).match(
    deed => deed,
    errors => refuse(...errors),
  )

function firstPage(asked: XmlElement, world: World): Result<Deed, readonly ServiceError[]> {
  return safeTry(function* () {
    const show = yield* showOf(asked, world)
    const pageSize = yield* numberIn(asked, 'pagesize', { least: 1, most: MOST, otherwise: 100 })
    const { rule, fields, format } = show
    const holds = readCondition(asked.child('query')?.text ?? '', field => world.rules.hasField(rule, field))
    if (holds === undefined) return err([queryFailed()])
    const found = liveOf(rule, world).filter(holds)
    const left = found.slice(pageSize).map(record => record.id)
    const total = found.length
    const cursor = { object: rule.name, fields, format, total, pageSize }
    const resultId = left.length === 0 ? '' : world.cursors.open(cursor, left)
    return ok(page(found.slice(0, pageSize), show, told(total, left.length, resultId)))
  })
}

/** `readMore`: the next page behind a mark, once. A record that was deleted meanwhile is not in it. */
export const readMore: Performer = (asked, { world }) => {
  const resultId = textIn(asked, 'resultId')
  const next = world.cursors.next(resultId)
  if (next === undefined) return refuse(cursorInvalid(resultId))
  const { cursor, left } = next
  const rule = world.rules.ruleOf(cursor.object)
  if (rule === undefined) return refuse(objectUnknown(cursor.object, UNKNOWN_IN_READ))
  const records = next.page
    .map(id => world.store.get(cursor.object, id))
    .filter((record): record is StoredRecord => record !== undefined)
  return page(
    records,
    { rule, fields: cursor.fields, format: cursor.format },
    told(cursor.total, left, left === 0 ? '' : cursor.id),
  )
}

function told(total: number, remaining: number, resultId: string) {
  return { totalcount: String(total), numremaining: String(remaining), resultId }
}
