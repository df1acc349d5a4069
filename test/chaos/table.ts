import type { Tally } from './tally.ts'

/** The sum for people: a line for each figure, kinds of trouble last. */
export function table({ byKind, ...sum }: Tally): string {
  const rows = Object.entries(sum).map(([name, value]): [string, string] => [spaced(name), String(value)])
  const kinds = Object.entries(byKind).map(([name, count]): [string, string] => [`  ${name}`, String(count)])
  const all = [...rows, ['trouble met', ''] as const, ...kinds]
  const [left, right] = [0, 1].map(column => Math.max(...all.map(row => row[column]?.length ?? 0)))
  return all.map(([name, value]) => `${name.padEnd(left ?? 0)}  ${value.padStart(right ?? 0)}`.trimEnd()).join('\n')
}

/** `needlessStops` as `needless stops`. */
function spaced(name: string): string {
  return name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
}
