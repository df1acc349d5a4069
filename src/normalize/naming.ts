import type { Applied } from '../core/vocabulary.ts'
import type { Meaning } from '../dialects/contract.ts'

/** What a refusal means, and whether anything may have been done under it. */
export interface Told {
  readonly meaning: Meaning
  readonly applied: Applied
}

/** What a refusal means by itself, before its neighbors are looked at. */
export interface Reading extends Told {
  /** The structure shows that it only echoes another. */
  readonly victim: boolean
  /** Its code only wraps others. */
  readonly wrapper: boolean
  /** Its words tell a cause, whatever its code is. */
  readonly explained: boolean
  /** What it means where nothing but it is there, if that is something else. */
  readonly alone: Told | undefined
}

/**
 * Finds the refusal that names the fault, and what each means beside the others: the first specific one names it;
 * failing that the first that is no wrapper; failing that the first. Wrappers beside a cause are collateral.
 */
export function weigh(readings: readonly Reading[]): { readonly told: readonly Told[]; readonly named: number } {
  const [first] = readings
  if (first !== undefined && readings.length === 1) return { told: [first.alone ?? first], named: 0 }
  const opened = readings.findIndex(one => !one.victim && !one.wrapper)
  const echoes = readings.map(
    ({ wrapper, explained }, index) => wrapper && !(explained && (opened === -1 || index < opened)),
  )
  const named = naming(readings, echoes)
  const hasCause = echoes[named] === false && readings[named]?.victim === false
  const told = readings.map((reading, index): Told => {
    if (index === named) return echoes[index] === true ? (reading.alone ?? reading) : reading
    return hasCause && echoes[index] === true ? echo(reading) : reading
  })
  return { told, named }
}

function naming(readings: readonly Reading[], echoes: readonly boolean[]): number {
  const candidates = readings.map((reading, index) => ({
    index,
    victim: reading.victim,
    wrapper: echoes[index] === true,
    unknown: reading.meaning.category === 'unknown',
  }))
  const best =
    candidates.find(one => !one.victim && !one.wrapper && !one.unknown) ??
    candidates.find(one => !one.victim && !one.wrapper) ??
    candidates.find(one => !one.victim)
  return best?.index ?? 0
}

function echo({ meaning }: Reading): Told {
  return { meaning: { ...meaning, category: 'collateral', remedy: 'none' }, applied: 'no' }
}
