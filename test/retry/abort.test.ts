import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { onAbort } from '../../src/retry/abort.ts'

const listenersOf = (signal: AbortSignal) => getEventListeners(signal, 'abort').length

describe('onAbort', () => {
  test('puts one listener on a signal, however many wait for it', () => {
    const controller = new AbortController()
    const called: number[] = []
    for (let n = 0; n < 100; n++) onAbort(controller.signal, () => called.push(n))
    expect(listenersOf(controller.signal)).toBe(1)
    controller.abort()
    expect(called).toEqual(Array.from({ length: 100 }, (_, n) => n))
  })

  test('calls nobody back who called it off, and leaves no listener behind', () => {
    const controller = new AbortController()
    const called: string[] = []
    const first = onAbort(controller.signal, () => called.push('first'))
    const second = onAbort(controller.signal, () => called.push('second'))
    first()
    first()
    expect(listenersOf(controller.signal)).toBe(1)
    second()
    expect(listenersOf(controller.signal)).toBe(0)
    controller.abort()
    expect(called).toEqual([])
  })

  test('lets the same function wait twice', () => {
    const controller = new AbortController()
    let calls = 0
    const callback = () => {
      calls++
    }
    const stop = onAbort(controller.signal, callback)
    onAbort(controller.signal, callback)
    stop()
    controller.abort()
    expect(calls).toBe(1)
  })

  test('lets a callback call off its neighbor while the signal aborts', () => {
    const controller = new AbortController()
    let stop = () => {}
    onAbort(controller.signal, () => stop())
    stop = onAbort(controller.signal, () => {})
    expect(() => controller.abort()).not.toThrow()
    expect(listenersOf(controller.signal)).toBe(0)
  })
})
