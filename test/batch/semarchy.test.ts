import { describe, expect, test } from 'vitest'
import { type InvokeAllOptions, invokeAll } from '../../src/batch.ts'
import { virtualClock } from '../retry/clock.ts'
import { endOf, type Script } from './scripted.ts'

/** Runs scripted rows, and gives the figures of the tables in Semarchy's terms. */
async function figures(rows: readonly Script[], options: Partial<InvokeAllOptions<Script, string>>) {
  const clock = virtualClock()
  const report = await invokeAll(rows, {
    idempotency: 'once',
    call: async (script, { attempt }) => endOf(script, attempt),
    clock,
    random: () => 0,
    ...options,
  })
  const { end, successful, unsuccessful, notInvoked, attempts } = report
  return [end, successful, unsuccessful, notInvoked, attempts, clock.now()]
}

const thousand = Array<Script>(1_000).fill('F')
type Accepted = readonly [
  n: number,
  retryNumber: number,
  delay: number,
  retryDelay: number | undefined,
  stopWhen: 'exceeded' | 'reached',
]

describe("Semarchy's rules since runtime S17.6.2", () => {
  test.each<[number, readonly Script[] | string, ...Accepted, string, number, number, number, number, number]>([
    [1, 'S F S F S F', -1, 0, 0, undefined, 'exceeded', 'completed', 3, 3, 0, 6, 0],
    [2, 'S F S S', 1, 0, 0, undefined, 'exceeded', 'completed', 3, 1, 0, 4, 0],
    [3, 'S F S F S', 1, 0, 0, undefined, 'exceeded', 'too-many-errors', 2, 2, 1, 4, 0],
    [4, 'F S S', 0, 0, 0, undefined, 'exceeded', 'too-many-errors', 0, 1, 2, 1, 0],
    [5, 'S S S', 0, 0, 0, undefined, 'exceeded', 'completed', 3, 0, 0, 3, 0],
    [6, 'S F S', 1, 0, 0, undefined, 'reached', 'too-many-errors', 1, 1, 1, 2, 0],
    [7, 'F S F S', 2, 0, 0, undefined, 'reached', 'too-many-errors', 1, 2, 1, 3, 0],
    [8, 'FFS FFF S', -1, 2, 100, 2000, 'exceeded', 'completed', 2, 1, 0, 7, 8200],
    [9, 'FFS FFF S', -1, 2, 100, undefined, 'exceeded', 'completed', 2, 1, 0, 7, 600],
    [10, 'FFFS S', 0, 3, 0, 500, 'exceeded', 'completed', 2, 0, 0, 5, 1500],
    [11, 'FFFF S', 0, 3, 0, 500, 'exceeded', 'too-many-errors', 0, 1, 1, 4, 1500],
    [12, 'S TTTT S S', 5, 3, 50, 1000, 'exceeded', 'technical', 1, 1, 2, 5, 3050],
    [13, 'S TTS S', 0, 3, 50, 1000, 'exceeded', 'completed', 3, 0, 0, 5, 2100],
    [14, 'S TF S', 1, 1, 0, 0, 'exceeded', 'completed', 2, 1, 0, 4, 0],
    [15, 'S FT S', 1, 1, 0, 0, 'exceeded', 'technical', 1, 1, 1, 3, 0],
    [16, 'F F F F F', 2, 1, 10, 0, 'exceeded', 'too-many-errors', 0, 3, 2, 6, 20],
    [17, 'F T S', -1, 0, 0, undefined, 'exceeded', 'technical', 0, 2, 1, 2, 0],
    [18, thousand, -1, 2, 20, 100, 'exceeded', 'completed', 0, 1000, 0, 3000, 219_980],
    [19, thousand, 10, 2, 20, 100, 'exceeded', 'too-many-errors', 0, 11, 989, 33, 2400],
  ])('example %i', async (_, rows, n, retryNumber, delayBetweenInvocationsMs, retryDelayMs, stopWhen, ...expected) => {
    const scripts = typeof rows === 'string' ? rows.split(' ') : rows
    const told = await figures(scripts, {
      errorAcceptanceNumber: n,
      retryNumber,
      delayBetweenInvocationsMs,
      ...(retryDelayMs === undefined ? {} : { retryDelayMs }),
      stopWhen,
    })
    expect(told).toEqual(expected)
  })
})

describe("Semarchy's rules before runtime S17.6.2", () => {
  const rows = ['FS', 'FS', 'FFF', 'S', 'FS']
  test.each<
    [
      NonNullable<InvokeAllOptions<Script, string>['generation']>,
      number,
      'exceeded' | 'reached',
      number,
      number,
      number,
      number,
      string,
    ]
  >([
    ['current', -1, 'exceeded', 4, 1, 0, 10, 'completed'],
    ['current', 1, 'exceeded', 4, 1, 0, 10, 'completed'],
    ['current', 2, 'exceeded', 4, 1, 0, 10, 'completed'],
    ['current', 0, 'exceeded', 2, 1, 2, 7, 'too-many-errors'],
    ['before-S17.6.2-rest', -1, 'exceeded', 1, 4, 0, 5, 'completed'],
    ['before-S17.6.2-soap', -1, 'exceeded', 1, 4, 0, 5, 'completed'],
    ['before-S17.6.2-rest', 0, 'exceeded', 2, 1, 2, 7, 'too-many-errors'],
    ['before-S17.6.2-rest', 1, 'exceeded', 1, 2, 2, 6, 'too-many-errors'],
    ['before-S17.6.2-rest', 2, 'exceeded', 0, 3, 2, 5, 'too-many-errors'],
    ['before-S17.6.2-rest', 2, 'reached', 1, 2, 2, 6, 'too-many-errors'],
    ['before-S17.6.2-soap', 0, 'exceeded', 4, 1, 0, 10, 'completed'],
    ['before-S17.6.2-soap', 1, 'exceeded', 3, 2, 0, 9, 'completed'],
    ['before-S17.6.2-soap', 2, 'exceeded', 2, 3, 0, 8, 'completed'],
    ['before-S17.6.2-soap', 2, 'reached', 3, 2, 0, 9, 'completed'],
  ])('%s, %i accepted, %s', async (generation, n, stopWhen, successful, unsuccessful, notInvoked, attempts, end) => {
    const told = await figures(rows, { generation, errorAcceptanceNumber: n, stopWhen, retryNumber: 2 })
    expect(told.slice(0, 5)).toEqual([end, successful, unsuccessful, notInvoked, attempts])
  })
})
