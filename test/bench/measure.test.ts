import { describe, expect, test } from 'vitest'
import { measure, median } from '../../bench/measure.ts'

describe('measure', () => {
  const names = ['a', 'b', 'c', 'd', 'e']

  function roundsOf(rounds: number): string[][] {
    const calls: string[] = []
    measure(
      names.map(name => ({ run: () => calls.push(name) })),
      { rounds, sampleMs: 0, warmUpMs: 0 },
    )
    return Array.from({ length: calls.length / names.length }, (_, round) =>
      calls.slice(round * names.length, (round + 1) * names.length),
    )
  }

  test('lets every task have its turn in every round', () => {
    const rounds = roundsOf(4)
    expect(rounds.map(round => [...round].sort())).toEqual([names, names, names, names])
  })

  test('draws the order anew for each round, and the same in each run', () => {
    const rounds = roundsOf(4)
    expect(new Set(rounds.map(round => round.join(''))).size).toBeGreaterThan(1)
    expect(roundsOf(4)).toEqual(rounds)
  })

  test('repeats a call until the sample is long enough', () => {
    let calls = 0
    measure([{ run: () => (calls += 1) }], { rounds: 1, sampleMs: 2, warmUpMs: 0 })
    expect(calls).toBeGreaterThan(10)
  })

  test('leaves out a task that has had enough, and no other', () => {
    const calls: string[] = []
    const busy = (name: string, ms: number) => ({
      run: () => {
        calls.push(name)
        const end = performance.now() + ms
        while (performance.now() < end);
      },
    })
    measure([busy('long', 60), busy('short', 0)], { rounds: 5, sampleMs: 0, warmUpMs: 0, enoughMs: 100 })
    expect(calls.filter(name => name === 'long').length).toBeLessThan(3)
    expect(calls.filter(name => name === 'short')).toHaveLength(5)
  })

  test('gives the time of one call in the order of the tasks', () => {
    const spin = (ms: number) => () => {
      const end = performance.now() + ms
      while (performance.now() < end);
    }
    const [short = 0, long = 0] = measure([{ run: spin(1) }, { run: spin(4) }], { rounds: 3, sampleMs: 5, warmUpMs: 0 })
    expect(short).toBeGreaterThanOrEqual(1000)
    expect(long).toBeGreaterThanOrEqual(4000)
  })

  test.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[7], 7],
  ])('the median of %j is %d', (samples, expected) => {
    expect(median(samples)).toBe(expected)
  })
})
