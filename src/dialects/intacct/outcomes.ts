import type { Cause, Warning } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import type { Asked, AskedCommand, Reading, ReadOutcome } from '../contract.ts'
import { misshapen } from '../misshapen.ts'
import { assign, type Site } from './assignment.ts'
import type { OperationReading, Worked } from './operation-reading.ts'
import { isMarker, PATH, readResult, remark, remarksOn, type Seen } from './result.ts'

/** Lays the functions of all operations out as outcomes: in the order asked; without `asked`, in that of the reply. */
export function readOutcomes(operations: readonly OperationReading[], asked: Asked | undefined): Reading {
  const { sites, extras } = asked === undefined ? listed(operations) : assign(operations, asked.commands)
  const commands = asked?.commands ?? []
  const places = placesOf(sites)
  const owners = ownersOf(operations)
  const outcomes = sites.map((site, index) => outcomeOf(site, index, commands[index], places, owners))
  const remarks = sites.flatMap((site, index) => (isSeen(site) ? remarksOn(site, index) : []))
  const beside = operations.flatMap(one => (one.kind === 'results' ? one.remarks.map(error => remark(error)) : []))
  return { kind: 'outcomes', outcomes, warnings: [...beside, ...remarks, ...extras.map(warnOfUnasked)] }
}

/** Nothing is known to be missing or extra; an operation without results is one outcome by itself. */
function listed(operations: readonly OperationReading[]): { sites: readonly Site[]; extras: readonly Seen[] } {
  const sites = operations.flatMap((one): readonly Site[] => (one.kind === 'results' ? one.results : [one]))
  return { sites, extras: [] }
}

function isSeen(site: Site): site is Seen {
  return typeof site === 'object' && 'element' in site
}

function placesOf(sites: readonly Site[]): ReadonlyMap<Seen, number> {
  return new Map(sites.flatMap((site, index) => (isSeen(site) ? [[site, index] as const] : [])))
}

function ownersOf(operations: readonly OperationReading[]): ReadonlyMap<Seen, Worked> {
  return new Map(
    operations.flatMap(one => (one.kind === 'results' ? one.results.map(result => [result, one] as const) : [])),
  )
}

function outcomeOf(
  site: Site,
  index: number,
  command: AskedCommand | undefined,
  places: ReadonlyMap<Seen, number>,
  owners: ReadonlyMap<Seen, Worked>,
): ReadOutcome {
  const operation = command?.name ?? (isSeen(site) ? site.operation || 'function' : 'operation')
  const id = command?.id ?? (isSeen(site) ? site.id : undefined)
  if (site === 'missing' || site === 'uncertain') {
    return present({ index, operation, id, result: describeGap(site, operation) })
  }
  if (!isSeen(site)) return present({ index, operation, id, result: site })
  const { undone = false, culprit } = owners.get(site) ?? {}
  const cause = culprit === undefined || culprit === site ? undefined : causeOf(culprit, places.get(culprit))
  return present({ index, operation, id, result: readResult(site, { index, operation, command, undone, cause }) })
}

function describeGap(gap: 'missing' | 'uncertain', operation: string) {
  return gap === 'missing'
    ? misshapen('missing-outcome', `The reply holds no result of this ${operation}`, PATH)
    : misshapen('mismatched-outcome', `It is uncertain which result of the reply belongs to this ${operation}`, PATH)
}

function causeOf({ operation, id, errors }: Seen, index: number | undefined): Cause {
  const error = errors.find(one => !isMarker(one))
  return present({ index, operation, id, code: error?.code, message: error?.texts[0] ?? error?.correction })
}

function warnOfUnasked({ operation, id, errors }: Seen): Warning {
  const mark = id === undefined ? 'without a control ID' : `with the control ID "${id}"`
  const message = `The reply holds a result ${mark} that answers nothing asked for certain: ${operation || 'unnamed'}`
  return present({ message, level: 'function' as const, code: errors[0]?.code })
}
