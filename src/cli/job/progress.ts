import type { BatchStatistics } from '../../batch/contract.ts'
import type { Terminal } from '../terminal.ts'

/** What is told of a run. */
type Told = Pick<BatchStatistics, 'successful' | 'unsuccessful' | 'toReconcile' | 'ratePerSecond' | 'remainingMs'>

/** How a run tells its progress on stderr: a bar that moves in a terminal, elsewhere a line from time to time. */
export function progressTo({ stderr }: Pick<Terminal, 'stderr'>, total: number) {
  const write = (statistics: Told) => {
    const text = tellProgress(statistics, total)
    if (!stderr.isTTY) return stderr.write(`${text}\n`)
    // What goes on in a second line is not taken back with the first.
    return stderr.write(`\r\x1b[K${`${bar(statistics, total)} ${text}`.slice(0, (stderr.columns ?? 80) - 1)}`)
  }
  return { onProgress: write, progressEveryMs: stderr.isTTY ? 200 : 10_000 }
}

const BAR_COLUMNS = 20

function bar(statistics: Told, total: number): string {
  const full = total === 0 ? BAR_COLUMNS : Math.floor((BAR_COLUMNS * settled(statistics)) / total)
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_COLUMNS - full)}]`
}

function tellProgress(statistics: Told, total: number): string {
  const { unsuccessful, toReconcile, ratePerSecond, remainingMs } = statistics
  const left = remainingMs === undefined ? '' : `, ${Math.ceil(remainingMs / 1_000)} s left`
  const failed = `${unsuccessful - toReconcile} failed, ${toReconcile} to reconcile`
  return `${settled(statistics)} of ${total}, ${failed}, ${Math.round(ratePerSecond)}/s${left}`
}

function settled({ successful, unsuccessful }: Told): number {
  return successful + unsuccessful
}
