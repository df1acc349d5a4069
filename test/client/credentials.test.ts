import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { obtain } from '../../src/client/call/credentials.ts'
import { systemClock } from '../../src/retry/sleep.ts'

const limits = { limitMs: 5_000, clock: systemClock }
const never = () => new Promise<string>(() => {})

describe('a secret', () => {
  test('is asked for each time, and not once the call is cancelled', async () => {
    let asked = 0
    const secret = async () => `secret ${++asked}`
    const cancelled = await obtain(secret, { ...limits, signal: AbortSignal.abort() })
    expect(cancelled._unsafeUnwrapErr().problem).toBe('cancelled')
    expect(asked).toBe(0)
    expect((await obtain(secret, limits))._unsafeUnwrap()).toBe('secret 1')
    const { signal } = new AbortController()
    expect((await obtain(secret, { ...limits, signal }))._unsafeUnwrap()).toBe('secret 2')
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  test('that never comes is given up with the call', async () => {
    const controller = new AbortController()
    const waiting = obtain(never, { ...limits, signal: controller.signal })
    controller.abort()
    expect((await waiting)._unsafeUnwrapErr()).toMatchObject({ problem: 'cancelled', applied: 'no' })
  })

  test('that never comes is given up when its time is over', async () => {
    const timers: [delayMs: number, callback: () => void][] = []
    const clock = {
      now: () => 0,
      after: (delayMs: number, callback: () => void) => {
        timers.push([delayMs, callback])
        return () => {}
      },
    }
    const waiting = obtain(never, { limitMs: 30_000, clock })
    expect(timers.map(([delayMs]) => delayMs)).toEqual([30_000])
    timers[0]?.[1]()
    expect((await waiting)._unsafeUnwrapErr()).toMatchObject({
      problem: 'credentials',
      category: 'authentication',
      applied: 'no',
      message: 'The function for the credentials did not answer in time',
    })
  })
})
