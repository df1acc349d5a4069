import type { BatchStatistics } from '../../batch/contract.ts'
import type { Terminal } from '../terminal.ts'

/** How a run tells its progress on stderr: a bar that moves in a terminal, elsewhere a line from time to time. */
export function progressTo({ stderr }: Terminal, total: number) {
  const write = (statistics: BatchStatistics) => {
    const text = tellProgress(statistics, total)
    return stderr.write(stderr.isTTY ? `\r\x1b[K${bar(statistics, total)} ${text}` : `${text}\n`)
  }
  return { onProgress: write, progressEveryMs: stderr.isTTY ? 200 : 10_000 }
}

const BAR_COLUMNS = 20

function bar(statistics: BatchStatistics, total: number): string {
  const full = total === 0 ? BAR_COLUMNS : Math.floor((BAR_COLUMNS * settled(statistics)) / total)
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_COLUMNS - full)}]`
}

function tellProgress(statistics: BatchStatistics, total: number): string {
  const { unsuccessful, toReconcile, ratePerSecond, remainingMs } = statistics
  const left = remainingMs === undefined ? '' : `, ${Math.ceil(remainingMs / 1_000)} s left`
  const failed = `${unsuccessful - toReconcile} failed, ${toReconcile} to reconcile`
  return `${settled(statistics)} of ${total}, ${failed}, ${Math.round(ratePerSecond)}/s${left}`
}

function settled({ successful, unsuccessful }: BatchStatistics): number {
  return successful + unsuccessful
}
