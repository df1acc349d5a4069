/** The speed of one subject on one body. */
export interface Row {
  readonly body: string
  readonly subject: string
  readonly medianMicroseconds: number
  /** In MB of the body, also for a subject that was given the same data in another form. */
  readonly mbPerSecond: number
  /** The speed relative to the baseline on the same body in the same run: 2 is twice as fast. */
  readonly ratio: number
}

/** By how many MB a process grew that read the body. */
export interface MemoryRow {
  readonly body: string
  readonly subject: string
  readonly peakMb: number
}

/** Tables for people: one for each body, the fastest subject first, and one for the memory. */
export function tables(rows: readonly Row[], memory: readonly MemoryRow[]): string {
  const bodies = [...new Set(rows.map(row => row.body))]
  const blocks = bodies.map(body => speedTable(body, rows))
  return [...blocks, ...(memory.length === 0 ? [] : [memoryTable(memory)])].join('\n\n')
}

function speedTable(body: string, rows: readonly Row[]): string {
  const sorted = rows.filter(row => row.body === body).sort((a, b) => a.medianMicroseconds - b.medianMicroseconds)
  const lines = sorted.map(row =>
    line(row.subject, [duration(row.medianMicroseconds), `${figure(row.mbPerSecond)} MB/s`, `${figure(row.ratio)} x`]),
  )
  return [body, ...lines].join('\n')
}

function memoryTable(memory: readonly MemoryRow[]): string {
  const sorted = [...memory].sort((a, b) => a.peakMb - b.peakMb)
  const lines = sorted.map(row => line(row.subject, [`+ ${figure(row.peakMb)} MB`]))
  return [`memory: ${memory[0]?.body}, growth of a process that reads it once`, ...lines].join('\n')
}

function line(subject: string, figures: readonly string[]): string {
  return `  ${subject.padEnd(30)}${figures.map(text => text.padStart(14)).join('')}`
}

function duration(microseconds: number): string {
  return microseconds < 1000 ? `${figure(microseconds)} us` : `${figure(microseconds / 1000)} ms`
}

/** Three digits are more than the measurement is worth. */
function figure(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))
}
