import { type Body, type BodyName, bodyNamed, LARGE } from './bodies.ts'
import { check, type Inputs, inputFor, inputsOf } from './check.ts'
import { type Effort, measure } from './measure.ts'
import type { Row } from './report.ts'
import type { Subject } from './subject.ts'
import { BASELINE, dataOf } from './subjects/fast-xml-parser.ts'

/** How a run is made: all of it, or as little as shows that every subject reads right. */
export interface Plan {
  readonly effort: Effort
  /** For the large body, whose calls last for seconds. */
  readonly largeEffort: Effort
  /** Cuts the bodies short. */
  readonly mostRecords?: number
}

export const full: Plan = {
  effort: { rounds: 5, sampleMs: 50, warmUpMs: 25 },
  largeEffort: { rounds: 3, sampleMs: 0, warmUpMs: 0, enoughMs: 6000 },
}

const once: Effort = { rounds: 1, sampleMs: 1, warmUpMs: 0 }
export const smoke: Plan = { effort: once, largeEffort: once, mostRecords: 50 }

/**
 * Checks and measures the subjects on the bodies. Those that slow the others down come after them, with the
 * baseline once more for their ratios, whose second figures are not reported.
 */
export function speed(bodies: readonly BodyName[], subjects: readonly Subject[], plan: Plan): Row[] {
  const late = subjects.filter(subject => subject.detaches === true)
  const first = compareAll(
    bodies,
    subjects.filter(subject => !late.includes(subject)),
    plan,
  )
  if (late.length === 0) return first
  const baseline = subjects.filter(subject => subject.name === BASELINE)
  const second = compareAll(bodies, [...baseline, ...late], plan).filter(row => row.subject !== BASELINE)
  return bodies.flatMap(body => [...first, ...second].filter(row => row.body === body))
}

/** The large body comes after the others, whom its garbage would burden. */
function compareAll(bodies: readonly BodyName[], subjects: readonly Subject[], plan: Plan): Row[] {
  const small = bodies.filter(name => name !== LARGE)
  const large = bodies.filter(name => name === LARGE)
  return [...compare(small, subjects, plan, plan.effort), ...compare(large, subjects, plan, plan.largeEffort)]
}

interface Pair {
  readonly body: Body
  readonly subject: Subject
  readonly input: Uint8Array
}

function compare(names: readonly BodyName[], subjects: readonly Subject[], plan: Plan, effort: Effort): Row[] {
  const pairs = names.flatMap(name => checkedPairs(bodyNamed(name, plan.mostRecords), subjects))
  const medians = measure(
    pairs.map(({ subject, input }) => ({ run: () => subject.read(input) })),
    effort,
  )
  const timed = pairs.map((pair, index) => ({ ...pair, microseconds: medians[index] ?? Number.NaN }))
  return timed.map(({ body, subject, microseconds }) => {
    const baseline = timed.find(other => other.body === body && other.subject.name === BASELINE)
    return {
      body: body.name,
      subject: subject.name,
      medianMicroseconds: rounded(microseconds),
      mbPerSecond: rounded(body.bytes.byteLength / microseconds),
      ratio: rounded((baseline?.microseconds ?? Number.NaN) / microseconds),
    }
  })
}

/** The data is dropped when all have been checked, so that it burdens nobody's collection of garbage. */
function checkedPairs(body: Body, subjects: readonly Subject[]): Pair[] {
  const data = dataOf(body.bytes)
  const inputs: Inputs = inputsOf(body, data)
  for (const subject of subjects) check(subject, body, data, inputs)
  return subjects.map(subject => ({ body, subject, input: inputFor(subject, inputs) }))
}

function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
