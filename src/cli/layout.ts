import { type Paint, paint, wantsColor } from './paint.ts'
import { sanitize } from './sanitize.ts'
import type { Output, Terminal } from './terminal.ts'
import { pad, wrap } from './wrap.ts'

/** How text is laid out: colors, and the width to break lines at. Without a terminal lines are not broken. */
export interface Layout {
  readonly paint: Paint
  readonly width: number
}

/** The layout that an output and its environment ask for. */
export function layoutFor(env: Terminal['env'], output: Output): Layout {
  return { paint: paint(wantsColor(env, output)), width: output.columns ?? Number.POSITIVE_INFINITY }
}

/** A name and what it is, in one row or several. */
export type Field = readonly [name: string, value: string]

const NAME_COLUMNS = 10

/** Rows of one field: the name in a column of its own, the value wrapped beside it. */
export function layOut([name, value]: Field, indent: number, { paint, width }: Layout): string[] {
  const margin = indent + NAME_COLUMNS
  return wrap(sanitize(value), width - margin).map((row, index) =>
    index === 0 ? `${' '.repeat(indent)}${paint.faint(pad(name, NAME_COLUMNS))}${row}` : `${' '.repeat(margin)}${row}`,
  )
}
