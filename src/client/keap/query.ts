import { err, ok, type Result, type ResultAsync } from 'neverthrow'
import type { ShapeFault } from '../../core/fault.ts'
import { keap as dialect } from '../../dialects/keap/dialect.ts'
import { MOST_ROWS } from '../../dialects/keap/services/data.ts'
import { hasId } from '../../dialects/keap/tables.ts'
import type { CallOptions } from '../call/call.ts'
import { walk } from '../call/pages.ts'
import type { KeapFault } from './fault.ts'
import type { QueryOptions } from './query-options.ts'

type Row = Readonly<Record<string, unknown>>

/** Gives one page of a table: the parameters of `DataService.query`. */
export type AskPage = (
  params: readonly unknown[],
  call: CallOptions | undefined,
) => ResultAsync<readonly Row[], KeapFault>

/** Reads all records that match, a page at a time; a fault comes last. */
export function queryAll(
  ask: AskPage,
  table: string,
  { match, fields, limit = MOST_ROWS, orderBy, ascending = true }: QueryOptions<string>,
  call: CallOptions | undefined,
): AsyncGenerator<Result<Row, KeapFault>, void, undefined> {
  const isKnown = hasId(table)
  const asked = isKnown ? [...new Set([...fields, 'Id'])] : fields
  const order = orderBy ?? (isKnown ? 'Id' : undefined)
  return walk<Row, KeapFault>({
    page: offset => page(ask([table, limit, offset / limit, match, asked, ...ordered(order, ascending)], call)),
    first: 0,
    limit,
    idOf: ({ Id }) => (Id === undefined ? undefined : String(Id)),
    stuck,
  })
}

/** A page as a whole, so that one which is asked for again gives no record twice. */
async function* page(asked: ResultAsync<readonly Row[], KeapFault>): AsyncGenerator<Result<Row, KeapFault>> {
  const answer = await asked
  if (answer.isErr()) return yield err(answer.error)
  for (const row of answer.value) yield ok(row)
}

function ordered(orderBy: string | undefined, ascending: boolean): readonly unknown[] {
  return orderBy === undefined ? [] : [orderBy, ascending]
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
    operation: 'DataService.query',
    path: 'methodResponse/params/param/value/array/data',
  }
}
