import type { BatchFigures } from './runs.ts'

/** The figures as text for people. */
export function batchText(figures: BatchFigures): string {
  const { overheadMicroseconds, bareMicroseconds, rows, heapGrowthMb, memoryRows } = figures
  const { journalRatio, journalMicroseconds, bareSyncMicroseconds, journalRows, concurrency } = figures
  return [
    `invokeAll: ${overheadMicroseconds} µs a row more than a bare loop (${bareMicroseconds} µs), ${rows} rows`,
    `heap: grown by ${heapGrowthMb} MB at most over ${memoryRows} rows`,
    `journal: ${journalMicroseconds} µs a row, ${journalRatio} x the bare batched syncs (${bareSyncMicroseconds} µs), ` +
      `${journalRows} rows, ${concurrency} at a time`,
  ].join('\n')
}
