import { err, ok, type Result } from 'neverthrow'

/** One page of records. */
export type Page<Row, Failure> = (offset: number, limit: number) => PromiseLike<Result<readonly Row[], Failure>>

/**
 * Walks through pages, giving each record once; a failure comes last.
 *
 * The service has neither a cursor nor a total, so a record that comes again (same `id`) is skipped, and one
 * that slipped between two pages is missed. Ends with a page that is short or empty, and with one that holds
 * nothing new: a service that ignores the offset would go on for ever.
 */
export async function* walk<Row extends object, Failure>(
  page: Page<Row, Failure>,
  first: number,
  limit: number,
): AsyncGenerator<Result<Row, Failure>, void, undefined> {
  const seen = new Set<string>()
  let before = ''
  for (let offset = first; ; offset += limit) {
    const got = await page(offset, limit)
    if (got.isErr()) {
      yield err(got.error)
      return
    }
    const rows = got.value
    const fresh = rows.filter(row => isFresh(row, seen))
    const withoutId = rows.some(row => idOf(row) === undefined) ? JSON.stringify(rows) : ''
    if (fresh.length === 0 || (withoutId !== '' && withoutId === before)) return
    before = withoutId
    for (const row of fresh) yield ok(row)
    if (rows.length < limit) return
  }
}

/** Records without an `id` cannot be told apart and are all given. */
function isFresh(row: object, seen: Set<string>): boolean {
  const id = idOf(row)
  if (id === undefined) return true
  if (seen.has(id)) return false
  seen.add(id)
  return true
}

function idOf(row: object): string | undefined {
  return 'id' in row && typeof row.id === 'string' && row.id !== '' ? row.id : undefined
}
