import { describe, expect, test } from 'vitest'
import type { Body } from '../../bench/bodies.ts'
import { check, inputFor, inputsOf } from '../../bench/check.ts'
import { difference } from '../../bench/difference.ts'
import type { Subject } from '../../bench/subject.ts'
import { dataOf } from '../../bench/subjects/fast-xml-parser.ts'
import { floors } from '../../bench/subjects/floors.ts'

const body: Body = {
  name: 'two-piers',
  bytes: new TextEncoder().encode('<piers><pier no="1">North</pier><pier no="2"/></piers>'),
  verdict: { answered: true, commands: 2, refused: 0 },
}
const data = dataOf(body.bytes)
const inputs = inputsOf(body, data)

describe('the check of a subject', () => {
  const subject = (found: unknown): Subject => ({ name: 'reader', read: () => found })

  test('passes who reads everything', () => {
    expect(() => check(subject(structuredClone(data)), body, data, inputs)).not.toThrow()
  })

  test.each([
    ['leaves an attribute out', { piers: { pier: [{ '@no': '1', '#text': 'North' }, ''] } }, '/piers/pier/1'],
    ['turns text into numbers', { piers: { pier: [{ '@no': 1, '#text': 'North' }, { '@no': '2' }] } }, '/pier/0/@no'],
    ['reads nothing', undefined, 'the whole'],
  ])('names the place where one %s', (_, found, place) => {
    expect(() => check(subject(found), body, data, inputs)).toThrow(place)
  })

  test('asks no more of a subject than it claims', () => {
    const verdict: Subject = { ...subject('unused'), found: () => body.verdict, expected: (_, { verdict }) => verdict }
    expect(() => check(verdict, body, data, inputs)).not.toThrow()
  })

  test('holds for the floors, one of which is given JSON', () => {
    for (const floor of floors) expect(() => check(floor, body, data, inputs)).not.toThrow()
    expect(floors.map(floor => inputFor(floor, inputs) === inputs.json)).toEqual([true, false])
  })
})

describe('the difference of two values', () => {
  test.each([
    ['the order of members does not count', { a: '1', b: '2' }, { b: '2', a: '1' }],
    ['prototypes do not count', Object.assign(Object.create(null), { a: '1' }), { a: '1' }],
    ['equal lists are equal', ['x', ['y']], ['x', ['y']]],
  ])('%s', (_, found, expected) => {
    expect(difference(found, expected)).toBeUndefined()
  })

  test.each([
    ['another text', { a: { b: 'x' } }, { a: { b: 'y' } }, '/a/b: "x" instead of "y"'],
    ['a missing member', {}, { a: 'x' }, '/a: undefined instead of "x"'],
    ['a member too many', { a: 'x', b: 'y' }, { a: 'x' }, '/b: "y" instead of nothing'],
    ['a list in place of an object', ['x'], { 0: 'x' }, 'the whole: ["x"] instead of {"0":"x"}'],
    ['a list that is longer', ['x', 'y'], ['x'], '/1: "y" instead of nothing'],
    ['null in place of an object', null, {}, 'the whole: null instead of {}'],
  ])('tells of %s', (_, found, expected, reason) => {
    expect(difference(found, expected)).toBe(reason)
  })
})
