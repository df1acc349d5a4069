import type { Warning } from '../core/fault.ts'
import { present } from '../core/present.ts'
import type { Refusal } from '../core/refusal.ts'
import type { XmlElement } from '../xml/element.ts'
import type { AskedCommand, ReadOutcome } from './contract.ts'
import { type Misshapen, misshapen } from './misshapen.ts'
import { warningOf } from './rule-node.ts'

/** A node that speaks for one command, and what the rules read there. */
export interface Item {
  readonly node: XmlElement
  /** Whether its rule looks for the caller's mark. */
  readonly keyed: boolean
  readonly id: string | undefined
  readonly operation: string | undefined
  /** Absent where the node mentions something and says neither yes nor no. */
  readonly result: ReadOutcome['result'] | undefined
  /** What it mentions. */
  readonly remarks: readonly Refusal[]
}

/** What the items make of the commands, and what of them is no outcome. */
export interface Assigned {
  /** In request order, one for each command; without commands in the order of the answer. */
  readonly outcomes: readonly ReadOutcome[]
  readonly warnings: readonly Warning[]
}

/**
 * Finds the command that each item answers: by the mark that was sent, else by position.
 *
 * A success must never be attributed to the wrong command. An item whose mark nobody sent, or that has none where
 * marks were sent, becomes a warning. A command is `mismatched-outcome` where several items claim it and not all of
 * them refuse, where it shares its mark with another, where its item names another command that was asked, and where
 * there are more items than commands. Without an item it is `missing-outcome`.
 */
export function assignItems(items: readonly Item[], commands: readonly AskedCommand[], subject: XmlElement): Assigned {
  if (commands.length === 0) return listItems(items)
  const marks = marksOf(commands)
  const find = claimFinder(items, commands, marks)
  const names = new Set(commands.map(({ name }) => name))
  const places = new Map<Item, number>()
  const believed = new Set<Item>()
  const outcomes = commands.map((command, index): ReadOutcome => {
    const { claimants, sure } = find(command, index)
    const [first] = claimants
    for (const item of claimants) places.set(item, index)
    const agreed = sure && !claimants.some(item => contradicts(item, command, names)) ? agree(claimants) : undefined
    if (agreed !== undefined) for (const item of claimants) believed.add(item)
    const operation = (agreed && first?.operation) ?? command.name
    const id = command.id ?? (agreed && first?.id)
    const result = agreed ?? describeGap(sure && first === undefined, command, subject)
    return present({ index, operation, id, result })
  })
  const warnings = items.flatMap(item => {
    const index = places.get(item) ?? marks.get(item.id ?? '')
    const isDoubted = item.result !== undefined && !believed.has(item)
    return [...item.remarks.map(remark => warningOf(remark, index)), ...(isDoubted ? [doubt(item, index)] : [])]
  })
  return { outcomes, warnings }
}

/** Nothing is known to be missing or extra: each item is what it says. */
function listItems(items: readonly Item[]): Assigned {
  const outcomes: ReadOutcome[] = []
  const places = new Map<Item | string, number>()
  for (const item of items) {
    const { id, result, node, operation = node.localName } = item
    if (result === undefined) continue
    const index = outcomes.length
    places.set(item, index)
    if (id !== undefined) places.set(id, index)
    outcomes.push(present({ index, operation, id, result }))
  }
  const warnings = items.flatMap(item => {
    const index = places.get(item) ?? places.get(item.id ?? item)
    return item.remarks.map(remark => warningOf(remark, index))
  })
  return { outcomes, warnings }
}

/** The items that claim to answer a command, and whether that can be relied on. */
interface Claim {
  readonly claimants: readonly Item[]
  readonly sure: boolean
}

function claimFinder(items: readonly Item[], commands: readonly AskedCommand[], marks: ReadonlyMap<string, number>) {
  const isMarked = commands.some(({ id }) => id !== undefined)
  const placed: Item[] = []
  const marked = new Map<string, Item[]>()
  for (const item of items) {
    if (item.result === undefined) continue
    if (!(item.keyed && isMarked)) placed.push(item)
    else if (item.id !== undefined) {
      const same = marked.get(item.id) ?? []
      marked.set(item.id, same)
      same.push(item)
    }
  }
  const fits = placed.length <= commands.length
  return ({ id = '' }: AskedCommand, index: number): Claim => {
    const own = marked.get(id)
    if (own !== undefined && !marks.has(id)) return { claimants: [], sure: false }
    return { claimants: [...(own ?? []), ...placed.slice(index, index + 1)], sure: fits }
  }
}

/** Where the command of a mark stands. A mark that several commands share names none of them. */
function marksOf(commands: readonly AskedCommand[]): ReadonlyMap<string, number> {
  const marks = new Map<string, number>()
  const shared = new Set<string>()
  for (const [index, { id }] of commands.entries()) {
    if (id === undefined) continue
    if (marks.has(id)) shared.add(id)
    marks.set(id, index)
  }
  for (const id of shared) marks.delete(id)
  return marks
}

function contradicts({ operation }: Item, command: AskedCommand, names: ReadonlySet<string>): boolean {
  return operation !== undefined && operation !== command.name && names.has(operation)
}

/** One says how it is; several must all refuse, for an API may give each error an entry of its own. */
function agree(claimants: readonly Item[]): ReadOutcome['result'] | undefined {
  const [first, ...others] = claimants
  if (others.length === 0) return first?.result
  const refusals: Refusal[] = []
  for (const { result } of claimants) {
    if (result?.kind !== 'refused') return undefined
    for (const refusal of result.refusals) refusals.push(refusal)
  }
  return { kind: 'refused', refusals }
}

function describeGap(missing: boolean, { name }: AskedCommand, { localName }: XmlElement): Misshapen {
  if (missing) return misshapen('missing-outcome', `No part of the answer belongs to ${name}`, localName)
  return misshapen('mismatched-outcome', `It is uncertain which part of the answer belongs to ${name}`, localName)
}

/** What an item says that no outcome takes over. */
function doubt({ node, id, result }: Item, index: number | undefined): Warning {
  const mark = id === undefined ? '' : ` with the mark "${id}"`
  const refusal = result?.kind === 'refused' ? result.refusals[0] : undefined
  const words = [`It is uncertain what <${node.name}>${mark} answers`, ...(refusal?.texts ?? [])]
  return present({ message: words.join(': '), code: refusal?.code, level: 'command' as const, index })
}
