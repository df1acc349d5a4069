import { expect, test } from 'vitest'
import { asked } from './asked.ts'
import type { Order, Scenario } from './scenario.ts'
import { scenarios } from './scenarios.ts'

const ferry: Scenario = { name: 'ferry', mostCalls: 50, play: async () => [] }

test.each<[string, readonly string[], Order & { readonly json: boolean }]>([
  [
    'a seed, a number of calls and json',
    ['ferry', '--seed', '0', '--calls', '50', '--json'],
    { seed: 0, calls: 50, json: true },
  ],
  ['a seed that is drawn where none is given', ['--calls=1', 'ferry'], { seed: 99, calls: 1, json: false }],
])('the command line takes %s', (_, argv, { json, ...order }) => {
  expect(asked(argv, [ferry], 99)).toEqual({ scenario: ferry, order, json })
})

test.each<[string, readonly string[]]>([
  ['no scenario is named "": there are openair, batch, intacct', []],
  ['no scenario is named "tram": there are openair, batch, intacct', ['tram', '--seed', '1']],
  ['"twice": one scenario at a time', ['openair', 'twice']],
  ["Unknown option '--speed'", ['openair', '--speed', '1']],
  ['--seed x1: takes', ['openair', '--seed', 'x1']],
  ['--calls 0: takes', ['openair', '--calls', '0']],
  ['--calls 50001: takes', ['openair', '--calls', '50001']],
])('the command line refuses with the words: %s', (words, argv) => {
  expect(asked(argv, scenarios, 99).problem).toContain(words)
})
