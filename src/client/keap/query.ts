import { err, ok, type Result, type ResultAsync } from 'neverthrow'
import { keap as dialect } from '../../dialects/keap/dialect.ts'
import { pagedQuery, QUERY } from '../../dialects/keap/query.ts'
import type { WriteHabits } from '../../wire/xmlrpc-write.ts'
import type { CallOptions } from '../call/call.ts'
import { walk } from '../call/pages.ts'
import type { Sender } from '../call/sender.ts'
import { stuckList } from '../call/stuck-list.ts'
import type { Keap } from './api.ts'
import type { KeapFault } from './fault.ts'

type Row = Readonly<Record<string, unknown>>

/** Makes `query`, which reads all records that match, a page at a time; a fault comes last. */
export function queryOver({ one }: Sender<KeapFault>, habits: WriteHabits): Keap['query'] {
  const query = (table: string, options: unknown, call?: CallOptions) => {
    const { limit, page } = pagedQuery(table, options, habits)
    return walk<Row, KeapFault>({
      page: offset => eachOf(one(page(offset / limit), call)),
      first: 0,
      limit,
      idOf: ({ Id }) => (Id === undefined ? undefined : String(Id)),
      stuck: offset => stuckList(offset, LIST),
    })
  }
  // The names of tables and fields are known to the compiler only.
  return query as Keap['query']
}

/** A page as a whole, so that one which is asked for again gives no record twice. */
async function* eachOf(page: ResultAsync<readonly Row[], KeapFault>): AsyncGenerator<Result<Row, KeapFault>> {
  const answer = await page
  if (answer.isErr()) return yield err(answer.error)
  for (const row of answer.value) yield ok(row)
}

const LIST = { dialect: dialect.name, operation: QUERY, path: 'methodResponse/params/param/value/array/data' }
