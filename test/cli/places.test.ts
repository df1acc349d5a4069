import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listPlaces } from '../../src/cli/places.ts'

test.each<[readonly number[], string]>([
  [[], ''],
  [[7], '#7'],
  [[0, 1], '#0-1'],
  [[0, 2, 3, 4, 9], '#0, #2-4, #9'],
  [[3, 3, 4], '#3-4'],
])('%j reads "%s"', (indexes, words) => {
  expect(listPlaces(indexes)).toBe(words)
})

test('of very many places the first are shown and the rest counted', () => {
  const even = Array.from({ length: 500 }, (_, index) => index * 2)
  expect(listPlaces(even)).toMatch(/^#0, #2, .*, #78 and 460 more$/)
})

test('every place is shown or counted', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(300)), places => {
      const words = listPlaces(places.sort((a, b) => a - b))
      const stretches = [...words.matchAll(/#(\d+)(?:-(\d+))?/g)]
      const shown = stretches.reduce((sum, [, from, to]) => sum + Number(to ?? from) - Number(from) + 1, 0)
      expect(shown + Number(/and (\d+) more$/.exec(words)?.[1] ?? 0)).toBe(places.length)
    }),
  )
})
