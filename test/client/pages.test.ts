import { err, ok, type Result } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import { obtain } from '../../src/client/credentials.ts'
import { memory } from '../../src/client/openair/memory.ts'
import { walk } from '../../src/client/openair/pages.ts'
import { systemClock } from '../../src/retry/sleep.ts'

type Row = { readonly id?: string; readonly name?: string }

async function drain(
  pages: (offset: number, limit: number) => Result<readonly Row[], string>,
  limit: number,
  first = 0,
) {
  const asked: number[] = []
  const results: Result<Row, string>[] = []
  const page = async (offset: number, most: number) => {
    asked.push(offset)
    if (asked.length > 50) throw new Error('walks for ever')
    return pages(offset, most)
  }
  for await (const result of walk(page, first, limit)) results.push(result)
  return {
    asked,
    shown: results.map(one =>
      one.match(
        row => row.id ?? row.name ?? '',
        fault => `Err ${fault}`,
      ),
    ),
  }
}

const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ id: String(index) }))

describe('a walk through pages', () => {
  test.each([
    [0, 3, [0]],
    [2, 3, [0]],
    [3, 3, [0, 3]],
    [7, 3, [0, 3, 6]],
  ])('of %i records, %i a page, asks from %o', async (count, limit, offsets) => {
    const all = rows(count)
    const { asked, shown } = await drain((offset, most) => ok(all.slice(offset, offset + most)), limit)
    expect(asked).toEqual(offsets)
    expect(shown).toEqual(all.map(({ id }) => id))
  })

  test('begins where it is told', async () => {
    const { asked, shown } = await drain((offset, most) => ok(rows(5).slice(offset, offset + most)), 2, 3)
    expect(asked).toEqual([3, 5])
    expect(shown).toEqual(['3', '4'])
  })

  test('skips a record that comes again', async () => {
    const pages: Record<number, Row[]> = { 0: [{ id: '1' }, { id: '2' }], 2: [{ id: '2' }, { id: '3' }], 4: [] }
    expect((await drain(offset => ok(pages[offset] ?? []), 2)).shown).toEqual(['1', '2', '3'])
  })

  test('ends where the service ignores the offset', async () => {
    expect(await drain(() => ok(rows(2)), 2)).toEqual({ asked: [0, 2], shown: ['0', '1'] })
    const named = [{ name: 'a' }, { name: 'a' }]
    expect(await drain(() => ok(named), 2)).toEqual({ asked: [0, 2], shown: ['a', 'a'] })
  })

  test('gives every record that has no id', async () => {
    const pages: Record<number, Row[]> = { 0: [{ name: 'a' }, { name: 'a' }], 2: [{ name: 'a' }, { name: 'b' }], 4: [] }
    expect((await drain(offset => ok(pages[offset] ?? []), 2)).shown).toEqual(['a', 'a', 'a', 'b'])
  })

  test('gives a fault last', async () => {
    const { asked, shown } = await drain(offset => (offset === 0 ? ok(rows(2)) : err('cut')), 2)
    expect(asked).toEqual([0, 2])
    expect(shown).toEqual(['0', '1', 'Err cut'])
  })
})

describe('a memory', () => {
  test('keeps a value for its time and forgets the oldest of too many', () => {
    let now = 0
    const kept = memory<string>({ ...systemClock, now: () => now }, 2)
    kept.keep('a', 'A', 10)
    kept.keep('b', 'B', Number.POSITIVE_INFINITY)
    now = 9
    expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual(['A', 'B', undefined])
    now = 10
    expect(kept.get('a')).toBeUndefined()
    kept.keep('a', 'A2', 10)
    kept.keep('c', 'C', 10)
    expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual(['A2', undefined, 'C'])
  })
})

describe('a secret', () => {
  test('is not asked for once the call is cancelled', async () => {
    let asked = 0
    const secret = async () => `secret ${++asked}`
    expect((await obtain(secret, AbortSignal.abort()))._unsafeUnwrapErr().problem).toBe('cancelled')
    expect(asked).toBe(0)
    expect((await obtain(secret))._unsafeUnwrap()).toBe('secret 1')
    expect((await obtain(secret, new AbortController().signal))._unsafeUnwrap()).toBe('secret 2')
  })

  test('that never comes is given up with the call', async () => {
    const controller = new AbortController()
    const waiting = obtain(() => new Promise<string>(() => {}), controller.signal)
    controller.abort()
    expect((await waiting)._unsafeUnwrapErr()).toMatchObject({ problem: 'cancelled', applied: 'no' })
  })
})
