import type { BatchReport } from '../../batch/contract.ts'
import { sanitize, writeJson } from '../sanitize.ts'
import type { RunPlace } from './run-place.ts'

/** How a run ended, as text or as one line of JSON. */
export function tellReport(report: BatchReport, place: RunPlace, asJson: boolean): string {
  if (asJson) return writeJson({ run: place.name, ...plain(report), journal: place.journal, files: place.outcomes })
  const { successful, unsuccessful, toReconcile, notInvoked, retries, recovered, settledBefore } = report
  const rows: (readonly [number, string])[] = [
    [successful, `successful   ${place.outcomes.success}`],
    [unsuccessful - toReconcile, `failed       ${place.outcomes.failure}`],
    [toReconcile, `to reconcile ${place.outcomes.reconcile}`],
    [notInvoked, 'not invoked'],
  ]
  const width = Math.max(...rows.map(([count]) => String(count).length))
  const again = `${retries} repeats, ${recovered} rows successful after one, ${settledBefore} settled by earlier runs`
  const ended = report.end === 'completed' ? '' : `go on with --resume ${place.name}\n`
  const counts = rows.map(([count, what]) => `  ${String(count).padStart(width)} ${sanitize(what)}\n`).join('')
  return `${sanitize(`run ${place.name} ${tellEnd(report)}`)}\n${counts}  ${again}\n${ended}`
}

function tellEnd(report: BatchReport): string {
  switch (report.end) {
    case 'completed':
      return 'is completed'
    case 'cancelled':
      return 'was interrupted'
    case 'too-many-errors':
      return `ended: more failed than are accepted${report.fault === undefined ? '' : `; the last: ${report.fault.message}`}`
    case 'technical':
      return `ended: a call could not be made: ${report.fault.message}`
    case 'broken':
      return `broke off (${report.part}): ${messageOf(report.error)}`
  }
}

function plain(report: BatchReport) {
  return report.end === 'broken' ? { ...report, error: messageOf(report.error) } : report
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
