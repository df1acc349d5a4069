import { describe, expect, test } from 'vitest'
import { mishaps } from './intacct/mishaps.ts'
import { intacctScenario } from './intacct.ts'
import type { Bend } from './scenario.ts'
import { tally } from './tally.ts'

const order = { seed: 7, calls: 80 }
const play = async (bend?: Bend, seed = order.seed) =>
  tally('intacct', { ...order, seed }, await intacctScenario.play({ ...order, seed }, bend))

// Waits of the clients are real ones, if short.
describe('the Intacct scenario', { concurrent: true, timeout: 60_000 }, () => {
  test('finds callers and sandbox in agreement, and comes out the same again', async ({ expect }) => {
    const [one, other] = await Promise.all([play(), play()])
    expect(one).toMatchObject({ calls: 80, lost: 0, doubled: 0, falseNo: 0, needlessStops: 0 })
    expect(one.results).toBeGreaterThan(500)
    expect(one.unsafeStops).toBeGreaterThan(0)
    expect(one.retries).toBeGreaterThan(100)
    expect(other).toEqual(one)
  })

  test('finds the same where the service has its other forms', async ({ expect }) => {
    expect(await play({}, 8)).toMatchObject({ lost: 0, doubled: 0, falseNo: 0, needlessStops: 0 })
  })

  test('sees a rule that lies about what was done', async ({ expect }) => {
    const lying = await play({ retry: { rules: [() => ({ applied: 'no', remedy: 'wait' })] } })
    expect(lying.falseNo).toBeGreaterThan(0)
  })

  test('sees that functions are lost whose failure nobody hears of', async ({ expect }) => {
    const deaf = await play({ hear: () => ({ done: true }) })
    expect(deaf.lost).toBeGreaterThan(0)
    expect(deaf.doubled).toBe(0)
  })

  test('sees needless stops where nothing is repeated', async ({ expect }) => {
    const timid = await play({ retry: false })
    expect(timid.needlessStops).toBeGreaterThan(50)
    expect(timid).toMatchObject({ lost: 0, doubled: 0 })
  })
})

describe('the trouble of the Intacct scenario', () => {
  test('is of more than ten kinds, a fifth of them processes that die midway', () => {
    expect(new Set(mishaps.all.map(({ trouble }) => trouble)).size).toBe(mishaps.all.length)
    const deaths = mishaps.all.filter(({ strikes }) => strikes.kind === 'mid-process')
    expect(deaths.length / mishaps.all.length).toBeGreaterThan(0.2)
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
