import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { type RetryReport, retryReporter } from '../../src/retry/report.ts'
import { type Clock, systemClock } from '../../src/retry/sleep.ts'
import { busy, refused, reset } from './faults.ts'

/** Time that stands still until it is let on. */
function handClock(): Clock & { pass: (ms: number) => void } {
  let now = Date.UTC(2026, 10, 26, 8)
  let due: { at: number; call: () => void }[] = []
  return {
    now: () => now,
    after: (delayMs, call) => {
      const one = { at: now + delayMs, call }
      due.push(one)
      return () => {
        due = due.filter(other => other !== one)
      }
    },
    pass: ms => {
      now += ms
      const ready = due.filter(({ at }) => at <= now)
      due = due.filter(({ at }) => at > now)
      for (const { call } of ready) call()
    },
  }
}

function reporter(options: { maxLines?: number; deliver?: (report: RetryReport) => unknown } = {}) {
  const reports: RetryReport[] = []
  const clock = handClock()
  const made = retryReporter({ deliver: report => reports.push(report), everyMs: 60_000, clock, ...options })
  const given = { stopped: { because: 'unsafe' as const, reason: 'r' } }
  return {
    reports,
    clock,
    flush: made.flush,
    recover: (operation = 'Read', retries = 1) =>
      made.onRecovered?.({ operation, retries, durationMs: 1, fault: busy }),
    giveUp: (operation = 'Add') => made.onGiveUp?.({ operation, durationMs: 1, fault: { ...reset, ...given } }),
    refuse: (code: string) =>
      made.onGiveUp?.({ operation: 'Add', durationMs: 1, fault: refused({ code, title: code }) }),
  }
}

describe('retryReporter', () => {
  test('gathers what happened into one report for each stretch of time', () => {
    const { recover, giveUp, clock, reports } = reporter()
    recover('Read', 1)
    recover('Read', 3)
    giveUp()
    clock.pass(59_999)
    expect(reports).toEqual([])
    clock.pass(1)
    expect(reports).toHaveLength(1)
    expect(reports[0]).toMatchObject({
      from: Date.UTC(2026, 10, 26, 8),
      to: Date.UTC(2026, 10, 26, 8, 1),
      recovered: [{ operation: 'Read', category: 'unavailable', code: '414', count: 2, retries: 3 }],
      gaveUp: [{ operation: 'Add', category: 'unavailable', count: 1, because: 'unsafe', applied: 'maybe' }],
    })
    expect(JSON.parse(JSON.stringify(reports[0]))).toEqual(reports[0])
    expect(reports[0]?.text).toBe(
      `Calls from 2026-11-26T08:00:00Z to 2026-11-26T08:01:00Z: 1 failed for good, 2 succeeded after repeats

Failed for good:
  1 x Add: ${reset.title} (unavailable), unsafe, may have been done (maybe)

Succeeded after repeats:
  2 x Read: t (unavailable, code 414), at most 3 repeats
`,
    )
  })

  test('is silent where nothing happened, and begins a new stretch with the next event', () => {
    const { recover, clock, reports, flush } = reporter()
    clock.pass(600_000)
    flush()
    expect(reports).toEqual([])
    recover()
    clock.pass(60_000)
    clock.pass(60_000)
    recover()
    flush()
    flush()
    clock.pass(60_000)
    expect(reports.map(({ recovered }) => recovered[0]?.count)).toEqual([1, 1])
  })

  test('stays short, however many different faults there are', () => {
    const { refuse, flush, reports } = reporter({ maxLines: 3 })
    for (let n = 0; n < 5_000; n++) refuse(String(n))
    flush()
    const gaveUp = reports[0]?.gaveUp ?? []
    expect(gaveUp).toHaveLength(4)
    expect(gaveUp.reduce((sum, { count }) => sum + count, 0)).toBe(5_000)
  })

  test('says of the faults that it sums up what the worst of them says, and how often they were repeated', () => {
    const { recover, giveUp, refuse, flush, reports } = reporter({ maxLines: 1 })
    recover('Read')
    recover('Read')
    recover('Time', 3)
    refuse('1')
    refuse('1')
    giveUp()
    flush()
    expect(reports[0]?.text).toMatch(/1 x any: 1 other faults \(unknown\), at most 3 repeats/)
    expect(reports[0]?.text).toMatch(/1 x any: 1 other faults \(unknown\), may have been done \(maybe\)/)
  })

  test.each<[string, object]>([
    ['deliver', {}],
    ['everyMs', { deliver: () => {}, everyMs: Number.NaN }],
    ['maxLines', { deliver: () => {}, maxLines: -1 }],
  ])('`%s` that cannot be used is told at once', (name, options) => {
    expect(() => retryReporter(options as never)).toThrow(`\`${name}\``)
  })

  test.each([
    [
      'throws',
      () => {
        throw new Error('mail is down')
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('mail is down')
      },
    ],
  ])('who takes the report and %s troubles nobody', (_, deliver) => {
    const { giveUp, flush } = reporter({ deliver })
    giveUp()
    expect(flush).not.toThrow()
  })

  test('a report that is due does not keep the process alive', () => {
    const alive = () => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length
    const before = alive()
    const stop = systemClock.after(60_000, () => {}, { background: true })
    const during = alive()
    stop()
    const stopOther = systemClock.after(60_000, () => {})
    const other = alive()
    stopOther()
    expect([during - before, other - before]).toEqual([0, 1])
  })
})
