import { describe, expect, test } from 'vitest'
import { turns } from '../../src/client/call/turns.ts'

/** Lets everything that can go on go on. */
const settled = () => new Promise(resolve => setImmediate(resolve))

describe('turns', () => {
  test('lets so many in at a time, in the order in which they came', async () => {
    const gate = turns(2)
    const entered: number[] = []
    const ends: (() => void)[] = []
    for (const n of [1, 2, 3, 4]) {
      gate.take().then(end => {
        entered.push(n)
        if (end !== undefined) ends.push(end)
      })
    }
    await settled()
    expect(entered).toEqual([1, 2])
    ends[1]?.()
    await settled()
    expect(entered).toEqual([1, 2, 3])
    ends[1]?.() // a second end of the same turn lets nobody in
    await settled()
    expect(entered).toEqual([1, 2, 3])
    ends[0]?.()
    await settled()
    expect(entered).toEqual([1, 2, 3, 4])
  })

  test('gives no turn to who has gone, and none is lost with them', async () => {
    const gate = turns(1)
    const end = await gate.take()
    const leaving = new AbortController()
    const gone = gate.take(leaving.signal)
    const next = gate.take(new AbortController().signal)
    leaving.abort()
    expect(await gone).toBeUndefined()
    expect(await gate.take(leaving.signal)).toBeUndefined()
    end?.()
    expect(await next).toBeTypeOf('function')
  })

  test('hears a signal only until the turn begins', async () => {
    const gate = turns(1)
    const end = await gate.take()
    const leaving = new AbortController()
    const waiting = gate.take(leaving.signal)
    end?.()
    const mine = await waiting
    leaving.abort()
    const after = gate.take()
    mine?.()
    expect(await after).toBeTypeOf('function')
  })

  test('lets all in where there is no limit', async () => {
    const gate = turns(Number.POSITIVE_INFINITY)
    const all = await Promise.all(Array.from({ length: 100 }, () => gate.take()))
    expect(all.every(end => end !== undefined)).toBe(true)
  })
})
