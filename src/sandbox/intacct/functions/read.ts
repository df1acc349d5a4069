import { err, ok, type Result } from 'neverthrow'
import type { XmlElement } from '../../../xml/element.ts'
import { fieldsUnknown, UNKNOWN_IN_READ } from '../object-errors.ts'
import type { ServiceError } from '../service-error.ts'
import { type Performer, refuse, type World } from '../world.ts'
import { page, type Show } from './page.ts'
import { listIn, textIn } from './texts.ts'
import { ruleFor } from './write-each.ts'

/** What a read without keys gives at most. */
const MOST = 100

/** `read`: records by their RECORDNOs; what is not there is left out. */
export const read: Performer = (asked, { world }) => byKeys(asked, world, () => 'RECORDNO')

/** `readByName`: records by the field that names them. */
export const readByName: Performer = (asked, { world }) =>
  byKeys(asked, world, ({ rule }) => rule.idField ?? 'RECORDNO')

/** What a read shows: `object`, `fields` and `returnFormat` of the function. */
export function showOf(asked: XmlElement, world: World): Result<Show, readonly ServiceError[]> {
  return ruleFor('read', textIn(asked, 'object'), world, UNKNOWN_IN_READ).andThen(rule => {
    const list = listIn(asked, 'fields').map(field => field.toUpperCase())
    const fields = list.length === 0 || list.includes('*') ? undefined : list
    const unknown = (fields ?? []).filter(field => !world.rules.hasField(rule, field))
    if (unknown.length > 0) return err([fieldsUnknown(unknown)])
    return ok({ rule, fields, format: textIn(asked, 'returnFormat').toLowerCase() })
  })
}

function byKeys(asked: XmlElement, world: World, field: (show: Show) => string) {
  const show = showOf(asked, world)
  if (show.isErr()) return refuse(...show.error)
  const object = show.value.rule.name
  const keys = listIn(asked, 'keys')
  const all = () => [...world.store.all(object)].filter(record => !record.deleted).slice(0, MOST)
  const found = keys.length === 0 ? all() : keys.flatMap(key => world.store.find(object, field(show.value), key))
  return page(found, show.value)
}
