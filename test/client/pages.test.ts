import { err, ok, type Result } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import { memory } from '../../src/client/openair/memory.ts'
import { walk } from '../../src/client/call/pages.ts'
import { systemClock } from '../../src/retry/sleep.ts'

type Row = { readonly id?: string; readonly name?: string }

async function drain(
  pages: (offset: number, limit: number) => Result<readonly Row[], string>,
  limit: number,
  first = 0,
) {
  const asked: number[] = []
  const results: Result<Row, string>[] = []
  async function* page(offset: number, most: number): AsyncGenerator<Result<Row, string>> {
    asked.push(offset)
    if (asked.length > 50) throw new Error('walks for ever')
    const got = pages(offset, most)
    if (got.isErr()) yield err(got.error)
    else for (const row of got.value) yield ok(row)
  }
  for await (const result of walk({ page, first, limit, idOf: row => row.id, stuck: offset => `stuck at ${offset}` }))
    results.push(result)
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

  test('gives a nameless record of a short last page that is as one before', async () => {
    const pages: Record<number, Row[]> = { 0: [{ id: '1' }, { name: 'a' }], 2: [{ name: 'a' }] }
    expect((await drain(offset => ok(pages[offset] ?? []), 2)).shown).toEqual(['1', 'a', 'a'])
  })

  test('skips a record that comes again', async () => {
    const pages: Record<number, Row[]> = { 0: [{ id: '1' }, { id: '2' }], 2: [{ id: '2' }, { id: '3' }], 4: [] }
    expect((await drain(offset => ok(pages[offset] ?? []), 2)).shown).toEqual(['1', '2', '3'])
  })

  test('goes on where as many records were inserted ahead as a page holds', async () => {
    const all = rows(12)
    const moved = [{ id: 'new 1' }, { id: 'new 2' }, ...all]
    const { shown } = await drain((offset, most) => ok((offset === 0 ? all : moved).slice(offset, offset + most)), 2)
    expect(shown).toEqual(all.map(({ id }) => id))
  })

  test('is a fault, not an end, where the service ignores the offset', async () => {
    const expected = { asked: [0, 2, 4, 6], shown: ['0', '1', 'Err stuck at 6'] }
    expect(await drain(() => ok(rows(2)), 2)).toEqual(expected)
    const turning = (offset: number) => ok(offset % 4 === 0 ? rows(2) : rows(2).reverse())
    expect(await drain(turning, 2)).toEqual(expected)
    const named = [{ name: 'a' }, { name: 'a' }]
    expect(await drain(() => ok(named), 2)).toEqual({ asked: [0, 2, 4, 6], shown: ['a', 'a', 'Err stuck at 6'] })
  })

  test('is a fault where the last page comes again for ever', async () => {
    const all = rows(4)
    const { shown } = await drain((offset, most) => ok(all.slice(Math.min(offset, 2)).slice(0, most)), 2)
    expect(shown).toEqual(['0', '1', '2', '3', 'Err stuck at 8'])
  })

  test('gives every record that has no id, also where pages are alike by chance', async () => {
    const pages = (...names: string[]) => {
      const all = names.map(name => ({ name }))
      return drain((offset, most) => ok(all.slice(offset, offset + most)), 2)
    }
    expect((await pages('a', 'a', 'a', 'b')).shown).toEqual(['a', 'a', 'a', 'b'])
    expect((await pages('a', 'a', 'a', 'a', 'a', 'a', 'b', 'b')).shown).toEqual([...'aaaaaabb'])
    expect((await pages('a', 'a', 'a', 'a', 'a')).shown).toEqual([...'aaaaa'])
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
