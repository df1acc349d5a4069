import { describe, expect, test } from 'vitest'
import { networkFault } from '../../src/core/network-fault.ts'
import type { Applied, Fault } from '../../src/index.ts'
import { hasRoom, judge } from './judge.ts'
import type { Knock, Story } from './story.ts'
import { complaints, tally } from './tally.ts'

const clear: Knock = {
  request: 'one.1',
  trouble: 'busy',
  failed: true,
  clear: true,
  final: false,
  worked: false,
  tookMs: 0,
  pauseMs: 0,
}
const unclear: Knock = { ...clear, trouble: 'page', clear: false }
const worked: Knock = { ...unclear, worked: true }
const answered: Knock = { ...worked, trouble: 'none', failed: false }
const limit: Knock = { ...clear, trouble: 'limit', asks: 'rate-limit', pauseMs: 60_000 }
const loggedOut: Knock = { ...clear, trouble: 'logged-out', asks: 'sign-in' }

const cut = networkFault({ problem: 'reset', phase: 'headers' })
const stopped = (because: NonNullable<Fault['stopped']>['because'], applied: Applied = 'maybe'): Fault => ({
  ...cut,
  applied,
  stopped: { because, reason: '' },
})

/** A call that failed after these requests, one a try. */
function failed(because: Parameters<typeof stopped>[0], knocks: readonly Knock[], more: Partial<Story> = {}): Story {
  const attempts = knocks.map(knock => ({ knocks: [knock], fault: stopped(because, knock.clear ? 'no' : 'maybe') }))
  const told = { done: false, fault: stopped(because) } as const
  const found = knocks.filter(knock => knock.worked).length
  return { call: 'one', operation: 'add', idempotency: 'once', told, attempts, found, agrees: true, ...more }
}

function done(found: number, more: Partial<Story> = {}): Story {
  const attempts = [{ knocks: [answered] }]
  return {
    call: 'one',
    operation: 'add',
    idempotency: 'once',
    told: { done: true },
    attempts,
    found,
    agrees: true,
    ...more,
  }
}

const NOTHING = {
  lost: false,
  doubled: false,
  falseNo: false,
  needlessStop: false,
  unsafeStop: false,
  exhausted: false,
}
const no = { done: false, fault: stopped('exhausted', 'no') } as const

describe('the judgement of a call', () => {
  test.each<[string, Story, Partial<typeof NOTHING>]>([
    ['finds nothing wrong where it is done once and said so', done(1), {}],
    ['sees what is reported done and is not there', done(0), { lost: true }],
    ['sees a read whose result is not what the sandbox has', done(1, { agrees: false }), { lost: true }],
    ['sees what is done twice', done(2), { doubled: true }],
    [
      'sees what is done twice though it failed',
      failed('unsafe', [worked, worked]),
      { doubled: true, unsafeStop: true },
    ],
    ['takes a stop before what may have been done for a right one', failed('unsafe', [unclear]), { unsafeStop: true }],
    ['takes it for right also where it was done', failed('unsafe', [clear, worked]), { unsafeStop: true }],
    ['sees a stop though all answers prove that nothing was done', failed('final', [clear]), { needlessStop: true }],
    ['lets nobody call such a stop unsafe', failed('unsafe', [clear]), { needlessStop: true, unsafeStop: true }],
    [
      'sees that a repeatable call is given up after one page',
      failed('unsafe', [unclear], { idempotency: 'repeatable' }),
      { needlessStop: true, unsafeStop: true },
    ],
    ['lets the last word of the service be the last', failed('final', [clear, { ...clear, final: true }]), {}],
    ['sees who says exhausted too early', failed('exhausted', [clear]), { needlessStop: true, exhausted: true }],
    ['grants that four tries are enough', failed('exhausted', Array(4).fill(clear)), { exhausted: true }],
    ['grants that two rate limits take too long', failed('deadline', [limit, limit]), { exhausted: true }],
    ['grants that nobody signs in twice', failed('final', [loggedOut, loggedOut]), {}],
    ['sees who does not sign in once', failed('final', [loggedOut]), { needlessStop: true }],
    [
      'sees a last word that says no of what an earlier try did',
      failed('exhausted', [worked, clear, clear, clear], { told: no, found: 1 }),
      { falseNo: true, exhausted: true },
    ],
    [
      'sees a try that says no of what it did, though the call was done in the end',
      done(1, {
        idempotency: 'repeatable',
        attempts: [{ knocks: [worked], fault: stopped('final', 'no') }, { knocks: [answered] }],
      }),
      { falseNo: true },
    ],
    [
      'lets a read say no, for it does nothing',
      failed('exhausted', Array(4).fill(worked), { told: no, idempotency: 'read', found: 1 }),
      { exhausted: true },
    ],
  ])('%s', (_, story, wrong) => {
    expect(judge(story)).toEqual({ ...NOTHING, ...wrong })
  })

  test.each<[string, readonly Knock[], boolean]>([
    ['there is room for a fourth try', [clear, clear, clear], true],
    ['waits for a rate limit use up no try', [clear, limit, clear, clear], true],
    ['one sign-in uses up no try', [clear, loggedOut, clear, clear], true],
    ['four tries are all there are', [clear, clear, clear, clear], false],
    [
      'a minute and two timeouts are too long',
      [limit, { ...clear, tookMs: 30_000 }, { ...clear, tookMs: 30_000 }],
      false,
    ],
  ])('%s', (_, knocks, room) => {
    expect(hasRoom(knocks)).toBe(room)
  })
})

describe('the sum of a run', () => {
  test.each<[string, readonly Story[], readonly string[]]>([
    ['has nothing to complain of', [done(1), failed('unsafe', [unclear])], []],
    ['complains of what was lost', [done(0)], ['lost is 1']],
    ['complains of what was doubled', [done(2), done(3)], ['doubled is 2']],
    [
      'complains of repeatable calls that fail too often, each of them for a good reason',
      [done(1, { idempotency: 'read' }), failed('exhausted', Array(4).fill(unclear), { idempotency: 'repeatable' })],
      ['only 1 of 2 repeatable calls ended as done'],
    ],
  ])('%s', (_, stories, expected) => {
    expect(complaints(tally('some', { seed: 1, calls: stories.length }, stories))).toEqual(expected)
  })
})
