import { err, ok, type Result, type ResultAsync } from 'neverthrow'
import type { ShapeFault } from '../../core/fault.ts'
import { keap as dialect } from '../../dialects/keap/dialect.ts'
import { pagedQuery, QUERY } from '../../dialects/keap/query.ts'
import type { WriteHabits } from '../../wire/xmlrpc-write.ts'
import type { CallOptions } from '../call/call.ts'
import { walk } from '../call/pages.ts'
import type { Sender } from '../call/sender.ts'
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
      stuck,
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

function stuck(offset: number): ShapeFault {
  const title = 'The list does not go on from page to page'
  return {
    kind: 'shape',
    category: 'malformed-response',
    applied: 'no',
    remedy: 'contact',
    title,
    message: `${title}: nothing new came up to offset ${offset}`,
    advice: 'Not all records were read. Choose fewer with `match`, so that one page holds them, or read again later.',
    problem: 'unexpected-element',
    dialect: dialect.name,
    operation: QUERY,
    path: 'methodResponse/params/param/value/array/data',
  }
}
