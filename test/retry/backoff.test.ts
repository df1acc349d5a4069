import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { constant, delays, exponential, type Jitter } from '../../src/retry/backoff.ts'
import { retryBudget } from '../../src/retry/budget.ts'

const half = () => 0.5

describe('backoff', () => {
  test.each<[Jitter, number[]]>([
    ['none', [500, 1000, 2000, 4000, 8000, 16000, 20000, 20000]],
    ['full', [250, 500, 1000, 2000, 4000, 8000, 10000, 10000]],
    ['equal', [375, 750, 1500, 3000, 6000, 12000, 15000, 15000]],
  ])('grows with jitter %s up to the cap', (jitter, expected) => {
    const backoff = exponential({ jitter })
    expect(expected.map((_, index) => backoff(index + 1, half))).toEqual(expected)
  })

  test('decorrelated jitter goes by the wait before', () => {
    const backoff = exponential({ jitter: 'decorrelated' })
    expect([0, 1000, 20_000].map(before => backoff(1, half, before))).toEqual([1000, 1750, 20_000])
  })

  test('a list is followed, its last delay again and again', () => {
    expect([1, 2, 3, 9].map(repeat => delays(10, 20, 30)(repeat, half))).toEqual([10, 20, 30, 30])
    expect(delays()(1, half)).toBe(0)
    expect(constant(70)(5, half)).toBe(70)
  })

  test('is finite, never negative and never above the cap, whatever is put in', () => {
    const any = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 0))
    const jitter = fc.constantFrom<Jitter>('full', 'equal', 'decorrelated', 'none')
    fc.assert(
      fc.property(any, any, any, jitter, any, any, any, (baseMs, capMs, factor, kind, repeat, random, before) => {
        const cap = Number.isNaN(capMs) ? 20_000 : Math.max(0, capMs)
        for (const backoff of [
          exponential({ baseMs, capMs, factor, jitter: kind }),
          constant(baseMs),
          delays(baseMs, capMs),
        ]) {
          const delay = backoff(repeat, () => random, before)
          expect(Number.isFinite(delay)).toBe(true)
          expect(delay).toBeGreaterThanOrEqual(0)
        }
        expect(exponential({ baseMs, capMs, factor, jitter: kind })(repeat, () => random, before)).toBeLessThanOrEqual(
          cap,
        )
      }),
    )
  })
})

describe('retryBudget', () => {
  test('takes what is there, gives back up to the full measure, and never goes below nothing', () => {
    const budget = retryBudget(12)
    expect([budget.take(5), budget.take(10), budget.left(), budget.take(7), budget.take(1)]).toEqual([
      true,
      false,
      7,
      true,
      false,
    ])
    budget.give(100)
    expect(budget.left()).toBe(12)
  })

  test('100 repeats use up the default of 500', () => {
    const budget = retryBudget()
    expect(Array.from({ length: 101 }, () => budget.take(5)).filter(Boolean)).toHaveLength(100)
  })

  test('wants a number', () => {
    expect(() => retryBudget(Number.NaN)).toThrow(/retryBudget/)
  })
})
