import { err, type Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import { stuck } from './list-fault.ts'
import { given, type PageResult } from './pages.ts'
import type { QueryRequest } from './requests.ts'

/** The number that a record is known by, and the one field that puts any list in order. */
const NUMBER = 'RECORDNO'

/**
 * Gives all records of a query, page by page, each once; a fault comes last. A page is a read, and was repeated as often as
 * that helps before its fault comes here.
 */
export async function* queryAll<Row>(
  request: QueryRequest<Row>,
  page: (request: QueryRequest<Row>) => Promise<PageResult<Row>>,
): AsyncGenerator<Result<Row, Fault>, void, undefined> {
  const asked = inOrder(request)
  const account = given()
  let stale = 0
  for (let offset = request.offset ?? 0; ; ) {
    const came = await page({ ...asked, offset })
    if (came.isErr()) return yield err(came.error)
    const isFresh = yield* account.fresh(came.value)
    const { records, remaining } = came.value
    if (remaining === 0 || (remaining === undefined && records.length === 0)) return
    stale = isFresh ? 0 : stale + 1
    if (records.length === 0 || stale === MOST_STALE_PAGES) return yield err(stuck('query'))
    offset += records.length
  }
}

/** A page that brings nothing new may be one that records inserted before it have moved. */
const MOST_STALE_PAGES = 3

function inOrder<Row>(request: QueryRequest<Row>): QueryRequest<Row> {
  const { select, orderBy } = request
  return {
    ...request,
    select: Array.isArray(select) ? [...new Set([...select, NUMBER])] : select,
    orderBy: orderBy === undefined || orderBy.length === 0 ? [{ field: NUMBER }] : orderBy,
  }
}
