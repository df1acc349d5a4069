import type { Knock, Room, Story } from './story.ts'

/** What is wrong or remarkable about one call. */
export interface Judgement {
  /** Reported done, and not there; or a read whose result is not what the sandbox has. */
  readonly lost: boolean
  /** Found done more than once. */
  readonly doubled: boolean
  /** Some fault said that nothing was done (`applied: 'no'`), and what it speaks of was done. Reads do nothing. */
  readonly falseNo: boolean
  /**
   * Failed though a repeat was safe and there was room for it: see `isSafe` and `hasRoom`. Every call of a scenario is a
   * good one, which trouble alone can make fail, so that a repeat may always help, unless the service has said its last
   * word. Why the client stopped makes no difference: an `unsafe` stop whose answers prove that nothing was done is one of them.
   */
  readonly needlessStop: boolean
  readonly unsafeStop: boolean
  /** Out of tries, time or budget. */
  readonly exhausted: boolean
}

const SPENT: ReadonlySet<string> = new Set(['exhausted', 'deadline', 'budget'])

/** Compares what a caller was told with what the sandbox knows. */
export function judge(story: Story): Judgement {
  const { told, found, agrees } = story
  const because = told.done ? undefined : told.fault.stopped?.because
  const failed = failedKnocks(story)
  return {
    lost: told.done && (found === 0 || !agrees),
    doubled: found > 1,
    falseNo: story.idempotency !== 'read' && saysNo(story),
    needlessStop: !told.done && because !== 'budget' && mayHelp(failed) && isSafe(story) && hasRoom(failed, story.room),
    unsafeStop: because === 'unsafe',
    exhausted: because !== undefined && SPENT.has(because),
  }
}

/** The last word of a call is about all its requests, that of a try about its own. */
function saysNo({ told, attempts }: Story): boolean {
  const worked = (knocks: readonly Knock[]) => knocks.some(knock => knock.worked)
  if (!told.done && told.fault.applied === 'no' && attempts.some(({ knocks }) => worked(knocks))) return true
  return attempts.some(({ fault, knocks }) => fault?.applied === 'no' && worked(knocks))
}

function mayHelp(failed: readonly Knock[]): boolean {
  return !failed.some(({ final }) => final)
}

/**
 * A repeat is safe where doing it twice is as good as once, or where every answer proves that nothing was done. An answer
 * that comes alike whether the work was done or not proves nothing, also where the sandbox knows that it was not done.
 */
function isSafe({ idempotency, attempts }: Story): boolean {
  return idempotency !== 'once' || attempts.every(({ knocks }) => knocks.every(knock => !knock.failed || knock.clear))
}

const MOST_TRIES = 4
const USUAL_ROOM: Room = { deadlineMs: 120_000, backoffMs: 2_000 }

/**
 * Whether the documented defaults allow one more try: fewer than four so far, waits for a rate limit and one sign-in not
 * counted, and two minutes that last even if every wait is as long as it may be, a tenth above what the service asks for.
 */
export function hasRoom(failed: readonly Knock[], { deadlineMs, backoffMs }: Room = USUAL_ROOM): boolean {
  const signIns = failed.filter(({ asks }) => asks === 'sign-in').length
  const tries = failed.filter(({ asks }) => asks === undefined).length
  const longestMs = failed.reduce(
    (sum, { tookMs, pauseMs, asks }) => sum + tookMs + (asks === 'sign-in' ? 0 : Math.max(backoffMs, pauseMs * 1.1)),
    0,
  )
  return tries < MOST_TRIES && signIns < 2 && longestMs <= deadlineMs
}

function failedKnocks({ attempts }: Story): readonly Knock[] {
  return attempts.flatMap(({ knocks }) => knocks.filter(knock => knock.failed))
}
