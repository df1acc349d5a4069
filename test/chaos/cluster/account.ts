import type { JobOutcome, RunStatus } from 'faultline/bullmq'
import { rowStory } from '../batch/row-story.ts'
import type { RowService } from '../batch/service.ts'
import type { Story } from '../story.ts'
import type { Remains } from './remains.ts'

/** A run of rows that is over, from all sides. */
export interface Played {
  readonly seed: number
  readonly rows: number
  readonly remains: Remains
  readonly service: Pick<RowService, 'knocks' | 'done'>
  /** Of each time that the service closed: how many calls came while it was. */
  readonly overruns: readonly number[]
  /** How many calls of all workers may be under way at once. */
  readonly mostUnderWay: number
}

/** What is wrong with a run, each in a few words, and the rows' stories for the judge; a row without an end has none. */
export interface Account {
  readonly wrong: readonly string[]
  readonly stories: readonly Story[]
}

/** Compares all sides of a run. */
export function accountOf({ seed, rows, remains, service, overruns, mostUnderWay }: Played): Account {
  const { endings } = remains
  const all = Array.from({ length: rows }, (_, row) => row)
  return {
    wrong: [
      ...all.flatMap(row => (endings.has(row) ? [] : [`row ${row} never ended`])),
      ...(endings.size > rows ? [`${endings.size} rows ended, and there are ${rows}`] : []),
      ...disagreements(remains),
      // Once the service has said that it is closed, only those calls may come that were under way by then.
      ...overruns.flatMap(calls => (calls > mostUnderWay ? [`${calls} calls came while the service was closed`] : [])),
    ],
    stories: all.flatMap(row => {
      const outcome = endings.get(row)
      return outcome === undefined ? [] : [storyOf(row, outcome, { seed, service })]
    }),
  }
}

/** The engine, and the queue for those that somebody must look at, say of each row what its outcome says, and once. */
function disagreements({ endings, ...lists }: Remains): readonly string[] {
  const [failed, completed, entries] = [new Set(lists.failed), new Set(lists.completed), new Set(lists.entries)]
  const wrong = [...endings].flatMap(([row, { kind }]) => {
    const isRight =
      failed.has(row) === (kind === 'failure') &&
      completed.has(row) === (kind !== 'failure') &&
      entries.has(row) === (kind === 'reconcile')
    return isRight ? [] : [`row ${row} ended as ${kind}, and the engine says otherwise`]
  })
  const engine = lists.failed.length + lists.completed.length - endings.size
  const twice = lists.entries.length - entries.size
  return [
    ...wrong,
    ...(engine > 0 ? [`the engine has ${engine} more that ended`] : []),
    ...(twice > 0 ? [`${twice} rows are to be reconciled twice`] : []),
  ]
}

function storyOf(row: number, outcome: JobOutcome, sides: Pick<Played, 'seed' | 'service'>): Story {
  const wasLost = outcome.kind === 'reconcile' && outcome.fault.stopped === undefined
  const told = outcome.kind === 'success' ? ({ done: true } as const) : { done: false as const, fault: outcome.fault }
  return rowStory(row, { ...sides, told, kills: wasLost ? 1 : 0 })
}

/** A run of rows that were all refused, and that must have ended by itself. */
export interface Refused {
  readonly status: Pick<RunStatus, 'failed' | 'functional' | 'stopped'>
  /** That the service saw. */
  readonly calls: number
  readonly accepted: number
  readonly mostUnderWay: number
}

/** What is wrong with the end of a run: each failure counts once, and the first too many lets no further call begin. */
export function refusalsWrong({ status, calls, accepted, mostUnderWay }: Refused): readonly string[] {
  const { failed, functional, stopped } = status
  return [
    ...(stopped?.because === 'too-many-errors' ? [] : ['the run did not stop for its errors']),
    ...(failed === functional ? [] : [`${failed} failed, and ${functional} were counted`]),
    ...(failed === calls ? [] : [`${failed} failed, of ${calls} calls`]),
    ...(failed > accepted ? [] : [`it stopped after ${failed} errors, and ${accepted} are accepted`]),
    ...(failed <= accepted + mostUnderWay ? [] : [`it stopped only after ${failed} errors, of ${accepted} accepted`]),
  ]
}
