import { err, ok, type Result } from 'neverthrow'
import { AGAIN } from './call-each.ts'

/** How a list is asked for, page by page. */
interface Pages<Row, Failure> {
  /** The records of one page as they come; a failure is the last. After `AGAIN` the page comes from its beginning. */
  readonly page: (offset: number, limit: number) => AsyncIterable<Result<Row, Failure> | typeof AGAIN>
  /** Where the first page begins. */
  readonly first: number
  readonly limit: number
  /** What tells a record from all others; undefined where it has nothing of the kind. */
  readonly idOf: (row: Row) => string | undefined
  /** The failure of a list that does not go on, seen at this offset. */
  readonly stuck: (offset: number) => Failure
}

/**
 * Walks through pages, giving each record once, as it comes; a failure comes last.
 *
 * The service has neither a cursor nor a total, so a record that comes again (same id) is skipped, and one
 * that slipped between two pages is missed. Only a page that is short or empty is the end. A full page without
 * anything new is not: records may have been inserted ahead of it. After three of them in a row the list is
 * `stuck`, for a service that ignores the offset would go on for ever.
 *
 * Records without an id are given when their page has come, for they are told apart by their pages: a page that is
 * the same as the one before is held back until the list is seen to go on.
 */
export async function* walk<Row extends object, Failure>({
  page,
  first,
  limit,
  idOf,
  stuck,
}: Pages<Row, Failure>): AsyncGenerator<Result<Row, Failure>, void, undefined> {
  const seen = new Set<string>()
  let before = ''
  let held: Row[] = []
  let stale = 0
  for (let offset = first; ; offset += limit) {
    let nameless: Row[] = []
    let count = 0
    let fresh = 0
    for await (const row of page(offset, limit)) {
      if (row === AGAIN) {
        nameless = []
        count = 0
        continue
      }
      if (row.isErr()) return yield err(row.error)
      count += 1
      const id = idOf(row.value)
      if (id === undefined) nameless.push(row.value)
      else if (seen.size !== seen.add(id).size) {
        fresh += 1
        yield ok(row.value)
      }
    }
    const text = JSON.stringify(nameless)
    const isSame = nameless.length > 0 && text === before
    before = text
    held.push(...nameless)
    stale = fresh === 0 && (isSame || held.length === 0) ? stale + 1 : 0
    if (!isSame || count < limit) {
      for (const row of held) yield ok(row)
      held = []
    }
    if (count < limit) return
    if (stale === MOST_STALE_PAGES) return yield err(stuck(offset))
  }
}

const MOST_STALE_PAGES = 3
