import { appendFileSync } from 'node:fs'
import process from 'node:process'
import { constant } from 'faultline'
import { invokeAll, openJournal, type RowOutcome } from 'faultline/batch'
import { rowCaller } from './row-caller.ts'
import { idempotencyOf } from './rows.ts'

/**
 * The program that is killed: calls the service for every row, with a journal, and writes outcomes to a file. Arguments: the
 * address, the journal, the file, the number of rows, the seed. Exits 0 once the run is completed.
 */
const [, , url = '', journalPath = '', outcomePath = '', rows = '', seed = ''] = process.argv

const caller = rowCaller(url)
const journal = (await openJournal(journalPath, { input: `${rows} rows of seed ${seed}` }))._unsafeUnwrap()

function* numbers() {
  for (let row = 0; row < Number(rows); row += 1) yield row
}

const write = (outcome: RowOutcome<number, unknown>) => {
  const { index, kind } = outcome
  const fault = outcome.kind === 'success' ? {} : { fault: outcome.fault }
  appendFileSync(outcomePath, `${JSON.stringify({ index, kind, ...fault })}\n`)
}

const report = await invokeAll(numbers(), {
  idempotency: row => idempotencyOf(Number(seed), row),
  call: (row, { options, key = '', idempotency }) => caller.call(row, { options, key, idempotency }),
  sinks: { success: write, failure: write, reconcile: write },
  concurrency: 16,
  acceptTechnical: -1,
  retry: { backoff: constant(1) },
  journal,
})
await journal.close()
await caller.close()
if (report.end !== 'completed') {
  console.error(report)
  process.exitCode = 1
}
