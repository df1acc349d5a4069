import { ok, type Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import type { Page } from '../../dialects/intacct/operations/read.ts'

/** What came of one request for a page. */
export type PageResult<Row> = Result<Page<Row>, Fault>

/** Which records of a list were given, by their numbers. */
export interface Given {
  /** Gives those of a page that were not yet, and tells whether there were any. */
  readonly fresh: <Row>(page: Page<Row>) => Generator<Result<Row, Fault>, boolean, undefined>
  /** Whether all of them had numbers, so that they can be told from those to come. */
  readonly isNumbered: () => boolean
}

/** Keeps account of one list. */
export function given(): Given {
  const seen = new Set<string>()
  let isNumbered = true
  return {
    *fresh({ records, keys }) {
      let count = 0
      for (const [index, row] of records.entries()) {
        const key = keys[index]
        if (key === undefined) isNumbered = false
        else if (seen.size === seen.add(key).size) continue
        count += 1
        yield ok(row)
      }
      return count > 0
    },
    isNumbered: () => isNumbered,
  }
}
