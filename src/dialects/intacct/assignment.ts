import type { AskedCommand } from '../contract.ts'
import type { OperationReading, Unworked, Worked } from './operation-reading.ts'
import { type Found, pair } from './pairing.ts'
import type { Seen } from './result.ts'

/** What stands in a reply for one function: its result, none, or what befell the operation that it was asked in. */
export type Site = Found | Unworked

/** One site for each command, in the order asked, and the results that answer nothing for certain. */
export interface Assigned {
  readonly sites: readonly Site[]
  readonly extras: readonly Seen[]
}

/**
 * Finds for each function what the reply says of it. Operations come in the order of the request; what befell an
 * operation as a whole befell each function that was asked in it.
 */
export function assign(operations: readonly OperationReading[], commands: readonly AskedCommand[]): Assigned {
  const parts = [...new Set(commands.map(partOf))].sort((one, other) => one - other)
  return parts.length === operations.length
    ? assignByPart(operations, commands, parts)
    : assignByMark(operations, commands)
}

function partOf({ part = 0 }: AskedCommand): number {
  return part
}

function assignByPart(
  operations: readonly OperationReading[],
  commands: readonly AskedCommand[],
  parts: readonly number[],
): Assigned {
  const sites: Site[] = commands.map(() => 'missing')
  const extras: Seen[] = []
  const places = new Map<number, number[]>()
  for (const [index, command] of commands.entries()) {
    const own = places.get(partOf(command)) ?? []
    places.set(partOf(command), own)
    own.push(index)
  }
  for (const [at, operation] of operations.entries()) {
    const own = places.get(parts[at] ?? 0) ?? []
    const found = answersOf(
      operation,
      own.flatMap(index => commands[index] ?? []),
    )
    own.forEach((index, nth) => {
      sites[index] = found.sites[nth] ?? 'missing'
    })
    for (const extra of found.extras) extras.push(extra)
  }
  return { sites, extras }
}

function answersOf(operation: OperationReading, commands: readonly AskedCommand[]): Assigned {
  if (operation.kind !== 'results') return { sites: commands.map(() => operation), extras: [] }
  const { found, extras } = pair(operation.results, commands)
  return { sites: found, extras }
}

/** Which function was asked in which operation is not known: control IDs tell it, and the order tells the rest. */
function assignByMark(operations: readonly OperationReading[], commands: readonly AskedCommand[]): Assigned {
  const worked = operations.filter((one): one is Worked => one.kind === 'results')
  const { found, extras } = pair(
    worked.flatMap(({ results }) => results),
    commands,
  )
  const [befallen, ...others] = operations.filter((one): one is Unworked => one.kind !== 'results')
  if (befallen === undefined) return { sites: found, extras }
  const gap = operations.indexOf(befallen)
  const parts = new Set(commands.filter((_, index) => found[index] === 'missing').map(partOf))
  const isSure = others.length === 0 && parts.size === 1 && isInOrder(found, operations, gap)
  const filler = isSure ? befallen : 'uncertain'
  return { sites: found.map(one => (one === 'missing' ? filler : one)), extras }
}

/** Whether the functions without a result stand together, just where the operation without results stands. */
function isInOrder(found: readonly Found[], operations: readonly OperationReading[], gap: number): boolean {
  const owners = new Map<Seen, number>()
  operations.forEach((one, index) => {
    if (one.kind === 'results') for (const result of one.results) owners.set(result, index)
  })
  const order = found.map(one => (one === 'missing' ? gap : one === 'uncertain' ? -1 : (owners.get(one) ?? -1)))
  return order.every((owner, index) => owner !== -1 && owner >= (order[index - 1] ?? 0))
}
