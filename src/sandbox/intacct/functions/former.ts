import type { Performer } from '../world.ts'
import { createOne } from './create.ts'
import { updateOne } from './update.ts'
import { writeEach } from './write-each.ts'

/**
 * The functions of the older kind, `create_project` and its like: one object, whose name is that of the function. They
 * answer with a `key` and no data.
 */
export function formerFunction(name: string): Performer | undefined {
  const [, operation, object] = /^(create|update)_(\w+)$/.exec(name) ?? []
  if (object === undefined) return undefined
  return ({ children, text }, scene) => {
    const one = [{ localName: object, children, text }]
    const done =
      operation === 'create' ? writeEach('create', one, scene, createOne) : writeEach('update', one, scene, updateOne)
    const { data: _, ...deed } = done
    const [key] = deed.written ?? []
    return key === undefined ? deed : { ...deed, key }
  }
}
