import { describe, expect, test } from 'vitest'
import { mishaps } from './openair/mishaps.ts'
import { openAirScenario } from './openair.ts'
import type { Bend } from './scenario.ts'
import { tally } from './tally.ts'

const order = { seed: 7, calls: 400 }
const play = async (bend?: Bend) => tally('openair', order, await openAirScenario.play(order, bend))

// Waits of the clients are real ones, if short.
describe('the OpenAir scenario', { concurrent: true, timeout: 60_000 }, () => {
  test('finds callers and sandbox in agreement, and comes out the same again', async ({ expect }) => {
    const [one, other] = await Promise.all([play(), play()])
    expect(one).toMatchObject({ calls: 400, lost: 0, doubled: 0, falseNo: 0, needlessStops: 0 })
    expect(one.unsafeStops).toBeGreaterThan(0)
    expect(one.retries).toBeGreaterThan(100)
    expect(other).toEqual(one)
  })

  test('sees that adds are done twice under a rule that lies about what was done', async ({ expect }) => {
    const lying = await play({ retry: { rules: [() => ({ applied: 'no', remedy: 'wait' })] } })
    expect(lying.doubled).toBeGreaterThan(0)
    expect(lying.falseNo).toBeGreaterThan(0)
  })

  test('sees that calls are lost whose failure nobody hears of', async ({ expect }) => {
    const deaf = await play({ hear: () => ({ done: true }) })
    expect(deaf.lost).toBeGreaterThan(0)
    expect(deaf.doubled).toBe(0)
  })

  test.each<[string, Bend]>([
    ['nothing is repeated', { retry: false }],
    ['every repeat is forbidden', { retry: { rules: [() => ({ retry: 'forbid' })] } }],
    ['whatever fails is said to be final', { retry: { rules: [() => ({ remedy: 'contact' })] } }],
  ])('sees needless stops where %s', async (_, bend) => {
    const timid = await play(bend)
    expect(timid.needlessStops).toBeGreaterThan(30)
    expect(timid).toMatchObject({ lost: 0, doubled: 0 })
  })
})

describe('the trouble of the OpenAir scenario', () => {
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

  test('proves that nothing was done only where the service refuses by a code', () => {
    for (const { clear, strikes } of mishaps.all) expect(clear).toBe(strikes.kind === 'code')
  })
})
