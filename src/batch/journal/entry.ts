import type { BegunRow } from '../contract.ts'
import type { OutcomeKind } from '../options.ts'

/** The first line of a journal. */
export interface Heading {
  readonly journal: 1
  readonly run: string
  /** Tells one input from another. */
  readonly input: string
}

/** Every further line: a row was begun, settled, or put back. */
export type Entry =
  | { readonly does: 'begin'; readonly row: BegunRow }
  | { readonly does: 'settle'; readonly index: number; readonly kind: OutcomeKind; readonly isTechnical: boolean }
  | { readonly does: 'release'; readonly index: number }

const LETTERS = { success: 's', failure: 'f', reconcile: 'r' } as const

/** Writes an entry as a line of JSON, short, for there are two of them for each row. */
export function writeEntry(entry: Entry): string {
  if (entry.does === 'release') return `{"u":${entry.index}}`
  if (entry.does === 'settle') {
    return `{"d":${entry.index},"o":"${LETTERS[entry.kind]}"${entry.isTechnical ? ',"t":1' : ''}}`
  }
  const { index, rowId, key } = entry.row
  return `{"b":${index},"i":${JSON.stringify(rowId)}${key === undefined ? '' : `,"k":${JSON.stringify(key)}`}}`
}

/** Reads a line; `undefined` where it is none of a journal. */
export function readEntry(line: string): Entry | undefined {
  const read = parse(line)
  if (read === undefined) return undefined
  const { b, i, k, d, o, t, u } = read
  if (isIndex(b) && typeof i === 'string' && (k === undefined || typeof k === 'string')) {
    return { does: 'begin', row: { index: b, rowId: i, ...(k === undefined ? {} : { key: k }) } }
  }
  const kind = (Object.keys(LETTERS) as OutcomeKind[]).find(name => LETTERS[name] === o)
  if (isIndex(d) && kind !== undefined) return { does: 'settle', index: d, kind, isTechnical: t === 1 }
  return isIndex(u) ? { does: 'release', index: u } : undefined
}

/** Reads the first line. */
export function readHeading(line: string): Heading | undefined {
  const { journal, run, input } = parse(line) ?? {}
  return journal === 1 && typeof run === 'string' && typeof input === 'string' ? { journal, run, input } : undefined
}

function parse(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}
