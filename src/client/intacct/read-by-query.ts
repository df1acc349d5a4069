import { err, type Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import { forOperation } from '../../core/operation.ts'
import type { Page } from '../../dialects/intacct/operations/read.ts'
import { gap, stuck } from './list-fault.ts'
import { type Given, given, type PageResult } from './pages.ts'

/** How a list is read that the service gives page by page, and in which it remembers where it is. */
interface Cursor<Row> {
  readonly first: () => Promise<PageResult<Row>>
  readonly more: (resultId: string) => Promise<PageResult<Row>>
  /** Waits before the list is begun anew for the nth time; false where it is not to be. */
  readonly mayRestart: (times: number) => Promise<boolean>
}

/**
 * Gives all records of the list, each once, in the order of the service; a fault comes last.
 *
 * A page whose answer is lost does not come again, for the service has moved on: the list is begun anew, and what was
 * given is skipped. That takes records with numbers.
 */
export async function* readByQuery<Row>(cursor: Cursor<Row>): AsyncGenerator<Result<Row, Fault>, void, undefined> {
  const account = given()
  for (let times = 1; ; times += 1) {
    const fault = yield* pass(cursor, account)
    if (fault === undefined) return
    const isLost = fault.stopped?.because === 'unsafe' || fault.remedy === 'refetch'
    if (!isLost || !account.isNumbered() || !(await cursor.mayRestart(times))) {
      return yield err(forOperation(fault, 'read'))
    }
  }
}

/** Goes through the list once, and gives the fault that ended it, if one did. */
async function* pass<Row>(
  { first, more }: Cursor<Row>,
  account: Given,
): AsyncGenerator<Result<Row, Fault>, Fault | undefined, undefined> {
  let came = await first()
  let mark: string | undefined
  for (;;) {
    if (came.isErr()) return came.error
    const page: Page<Row> = came.value
    yield* account.fresh(page)
    const { records, remaining } = page
    mark = page.resultId ?? mark
    if (remaining === 0 || (remaining === undefined && (mark === undefined || records.length === 0))) return undefined
    if (mark === undefined || records.length === 0) return stuck('readByQuery')
    came = await more(mark)
    if (came.isOk() && !follows(came.value, remaining)) return gap('readMore')
  }
}

/** What is still to come becomes less by what has come, as far as the service tells. */
function follows({ records, remaining }: Page, before: number | undefined): boolean {
  return before === undefined || remaining === undefined || remaining === before - records.length
}
