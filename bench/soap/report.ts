import type { CallRow } from './calls.ts'

/** Tables for people: one for each kind of call, the fastest first. */
export function callTables(rows: readonly CallRow[]): string {
  const bodies = [...new Set(rows.map(({ body }) => body))]
  return bodies.map(body => callTable(rows.filter(row => row.body === body))).join('\n\n')
}

function callTable(rows: readonly CallRow[]): string {
  const sorted = [...rows].sort((a, b) => a.medianMicroseconds - b.medianMicroseconds)
  const lines = sorted.map(row => {
    const figures = [
      `${ms(row.medianMicroseconds)} a call`,
      `${ms(row.cpuMicroseconds)} CPU`,
      `${Math.round(row.callsPerSecond)}/s`,
      `${three(row.ratio)} x`,
      `${three(row.cpuRatio)} x CPU`,
    ]
    return `  ${row.subject.padEnd(28)}${figures.map(text => text.padStart(18)).join('')}`
  })
  return [`${rows[0]?.body}, ${rows[0]?.concurrent} at a time`, ...lines].join('\n')
}

function ms(microseconds: number): string {
  return `${three(microseconds / 1_000)} ms`
}

function three(value: number): string {
  return String(Number(value.toPrecision(3)))
}
