import { deleteFindsNone, fieldEmpty } from '../object-errors.ts'
import { type Performer, refuse } from '../world.ts'
import { listIn, textIn } from './texts.ts'
import { ruleFor } from './write-each.ts'

/** `delete`: deletes records by their RECORDNOs, in order. The first that is not there ends it; those before it are gone. */
export const remove: Performer = (asked, { world, ledger }) => {
  const rule = ruleFor('delete', textIn(asked, 'object'), world)
  if (rule.isErr()) return refuse(...rule.error)
  const keys = listIn(asked, 'keys')
  if (keys.length === 0) return refuse(fieldEmpty('keys'))
  const object = rule.value.name
  const written: string[] = []
  for (const key of keys) {
    const record = world.store.get(object, key)
    if (record === undefined) return { errors: [deleteFindsNone(rule.value, key)], object, written }
    ledger.remove(record)
    written.push(key)
  }
  return { errors: [], object, written }
}
