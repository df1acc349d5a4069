import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AskedCommand } from '../../../src/dialects/contract.ts'
import { normalize } from '../../../src/index.ts'
import { parseFault } from '../../../src/schema.ts'
import { command, errors, operation, outcomesOf, read, reply, result, shut, undone, word } from './replies.ts'

const id = fc.constantFrom('a', 'b', 'c', 'd', '')
const name = fc.constantFrom('create', 'update', 'create', '')
const status = fc.constantFrom('success', 'success', 'failure', 'aborted', '', 'Success')
const inner = fc.constantFrom(
  '',
  errors('BL34000061', 'BL01001973'),
  `<errormessage>${undone}</errormessage>`,
  '<data count="1"><project><RECORDNO>7</RECORDNO></project></data>',
  '<errormessage/><status>failure</status>',
)
const one = fc.record({ status, id, name, inner })
const operations = fc.array(fc.option(fc.array(one, { maxLength: 5 }), { nil: undefined }), { maxLength: 3 })
const commands = fc.array(
  fc.record({
    name: fc.constantFrom('create', 'update'),
    id: fc.constantFrom('a', 'b', 'c', undefined),
    part: fc.nat(2),
  }),
  { minLength: 1, maxLength: 5 },
)

function written(
  list: readonly (readonly { status: string; id: string; name: string; inner: string }[] | undefined)[],
) {
  return reply(
    ...list.map(results =>
      results === undefined ? shut : operation(...results.map(r => result(r.status, r.id, r.inner, r.name))),
    ),
  )
}

function asked(list: readonly { name: string; id: string | undefined; part: number }[]): AskedCommand[] {
  return list.map(({ name, id, part }) => command(id, { name, part }))
}

describe('whatever a reply holds', () => {
  test('there are as many outcomes as functions asked, in their order', () => {
    fc.assert(
      fc.property(operations, commands, (list, wanted) => {
        const reading = read(written(list), asked(wanted))
        if (reading.kind !== 'outcomes') return
        // A function that was sent without a control ID may learn one from its result.
        expect(reading.outcomes.map(({ index, operation, id }) => [index, operation, wanted[index]?.id && id])).toEqual(
          wanted.map(({ name, id }, index) => [index, name, id]),
        )
      }),
    )
  })

  test('a success is the word of one result, which contradicts its function in nothing', () => {
    fc.assert(
      fc.property(operations, commands, (list, wanted) => {
        const payloads = outcomesOf(read(written(list), asked(wanted))).map(({ result }, index) => {
          if (result.kind !== 'done') return undefined
          const texts = (name: string) => result.payload.all(name).map(child => child.text)
          expect(texts('status')).toEqual(['success'])
          expect(['', wanted[index]?.name]).toContain(texts('function')[0])
          if (wanted[index]?.id !== undefined) expect(['', wanted[index]?.id]).toContain(texts('controlid')[0])
          return result.payload
        })
        const done = payloads.filter(payload => payload !== undefined)
        expect(new Set(done).size).toBe(done.length)
      }),
    )
  })

  test('every fault survives JSON, and says something', () => {
    fc.assert(
      fc.property(operations, fc.option(commands, { nil: undefined }), (list, wanted) => {
        const options = wanted === undefined ? {} : { asked: { commands: asked(wanted) } }
        const normalized = normalize({ status: 200, headers: {}, body: written(list) }, options)
        const faults = normalized.match(
          ({ outcomes }) => outcomes.flatMap(({ result }) => (result.isErr() ? [result.error] : [])),
          fault => [fault],
        )
        for (const fault of faults) {
          expect(parseFault(JSON.stringify(fault))._unsafeUnwrap()).toEqual(fault)
          expect(fault.message).not.toBe('')
        }
      }),
    )
  })

  test('results of control IDs of their own are found in any order', () => {
    const shuffled = fc
      .uniqueArray(
        fc.string({ unit: 'grapheme-ascii', minLength: 1 }).map(text => text.replace(/[^\w-]/g, 'x')),
        { maxLength: 8 },
      )
      .chain(ids => fc.tuple(fc.constant(ids), fc.shuffledSubarray(ids, { minLength: ids.length })))
    fc.assert(
      fc.property(shuffled, ([ids, order]) => {
        fc.pre(ids.length > 0)
        const results = order.map((mark, n) => result('success', mark, `<data n="${n}"/>`))
        const outcomes = outcomesOf(read(reply(operation(...results)), ids))
        const marks = outcomes.map(({ result }) =>
          result.kind === 'done' ? result.payload.child('controlid')?.text : '',
        )
        expect(marks).toEqual(ids)
      }),
    )
  })
})

describe('what is huge', () => {
  test.each([
    [
      'fifty thousand errors in one result',
      reply(operation(result('failure', 'a', errors(...Array<string>(50_000).fill('BL01001973'))))),
    ],
    [
      'fifty thousand errors of the whole',
      `<response><control><status>failure</status></control>${errors(...Array<string>(50_000).fill('X'))}</response>`,
    ],
    ['ten thousand blocks of errors', reply(operation(result('failure', 'a', errors('X').repeat(10_000))))],
    ['twenty thousand results of one control ID', reply(operation(result('success', 'a').repeat(20_000)))],
    ['twenty thousand operations', reply(shut.repeat(20_000))],
    [
      'a written list of a hundred thousand objects',
      reply(operation(result('failure', 'a', `<data>${'<p><RECORDNO>7</RECORDNO></p>'.repeat(100_000)}</data>`))),
    ],
    [
      'a transaction of ten thousand victims',
      reply(operation(result('aborted', 'z').repeat(10_000), result('failure', 'a', errors('BL34000061')))),
    ],
  ])('costs little and stays a fault: %s', (_, body) => {
    // What grew with the square of its length would meet the time limit of the runner.
    const normalized = normalize({ status: 200, headers: {}, body }, { asked: { commands: [command('a')] } })
    const faults = normalized.match(
      ({ outcomes }) => outcomes.map(({ result }) => (result.isErr() ? result.error : undefined)),
      fault => [fault],
    )
    expect(faults).toHaveLength(1)
    expect(JSON.stringify(faults[0]).length).toBeLessThan(2_000_000)
  })

  test('a thousand functions find their results', () => {
    const ids = Array.from({ length: 1_000 }, (_, n) => `step-${n}`)
    const results = ids.toReversed().map((mark, n) => result(n % 3 === 0 ? 'failure' : 'success', mark))
    const words = outcomesOf(read(reply(operation(...results)), ids)).map(({ result }) => word(result))
    expect(words.filter(one => one === 'done')).toHaveLength(666)
  })

  test('an error nested five hundred levels deep is read', () => {
    const deep = `${'<x>'.repeat(400)}why${'</x>'.repeat(400)}`
    const text = reply(
      operation(
        result('failure', 'a', `<errormessage><error><description>${deep}</description></error></errormessage>`),
      ),
    )
    expect(normalize({ status: 200, headers: {}, body: text }).isOk()).toBe(true)
    const [outcome] = outcomesOf(read(text, ['a']))
    expect(outcome?.result).toMatchObject({ kind: 'refused', refusals: [{ texts: ['why'] }] })
  })
})
