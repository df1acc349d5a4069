import { expect, test } from 'vitest'
import { quotaWaitMs } from '../../../src/dialects/keap/quota.ts'

const NOON = 'Wed, 18 Nov 2026 12:00:00 GMT'
const ONE_O_CLOCK = Date.UTC(2026, 10, 18, 13)

interface Case {
  readonly what: string
  readonly quota?: Readonly<Record<string, string>>
  readonly throttle?: Readonly<Record<string, string>>
  readonly date?: string
  readonly wait: number | undefined
}

const day = { limit: '30000', 'time-unit': 'day', interval: '1' }
const minute = { limit: '240', 'time-unit': 'minute', interval: '1' }

const cases: readonly Case[] = [
  { what: 'nothing is said', wait: undefined },
  { what: 'only one of the two is told, and calls are left', throttle: { ...minute, available: '3' }, wait: undefined },
  {
    what: 'calls are left in both',
    quota: { ...day, available: '9' },
    throttle: { ...minute, available: '3' },
    wait: 1_000,
  },
  { what: 'the minute is used up', throttle: { ...minute, available: '0' }, wait: 60_000 },
  { what: 'the minute is overdrawn', throttle: { ...minute, available: '-4' }, wait: 60_000 },
  { what: 'only limit and use are told', throttle: { ...minute, used: '240' }, wait: 60_000 },
  { what: 'five seconds are used up', throttle: { available: '0', 'time-unit': 'Second', interval: '5' }, wait: 5_000 },
  { what: 'the unit is not known', throttle: { available: '0', 'time-unit': 'fortnight' }, wait: 60_000 },
  { what: 'the unit is a name of prototypes', throttle: { available: '0', 'time-unit': 'constructor' }, wait: 60_000 },
  {
    what: 'the day is used up, until a time in milliseconds',
    quota: { ...day, available: '0', 'expiry-time': String(ONE_O_CLOCK) },
    date: NOON,
    wait: 3_600_000,
  },
  {
    what: 'the day is used up, until a time in seconds',
    quota: { ...day, available: '0', 'expiry-time': String(ONE_O_CLOCK / 1_000) },
    date: NOON,
    wait: 3_600_000,
  },
  {
    what: 'the day is used up, until a time of nine digits',
    quota: { ...day, available: '0', 'expiry-time': '158663200' },
    date: NOON,
    wait: 43_200_000,
  },
  {
    what: 'the day is used up, until a time that has passed',
    quota: { ...day, available: '0', 'expiry-time': String(ONE_O_CLOCK - 86_400_000) },
    date: NOON,
    wait: 43_200_000,
  },
  {
    what: 'the day is used up, until a time years away',
    quota: { ...day, available: '0', 'expiry-time': '9999999999999' },
    date: NOON,
    wait: 43_200_000,
  },
  {
    what: 'the day is used up, and the answer has no date',
    quota: { ...day, available: '0', 'expiry-time': String(ONE_O_CLOCK) },
    wait: 3_600_000,
  },
  {
    what: 'the day is used up, and the date is none',
    quota: { ...day, available: '0' },
    date: 'tomorrow',
    wait: 3_600_000,
  },
  {
    what: 'both are used up',
    quota: { ...day, available: '0' },
    throttle: { ...minute, available: '0' },
    date: NOON,
    wait: 43_200_000,
  },
  {
    what: 'numbers are none',
    quota: { ...day, available: 'none' },
    throttle: { ...minute, available: '1e9' },
    wait: undefined,
  },
]

test.each(cases)('where $what the wait is $wait ms', ({ quota = {}, throttle = {}, date, wait }) => {
  const named = (bucket: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([name, value]) => [`X-Keap-Product-${bucket}-${name}`, value] as const)
  const headers = [
    ...named('Quota', quota),
    ...named('Throttle', throttle),
    ...(date === undefined ? [] : [['Date', date] as const]),
  ]
  expect(quotaWaitMs(headers)).toBe(wait)
})
