import { randomUUID } from 'node:crypto'
import { type Idempotency, idempotencies } from '../core/operation.ts'
import type { Invocation, Journal, Rows } from './contract.ts'

/** How rows become invocations. */
export interface RowOptions<Row> {
  /** What a second call of the same row does. `once` where nobody knows. */
  readonly idempotency: Idempotency | ((row: Row) => Idempotency)
  /** The row's own name, for outcomes and the journal. Default: its place in the input, from 0. */
  readonly rowId?: (row: Row, place: number) => string
  /** The key of a `keyed` operation. Default: made of the row's place and the journal's run, and so the same after a crash; without a journal of a new one. */
  readonly key?: (row: Row, place: number) => string
  /** Rows that follow one another and have the same repetition key are one invocation. Sort the input by it. */
  readonly repetitionKey?: (row: Row) => string
}

/** A row that the journal has under another name: the input is not what it was. */
export class ChangedInput extends Error {
  constructor(index: number, was: string, is: string) {
    super(`row ${index} was "${was}" when it was called and is "${is}" now: the input has changed`)
  }
}

/** Reads rows as invocations, one at a time; those that the journal knows to be settled are left out. */
export async function* invocations<Row>(
  rows: Rows<Row>,
  { idempotency, rowId = (_, place) => String(place), key, repetitionKey }: RowOptions<Row>,
  journal: Journal | undefined,
): AsyncGenerator<Invocation<Row>, void, undefined> {
  const run = journal?.run ?? randomUUID()
  const keyOf = (row: Row, place: number) => (key === undefined ? undefined : text('key', key(row, place), place))
  const make = ({ group, place }: Group<Row>, index: number): Invocation<Row> | undefined => {
    if (journal?.isSettled(index) === true) return undefined
    const [row] = group
    const begun = journal?.begun(index)
    const id = String(rowId(row, place))
    if (begun !== undefined && begun.rowId !== id) throw new ChangedInput(index, begun.rowId, id)
    const kind = typeof idempotency === 'function' ? checked(idempotency(row), index) : idempotency
    const isNamed = journal !== undefined || kind === 'keyed'
    const own = begun?.key ?? keyOf(row, place) ?? (isNamed ? `${run}-${index}` : undefined)
    return {
      row,
      rows: group,
      index,
      rowId: id,
      idempotency: kind,
      key: own,
      wasBegun: begun !== undefined,
    }
  }
  let index = 0
  if (repetitionKey === undefined) {
    for await (const row of rows) {
      const invocation = make({ group: [row], place: index }, index)
      index += 1
      if (invocation !== undefined) yield invocation
    }
    return
  }
  for await (const group of groups(rows, repetitionKey)) {
    const invocation = make(group, index)
    index += 1
    if (invocation !== undefined) yield invocation
  }
}

/** A text that is missing would make one of all. */
function text(option: string, value: unknown, place: number): string {
  if (typeof value === 'string' && value !== '') return value
  throw new TypeError(`${option}: gives no text for row ${place}`)
}

/** What is misspelled would be taken for harmless. */
function checked(idempotency: Idempotency, index: number): Idempotency {
  if (idempotencies.includes(idempotency)) return idempotency
  throw new TypeError(`idempotency: gives none of ${idempotencies.join(', ')} for row ${index}`)
}

interface Group<Row> {
  readonly group: readonly [Row, ...Row[]]
  /** Of its first row in the input. */
  readonly place: number
}

async function* groups<Row>(rows: Rows<Row>, keyOf: (row: Row) => string): AsyncGenerator<Group<Row>, void, undefined> {
  let group: [Row, ...Row[]] | undefined
  let key: string | undefined
  let place = 0
  for await (const row of rows) {
    const own = text('repetitionKey', keyOf(row), place)
    if (group !== undefined && own === key) group.push(row)
    else {
      if (group !== undefined) yield { group, place: place - group.length }
      group = [row]
      key = own
    }
    place += 1
  }
  if (group !== undefined) yield { group, place: place - group.length }
}
