import type { AskedCommand } from '../contract.ts'
import type { Seen } from './result.ts'

/** The result that answers a command, or why none can be named: `uncertain` means that one might. */
export type Found = Seen | 'missing' | 'uncertain'

/** For each command asked what answers it, in the order asked, and the results that answer nothing for certain. */
export interface Pairing {
  readonly found: readonly Found[]
  readonly extras: readonly Seen[]
}

/**
 * Finds the result of each function by its control ID. Where an ID was sent more than once, its results come in the
 * order of the request.
 *
 * Position counts only for a result or a function that has no ID, and only where every other ID stands in its place.
 * A success must never be attributed to the wrong function: an ID with more or fewer results than it was asked for, and
 * a result that names another function, leave the function `uncertain`.
 *
 * Linear in commands and results.
 */
export function pair(results: readonly Seen[], commands: readonly AskedCommand[]): Pairing {
  const asked = countIds(commands)
  const answers = groupById(results)
  const inPlace = isInPlace(results, commands, asked)
  const before = new Map<string, number>()
  const believed = new Set<Seen>()
  const isLoose = results.some(({ id }) => id === undefined)
  const found = commands.map((command, index): Found => {
    const { id } = command
    const same = id === undefined ? [] : (answers.get(id) ?? [])
    const nth = id === undefined ? 0 : (before.get(id) ?? 0)
    if (id !== undefined) before.set(id, nth + 1)
    if (same.length > 0 && same.length !== asked.get(id ?? '')) return 'uncertain'
    const answer = same[nth] ?? (inPlace ? results[index] : undefined)
    if (answer === undefined) return isLoose || (id === undefined && results.length > 0) ? 'uncertain' : 'missing'
    if (answer.operation !== '' && answer.operation !== command.name) return 'uncertain'
    believed.add(answer)
    return answer
  })
  return { found, extras: results.filter(result => !believed.has(result)) }
}

function countIds(commands: readonly AskedCommand[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { id } of commands) if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

function groupById(results: readonly Seen[]): ReadonlyMap<string, readonly Seen[]> {
  const groups = new Map<string, Seen[]>()
  for (const result of results) {
    if (result.id === undefined) continue
    const same = groups.get(result.id) ?? []
    groups.set(result.id, same)
    same.push(result)
  }
  return groups
}

/** Whether results stand one by one where their functions stood, as far as control IDs tell. */
function isInPlace(
  results: readonly Seen[],
  commands: readonly AskedCommand[],
  asked: ReadonlyMap<string, number>,
): boolean {
  if (results.length !== commands.length) return false
  return results.every(({ id }, index) => {
    if (id === undefined) return true
    const wanted = commands[index]?.id
    return wanted === undefined ? !asked.has(id) : wanted === id
  })
}
