import { judge } from './judge.ts'
import type { Order } from './scenario.ts'
import type { Story } from './story.ts'

/** The sum of a run. The same order gives the same sum. */
export interface Tally {
  readonly scenario: string
  readonly seed: number
  readonly calls: number
  /** What has a result of its own: the calls, or where a call is of several functions, all of these. The rest is about them. */
  readonly results: number
  readonly reportedDone: number
  readonly actuallyDone: number
  /** These four are 0, or the run has failed: see `Judgement`. */
  readonly lost: number
  readonly doubled: number
  readonly falseNo: number
  readonly needlessStops: number
  readonly unsafeStops: number
  readonly exhausted: number
  /** Failed for another reason: such as a session that had ended for the second time in one call. */
  readonly otherStops: number
  /** Tries after the first. */
  readonly retries: number
  /** Calls that may be done twice without harm and that the service has not refused for good; how many ended as done. */
  readonly repeatable: number
  readonly repeatableDone: number
  /** Requests that met each kind of trouble. */
  readonly byKind: Readonly<Record<string, number>>
}

/** Adds up what became of the calls of one run. */
export function tally(scenario: string, { seed, calls }: Order, stories: readonly Story[]): Tally {
  const judged = stories.map(story => ({ story, ...judge(story) }))
  const count = (holds: (one: (typeof judged)[number]) => boolean) => judged.filter(holds).length
  const isRepeatable = ({ idempotency, attempts }: Story) =>
    idempotency !== 'once' && !attempts.some(({ knocks }) => knocks.some(({ final }) => final))
  return {
    scenario,
    seed,
    calls,
    results: stories.length,
    reportedDone: count(({ story }) => story.told.done),
    actuallyDone: count(({ story }) => story.found > 0),
    lost: count(({ lost }) => lost),
    doubled: count(({ doubled }) => doubled),
    falseNo: count(({ falseNo }) => falseNo),
    needlessStops: count(({ needlessStop }) => needlessStop),
    unsafeStops: count(({ unsafeStop }) => unsafeStop),
    exhausted: count(({ exhausted }) => exhausted),
    otherStops: count(({ story, unsafeStop, exhausted }) => !story.told.done && !unsafeStop && !exhausted),
    retries: stories.reduce((sum, { attempts }) => sum + Math.max(0, attempts.length - 1), 0),
    repeatable: count(({ story }) => isRepeatable(story)),
    repeatableDone: count(({ story }) => isRepeatable(story) && story.told.done),
    byKind: kindsOf(stories),
  }
}

/** How many of the repeatable calls must end as done. */
const LEAST_SHARE = 0.99

/** What is wrong with a run, each in a few words; nothing where all is well. */
export function complaints({ repeatable, repeatableDone, ...sum }: Tally): readonly string[] {
  const counts = (['lost', 'doubled', 'falseNo', 'needlessStops'] as const).flatMap(name =>
    sum[name] === 0 ? [] : [`${name} is ${sum[name]}`],
  )
  if (repeatableDone >= repeatable * LEAST_SHARE) return counts
  return [...counts, `only ${repeatableDone} of ${repeatable} repeatable calls ended as done`]
}

function kindsOf(stories: readonly Story[]): Record<string, number> {
  const counts = new Map<string, number>()
  const seen = new Set<string>()
  for (const { attempts } of stories) {
    for (const { trouble, request } of attempts.flatMap(({ knocks }) => knocks)) {
      if (trouble === 'none' || (request !== undefined && seen.has(request))) continue
      if (request !== undefined) seen.add(request)
      counts.set(trouble, (counts.get(trouble) ?? 0) + 1)
    }
  }
  return Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1)))
}
