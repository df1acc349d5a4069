import { create } from './functions/create.ts'
import { remove } from './functions/delete.ts'
import { formerFunction } from './functions/former.ts'
import { query } from './functions/query.ts'
import { read, readByName } from './functions/read.ts'
import { readByQuery, readMore } from './functions/read-by-query.ts'
import { getAPISession } from './functions/session.ts'
import { update } from './functions/update.ts'
import type { Performer } from './world.ts'

const FUNCTIONS: ReadonlyMap<string, Performer> = new Map(
  Object.entries<Performer>({
    getAPISession,
    create,
    update,
    delete: remove,
    read,
    readByName,
    readByQuery,
    readMore,
    query,
  }),
)

/** The function of that name; its case counts. The DTD of version 2.1 has only those of the older kind. */
export function functionOf(name: string, version = '3.0'): Performer | undefined {
  const isNewer = version !== '2.1' || name === 'getAPISession'
  return (isNewer ? FUNCTIONS.get(name) : undefined) ?? formerFunction(name)
}
