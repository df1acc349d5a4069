import { createHash } from 'node:crypto'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { recordFields } from '../../bench/bodies/record.ts'
import { type BodyName, bodyNamed, bodyNames, LARGE } from '../../bench/bodies.ts'
import { countElements } from '../../bench/data.ts'
import { dataOf } from '../../bench/subjects/fast-xml-parser.ts'

const readable = bodyNames.filter(name => name !== LARGE)
const size = { B: 1, KB: 1e3, MB: 1e6 }

describe('the bodies of the bench', () => {
  test.each(readable)('%s is the same whenever it is written', name => {
    expect(digest(name)).toBe(digest(name))
  })

  test.each(readable)('%s is well-formed, its namespaces included', name => {
    const sax = new SaxesParser({ xmlns: true })
    sax.on('error', error => {
      throw error
    })
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bodyNamed(name).bytes)
    expect(() => sax.write(text).close()).not.toThrow()
  })

  test.each(bodyNames.filter(name => /\d/.test(name)))('%s is about as large as its name says', name => {
    const [, number = '', unit = 'B'] = /(\d+)(B|KB|MB)$/.exec(name) ?? []
    const named = Number(number) * size[unit as keyof typeof size]
    // The large one is not written out for this: a hundredth of its records shows as much.
    const actual = name === LARGE ? bodyNamed(LARGE, 237).bytes.byteLength * 100 : bodyNamed(name).bytes.byteLength
    expect(actual / named).toBeGreaterThan(0.9)
    expect(actual / named).toBeLessThan(1.1)
  })

  test('a body cut short has the elements of fewer records', () => {
    const all = countElements(dataOf(bodyNamed('read-2MB').bytes))
    const few = countElements(dataOf(bodyNamed('read-2MB', 10).bytes))
    expect((few - 3) * 100).toBe(all - 3) // response, Auth, Read
  })
})

describe('the records', () => {
  test('have 40 fields each', () => {
    expect(new Set(recordFields(100).map(fields => fields.length))).toEqual(new Set([40]))
  })

  test('of the irregular shape lack about a quarter of the fields, each others', () => {
    const counts = recordFields(1000, { shape: 'irregular' }).map(fields => fields.length)
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
    expect(mean).toBeGreaterThan(28)
    expect(mean).toBeLessThan(32)
    expect(new Set(counts).size).toBeGreaterThan(5)
  })

  test('of the irregular shape have, about one in ten, another order', () => {
    const order = recordFields(1)[0]?.map(([name]) => name) ?? []
    const records = recordFields(1000, { shape: 'irregular' }).map(fields => fields.map(([name]) => name))
    const shuffled = records.filter(names => names.some((name, at) => at > 0 && isBefore(order, name, names[at - 1])))
    expect(shuffled.length).toBeGreaterThan(60)
    expect(shuffled.length).toBeLessThan(140)
  })

  test('of non-Latin words are mostly not Latin, and leave the basic plane', () => {
    const text = new TextDecoder().decode(bodyNamed('read-unicode').bytes)
    expect(text.length).toBeLessThan(bodyNamed('read-unicode').bytes.byteLength * 0.9)
    const scripts = [/\p{Script=Greek}/u, /\p{Script=Cyrillic}/u, /\p{Script=Han}/u, /[\u{10000}-\u{10FFFF}]/u]
    expect(scripts.filter(script => !script.test(text))).toEqual([])
  })
})

function digest(name: BodyName): string {
  return createHash('sha256').update(bodyNamed(name).bytes).digest('hex')
}

function isBefore(order: readonly string[], name: string, previous: string | undefined): boolean {
  return previous !== undefined && order.indexOf(name) < order.indexOf(previous)
}
