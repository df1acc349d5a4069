import type { BatchReport, BatchStatistics } from '../../batch/contract.ts'
import type { Output } from '../terminal.ts'

const BAR = 24

/** Tells how far a run is: a bar that is drawn over in a terminal, a line each time elsewhere. */
export function progressTo({ write, isTTY }: Output, total: number): (statistics: BatchStatistics) => void {
  return statistics => {
    const done = statistics.successful + statistics.unsuccessful
    const share = total === 0 ? 1 : done / total
    const bar = '#'.repeat(Math.round(share * BAR)).padEnd(BAR, '.')
    const figures = `${done} of ${total}, ${statistics.unsuccessful} failed, ${Math.round(statistics.ratePerSecond)}/s${left(statistics)}`
    void write(isTTY ? `\r[${bar}] ${figures}\u001B[K` : `${figures}\n`)
  }
}

function left({ remainingMs }: BatchStatistics): string {
  if (remainingMs === undefined) return ''
  const seconds = Math.round(remainingMs / 1_000)
  return seconds < 120 ? `, ${seconds} s left` : `, ${Math.round(seconds / 60)} min left`
}

/** What a run came to, for people. */
export function reportText(report: BatchReport, total: number): string {
  const { successful, unsuccessful, toReconcile, notInvoked, settledBefore, retries } = report
  const rows = [
    ['rows', total],
    ['successful', successful],
    ['unsuccessful', unsuccessful],
    ['  to reconcile', toReconcile],
    ['not invoked', notInvoked],
    ['settled by earlier runs', settledBefore],
    ['repeats', retries],
  ] as const
  return rows.map(([name, count]) => `${name.padEnd(24)}${String(count).padStart(9)}`).join('\n')
}
