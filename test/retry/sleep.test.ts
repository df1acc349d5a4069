import { getEventListeners } from 'node:events'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Clock, sleep, systemClock } from '../../src/retry/sleep.ts'

/** A clock that stands until it is moved. */
function standing() {
  let now = 0
  let pending: { at: number; callback: () => void }[] = []
  const clock: Clock = {
    now: () => now,
    after: (delayMs, callback) => {
      const one = { at: now + delayMs, callback }
      pending.push(one)
      return () => {
        pending = pending.filter(other => other !== one)
      }
    },
  }
  const advance = (byMs: number) => {
    now += byMs
    const due = pending.filter(one => one.at <= now)
    pending = pending.filter(one => one.at > now)
    for (const one of due) one.callback()
  }
  return { clock, advance, waiting: () => pending.length }
}

const timersHeld = () => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length
const listenersOf = (signal: AbortSignal) => getEventListeners(signal, 'abort').length

describe('sleep', () => {
  test('ends when the clock says so, and not before', async () => {
    const { clock, advance, waiting } = standing()
    const ends: string[] = []
    const slept = sleep(100, undefined, clock).then(end => ends.push(end))
    advance(99)
    await Promise.resolve()
    expect(ends).toEqual([])
    advance(1)
    await slept
    expect(ends).toEqual(['elapsed'])
    expect(waiting()).toBe(0)
  })

  test('ends as soon as the signal aborts, and calls its timer off', async () => {
    const { clock, waiting } = standing()
    const controller = new AbortController()
    const slept = sleep(1_000, controller.signal, clock)
    controller.abort()
    expect(waiting()).toBe(0)
    expect(await slept).toBe('aborted')
  })

  test('does not begin under a signal that has aborted', async () => {
    const { clock, waiting } = standing()
    const slept = sleep(1_000, AbortSignal.abort(), clock)
    expect(waiting()).toBe(0)
    expect(await slept).toBe('aborted')
  })

  test.each([0, -1, Number.NaN, Number.NEGATIVE_INFINITY])('a delay of %d counts as none', async delayMs => {
    const { clock, waiting } = standing()
    const slept = sleep(delayMs, undefined, clock)
    expect(waiting()).toBe(0)
    expect(await slept).toBe('elapsed')
  })

  test('puts one listener on a signal that many sleep under, and leaves none', async () => {
    const { clock, advance } = standing()
    const { signal } = new AbortController()
    const slept = Array.from({ length: 8 }, () => sleep(10, signal, clock))
    expect(listenersOf(signal)).toBe(1)
    advance(10)
    await Promise.all(slept)
    expect(listenersOf(signal)).toBe(0)
  })

  test('leaves no listener where the clock calls back at once', async () => {
    const { signal } = new AbortController()
    const instant: Clock = {
      now: () => 0,
      after: (_, callback) => {
        callback()
        return () => {}
      },
    }
    expect(await sleep(10, signal, instant)).toBe('elapsed')
    expect(listenersOf(signal)).toBe(0)
  })

  test('whatever the delay and the moment of the abort, it ends once and leaves nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double(), fc.nat({ max: 200 }), async (delayMs, abortAt) => {
        const { clock, advance, waiting } = standing()
        const controller = new AbortController()
        const slept = sleep(delayMs, controller.signal, clock)
        advance(abortAt)
        controller.abort()
        const end = await slept
        const elapsed = !(delayMs > 0) || delayMs <= abortAt
        expect(end).toBe(elapsed ? 'elapsed' : 'aborted')
        expect(waiting()).toBe(0)
        expect(listenersOf(controller.signal)).toBe(0)
      }),
    )
  })
})

describe('the system clock', () => {
  test('waits in real time', async () => {
    const start = performance.now()
    expect(await sleep(20)).toBe('elapsed')
    expect(performance.now() - start).toBeGreaterThan(18)
  })

  test('tells milliseconds since 1970', () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(100)
  })

  test('ends at once on an abort, far before a long delay', async () => {
    const before = timersHeld()
    const controller = new AbortController()
    const slept = sleep(60_000, controller.signal)
    const start = performance.now()
    controller.abort()
    expect(await slept).toBe('aborted')
    expect(performance.now() - start).toBeLessThan(1_000)
    expect(timersHeld()).toBe(before)
  })

  test.each([2 ** 31, 1e12, Number.MAX_VALUE, Number.POSITIVE_INFINITY])(
    'a delay of %d milliseconds, more than a timer takes, does not end at once',
    async delayMs => {
      const controller = new AbortController()
      const ends: string[] = []
      const slept = sleep(delayMs, controller.signal).then(end => ends.push(end))
      await sleep(5)
      expect(ends).toEqual([])
      controller.abort()
      await slept
      expect(ends).toEqual(['aborted'])
    },
  )

  test('an endless wait holds no timer', () => {
    const before = timersHeld()
    const callOff = systemClock.after(Number.POSITIVE_INFINITY, () => expect.unreachable())
    expect(timersHeld()).toBe(before)
    callOff()
  })
})
