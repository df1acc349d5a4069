import { describe, expect, test } from 'vitest'
import { mishaps } from './keap/mishaps.ts'
import { keapScenario } from './keap.ts'
import type { Bend } from './scenario.ts'
import { tally } from './tally.ts'

const order = { seed: 7, calls: 400 }
const play = async (bend?: Bend) => tally('keap', order, await keapScenario.play(order, bend))

// Waits of the clients are real ones, if short.
describe('the Keap scenario', { concurrent: true, timeout: 60_000 }, () => {
  test('finds callers and sandbox in agreement, and comes out the same again', async ({ expect }) => {
    const [one, other] = await Promise.all([play(), play()])
    expect(one).toMatchObject({ calls: 400, lost: 0, doubled: 0, falseNo: 0, needlessStops: 0 })
    expect(one.unsafeStops).toBeGreaterThan(0)
    expect(one.retries).toBeGreaterThan(50)
    expect(other).toEqual(one)
  })

  test('charges no card again that was declined, and never takes a broken charge for undone', async ({ expect }) => {
    const stories = await keapScenario.play(order)
    const charges = stories.filter(({ operation }) => operation === 'charge')
    const ends = (name: string) => charges.filter(({ attempts }) => lastTrouble(attempts) === `charge-${name}`)
    for (const { told } of ends('declined'))
      expect(told).toMatchObject({ fault: { category: 'declined', applied: 'no', stopped: { because: 'final' } } })
    for (const { told } of [...ends('broken-before'), ...ends('broken-after')])
      expect(told).toMatchObject({ fault: { applied: 'maybe', remedy: 'reconcile', stopped: { because: 'unsafe' } } })
    expect([ends('declined').length, ends('broken-after').length].every(count => count > 0)).toBe(true)
    for (const { attempts } of charges)
      expect(attempts.slice(0, -1).flatMap(({ knocks }) => knocks.filter(({ final }) => final))).toEqual([])
  })

  test('sees that e-mails go out twice under a rule that lies about what was done', async ({ expect }) => {
    const lying = await play({ retry: { rules: [() => ({ applied: 'no', remedy: 'wait' })] } })
    expect(lying.doubled).toBeGreaterThan(0)
    expect(lying.falseNo).toBeGreaterThan(0)
  })

  test('sees that calls are lost whose failure nobody hears of', async ({ expect }) => {
    const deaf = await play({ hear: () => ({ done: true }) })
    expect(deaf.lost).toBeGreaterThan(0)
    expect(deaf.doubled).toBe(0)
  })

  test('sees needless stops where nothing is repeated', async ({ expect }) => {
    const timid = await play({ retry: false })
    expect(timid.needlessStops).toBeGreaterThan(20)
    expect(timid).toMatchObject({ lost: 0, doubled: 0 })
  })
})

type Attempts = Awaited<ReturnType<typeof keapScenario.play>>[number]['attempts']

const lastTrouble = (attempts: Attempts) => attempts.at(-1)?.knocks.at(-1)?.trouble

describe('the trouble of the Keap scenario', () => {
  test('is of more than ten kinds', () => {
    expect(mishaps.all.length).toBeGreaterThan(10)
    expect(new Set(mishaps.all.map(({ trouble }) => trouble)).size).toBe(mishaps.all.length)
  })

  const before = mishaps.all.filter(({ trouble, clear }) => trouble.endsWith('-before') && !clear)

  test.each(before.map(({ trouble }) => trouble))('%s looks like a twin of it that strikes after the work', name => {
    const looks = (trouble: string) => {
      const { strikes, trouble: _, ...rest } = mishaps.all.find(one => one.trouble === trouble) ?? {}
      return { ...rest, strikes: { ...strikes, when: 'after' } }
    }
    expect(looks(name)).toEqual(looks(name.replace(/before$/, 'after')))
  })
})
